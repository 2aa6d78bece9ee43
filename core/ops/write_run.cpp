// SPDX-License-Identifier: MIT
#include "ops/write_run.h"

#include "base/text.h"
#include "change/conflict.h"
#include "change/difference.h"
#include "change/executor.h"
#include "change/image_reader.h"
#include "ops/write_question.h"

#include <QJsonArray>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

using change::WritePlan;
using change::WriteState;
using PlanPointer = std::shared_ptr<const WritePlan>;

/// What every write answers (schema::written).
QJsonObject commonResult(const WritePlan& plan, const QString& status, bool isDryRun) {
    QJsonObject result = plan.result;
    result.insert(u"status"_s, status);
    result.insert(u"summary"_s, plan.summary);
    result.insert(u"object"_s, plan.object);
    result.insert(u"dry_run"_s, isDryRun);
    result.insert(u"warnings"_s, QJsonArray::fromStringList(plan.warnings));
    return result;
}

QJsonObject dryRunResult(const WritePlan& plan) {
    QJsonObject result = commonResult(plan, u"dry_run"_s, true);
    result.insert(u"would_be"_s, plan.requests.empty() ? u"unchanged"_s : plan.status);
    result.insert(u"requests"_s, change::requestsAsJson(plan));
    result.insert(u"difference"_s, QJsonArray::fromStringList(change::difference(plan.images)));
    result.insert(u"consequences"_s, QJsonArray::fromStringList(plan.consequences));
    result.insert(u"can_be_undone"_s, plan.noUndo.isEmpty());
    return result;
}

guard::UndoRecord undoRecord(const Passage& passage, const WritePlan& plan,
                             guard::AuditTicket ticket) {
    guard::UndoRecord record;
    record.operation = passage.operation->name;
    record.target = passage.target.name;
    record.summary = cleanLine(plan.summary);
    record.object = plan.object;
    record.parameters = passage.arguments;
    record.images = change::imagesToJson(plan.images);
    record.impossible = plan.noUndo;
    record.audit = ticket;
    return record;
}

guard::AuditStatus statusOf(const change::Execution& execution) {
    if (!execution.error) {
        return guard::AuditStatus::Ok;
    }
    // Whoever reads the trail must look at the object: the outcome is open.
    return execution.state == WriteState::Unknown ? guard::AuditStatus::Interrupted
                                                  : ops::statusOf(*execution.error);
}

/// The requests of a write without their bodies; the undo record has what they replaced.
QStringList sentLines(const WritePlan& plan) {
    constexpr qsizetype kMost = 50;
    QStringList lines;
    const QJsonArray requests = change::requestsAsJson(plan);
    for (const QJsonValue request : requests) {
        if (lines.size() == kMost) {
            lines << u"and %1 more"_s.arg(requests.size() - kMost);
            break;
        }
        lines << request[u"method"].toString() + u' ' + request[u"path"].toString();
    }
    return lines;
}

QJsonObject auditSummary(const WritePlan& plan, const change::Execution& execution,
                         const QString& undoId) {
    QJsonObject summary{{u"summary"_s, cleanLine(plan.summary)},
                        {u"object"_s, plan.object},
                        {u"state"_s, change::writeStateName(execution.state)},
                        {u"undo_id"_s, undoId},
                        {u"requests"_s, QJsonArray::fromStringList(sentLines(plan))}};
    if (execution.realization) {
        summary.insert(u"realization"_s,
                       change::realizationAsJson(*execution.realization).value(u"state"_s));
    }
    if (execution.error) {
        const QJsonObject error = summaryOf(*execution.error);
        for (auto it = error.constBegin(); it != error.constEnd(); ++it) {
            summary.insert(it.key(), it.value());
        }
    }
    return summary;
}

/// Marks what an undo has taken back; the claim ends with it.
Task<std::monostate> closeUndone(PassagePointer passage, PlanPointer plan, QString note) {
    const std::shared_ptr<guard::UndoStore> store = passage->parts->undo;
    for (const QString& id : plan->undoes) {
        const auto closed = co_await store->complete(id, guard::UndoState::Undone, {}, note);
        if (!closed) {
            passage->notes << closed.error().message();
        }
    }
    co_return done();
}

/// Gives back what was claimed; that it could not be is said, and the claim ends with the process.
Task<std::monostate> giveBack(PassagePointer passage, guard::UndoClaim claim, QString note) {
    if (claim.ids.isEmpty()) {
        co_return done();
    }
    const std::shared_ptr<guard::UndoStore> store = passage->parts->undo;
    const auto released = co_await store->release(claim, note);
    if (!released) {
        passage->notes << released.error().message();
    }
    co_return done();
}

/// Whoever takes writes back holds them before anything is sent; other writes hold nothing.
Task<guard::UndoClaim> claimUndone(PassagePointer passage, PlanPointer plan) {
    if (plan->undoes.isEmpty()) {
        co_return guard::UndoClaim{};
    }
    const std::shared_ptr<guard::UndoStore> store = passage->parts->undo;
    auto claim = co_await store->claim(plan->undoes);
    co_return claim;
}

/// After the requests: the two records, whatever came out. Failing to complete them changes
/// nothing about what happened: it is said.
Task<std::monostate> completeRecords(PassagePointer passage, PlanPointer plan,
                                     std::shared_ptr<const change::Execution> execution,
                                     guard::AuditTicket ticket, QString undoId) {
    const std::shared_ptr<guard::AuditStore> audit = passage->parts->audit;
    const std::shared_ptr<guard::UndoStore> undo = passage->parts->undo;
    const QJsonObject summary = auditSummary(*plan, *execution, undoId);
    const guard::AuditOutcome outcome = auditOutcome(*passage, statusOf(*execution), summary);
    const auto finished = co_await audit->finish(ticket, outcome);
    if (!finished) {
        passage->notes << finished.error().message();
    }
    guard::UndoState state = guard::UndoState::Recorded;
    if (execution->state == WriteState::NotMade) {
        state = guard::UndoState::NotMade;
    } else if (execution->state == WriteState::Unknown) {
        state = guard::UndoState::Prepared;
    }
    const QJsonArray images = change::imagesToJson(execution->images);
    const auto completed = co_await undo->complete(undoId, state, images, {});
    if (!completed) {
        passage->notes << completed.error().message();
    }
    co_return done();
}

/// The plan is confirmed and is not empty: record, send, record.
Task<Outcome> carryOut(PassagePointer passage, PlanPointer plan, QPointer<nsx::Connection> manager,
                       ProgressCallback progress) {
    const std::shared_ptr<guard::AuditStore> audit = passage->parts->audit;
    const std::shared_ptr<guard::UndoStore> undo = passage->parts->undo;
    const auto claim = co_await claimUndone(passage, plan);
    if (!claim) {
        auto refused = co_await refuse(passage, ops::statusOf(claim.error()), claim.error());
        co_return refused;
    }
    const guard::AuditEntry entry = auditEntry(*passage);
    const auto ticket = co_await audit->begin(entry);
    if (!ticket) {
        co_await giveBack(passage, *claim, {});
        co_return fail(ticket.error());
    }
    const guard::UndoRecord record = undoRecord(*passage, *plan, *ticket);
    const auto undoId = co_await undo->prepare(record);
    if (!undoId) {
        const guard::AuditOutcome outcome =
            auditOutcome(*passage, guard::AuditStatus::Error, summaryOf(undoId.error()));
        co_await audit->finish(*ticket, outcome);
        co_await giveBack(passage, *claim, {});
        co_return fail(undoId.error());
    }
    const change::Execution made =
        co_await change::execute(manager, *plan, progress, passage->context.token);
    const auto execution = std::make_shared<const change::Execution>(made);
    const qsizetype notesBefore = passage->notes.size();
    co_await completeRecords(passage, plan, execution, *ticket, *undoId);
    if (execution->state == WriteState::Made) {
        co_await closeUndone(passage, plan, u"taken back by "_s + *undoId);
    } else {
        const QString note = u"write "_s + *undoId + u" was to take it back and ended as "_s +
                             change::writeStateName(execution->state);
        co_await giveBack(passage, *claim, note);
    }
    const bool canUndo = plan->noUndo.isEmpty();
    if (execution->error) {
        Error error = *execution->error;
        if (execution->state != WriteState::NotMade && canUndo) {
            error.problem += u" Its undo id is %1."_s.arg(*undoId);
        }
        // A failed call has no notes: what is wrong with the records is said with it.
        for (const QString& note : passage->notes.mid(notesBefore)) {
            error.problem += u' ' + note;
        }
        co_return fail(std::move(error));
    }
    QJsonObject result = execution->object;
    const QJsonObject common = commonResult(*plan, plan->status, false);
    for (auto it = common.constBegin(); it != common.constEnd(); ++it) {
        result.insert(it.key(), it.value());
    }
    result.insert(u"undo_id"_s, canUndo ? QJsonValue(*undoId) : QJsonValue());
    result.insert(u"realization"_s, execution->realization
                                        ? QJsonValue(realizationAsJson(*execution->realization))
                                        : QJsonValue());
    passage->notes += execution->notes;
    if (!canUndo) {
        passage->notes << plan->noUndo;
    }
    co_return finishedOutcome(*passage, result);
}

/// What the person confirmed must still be what is there: a delete carries no revision that the
/// manager would hold against it.
Task<std::monostate> stillAsPlanned(QPointer<nsx::Connection> manager, PlanPointer plan,
                                    CancellationToken token) {
    for (std::size_t i = 0; i < plan->images.size(); ++i) {
        const change::BeforeImage image = plan->images[i];
        const auto now = co_await change::readImage(manager, image.kind, image.path, token);
        if (!now) {
            co_return fail(now.error());
        }
        if (!change::isSameState(image.kind, image.before, *now)) {
            Error error = change::changedMeanwhile(image, image.before, *now);
            error.problem += u" Nothing was changed."_s;
            co_return fail(std::move(error));
        }
    }
    co_return done();
}

Task<Outcome> answerWithoutWriting(PassagePointer passage, QJsonObject result,
                                   guard::AuditStatus status) {
    const QJsonObject summary{{u"summary"_s, result.value(u"summary"_s)},
                              {u"object"_s, result.value(u"object"_s)},
                              {u"state"_s, change::writeStateName(WriteState::NotMade)}};
    const auto recorded = co_await recordEnd(passage, status, summary);
    if (!recorded) {
        passage->notes << recorded.error().message();
    }
    co_return finishedOutcome(*passage, result);
}

} // namespace

Task<Outcome> runWrite(PassagePointer passage) {
    const auto call = co_await makeCall(passage);
    if (!call) {
        auto refused = co_await refuse(passage, statusOf(call.error()), call.error());
        co_return refused;
    }
    if (!call->manager) {
        const Error offline{ErrorKind::Refused,
                            u"Call it on a manager."_s,
                            passage->operation->name + u" cannot change a snapshot file."_s,
                            {},
                            std::nullopt};
        auto refused = co_await refuse(passage, guard::AuditStatus::Denied, offline);
        co_return refused;
    }
    call->progress({u"Reading what would change"_s, 0, std::nullopt});
    auto planned = co_await passage->operation->planner(*call);
    if (!planned) {
        auto refused = co_await refuse(passage, statusOf(planned.error()), planned.error());
        co_return refused;
    }
    const auto plan = std::make_shared<const WritePlan>(std::move(*planned));
    if (passage->isDryRun()) {
        const QJsonObject result = dryRunResult(*plan);
        auto answered = co_await answerWithoutWriting(passage, result, guard::AuditStatus::DryRun);
        co_return answered;
    }
    if (plan->requests.empty()) {
        // Somebody has put everything back already: nothing is left to take back. That may be
        // another process at this moment, whose record this is then.
        const auto claim = co_await claimUndone(passage, plan);
        if (!claim) {
            auto refused = co_await refuse(passage, statusOf(claim.error()), claim.error());
            co_return refused;
        }
        co_await closeUndone(passage, plan, u"found as it was before"_s);
        const QJsonObject result = commonResult(*plan, u"unchanged"_s, false);
        auto answered = co_await answerWithoutWriting(passage, result, guard::AuditStatus::Ok);
        co_return answered;
    }
    if (passage->operation->kind == OperationKind::Destructive) {
        const guard::Question about = questionAbout(*passage, *plan, *call->manager);
        const auto confirmed = co_await confirm(passage, about);
        if (!confirmed) {
            auto refused = co_await refuse(passage, statusOf(confirmed.error()), confirmed.error());
            co_return refused;
        }
        const CancellationToken token = passage->context.token;
        Result<std::monostate> same = std::monostate{};
        if (confirmed->tookTime) {
            same = co_await stillAsPlanned(call->manager, plan, token);
        }
        if (!same) {
            auto refused = co_await refuse(passage, statusOf(same.error()), same.error());
            co_return refused;
        }
    }
    auto outcome = co_await carryOut(passage, plan, call->manager, call->progress);
    co_return outcome;
}

} // namespace bulkhead::ops
