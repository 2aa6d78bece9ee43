// SPDX-License-Identifier: MIT
#include "ops/passage.h"

#include "base/text.h"
#include "guard/nobody_to_ask.h"
#include "guard/redactor.h"
#include "ops/result_cleaner.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

guard::Question question(const Passage& passage, guard::Question about) {
    about.operation = passage.operation->name;
    about.title = passage.operation->title;
    about.object = guard::redact(cleanLine(about.object));
    about.target = passage.target.name;
    about.environment = passage.target.environment;
    about.risk = passage.operation->risk;
    about.nameToType = cleanLine(about.nameToType);
    about.idToType = cleanLine(about.idToType);
    for (QString& consequence : about.consequences) {
        consequence = guard::redact(cleanLine(consequence));
    }
    if (about.consequences.isEmpty()) {
        about.consequences << passage.operation->description;
    }
    return about;
}

/// Why an operation that was not confirmed is not carried out. Every sentence says that nothing
/// was.
Error notConfirmed(const Passage& passage, const guard::Confirmation& given,
                   const QString& object) {
    const QString& title = passage.operation->title;
    ErrorKind kind = ErrorKind::Declined;
    QString remedy;
    QString problem;
    switch (given.answer) {
    case guard::Answer::Declined:
        remedy = u"Do not try it again unasked."_s;
        problem = title + u" was declined"_s;
        break;
    case guard::Answer::Dismissed:
        remedy = u"Ask the person before you try it again."_s;
        problem = title + u" was not confirmed"_s;
        break;
    case guard::Answer::Asked:
        kind = ErrorKind::Cancelled;
        remedy = u"Call again with the person's answer."_s;
        problem = title + u" waits for a person's answer"_s;
        break;
    default:
        remedy = u"Run it where a person can confirm it."_s;
        problem = title + u" needs a person's confirmation"_s;
        break;
    }
    return {kind, given.remedy.isEmpty() ? remedy : given.remedy,
            (given.problem.isEmpty() ? problem : given.problem) + u"; nothing was changed."_s,
            object, std::nullopt};
}

} // namespace

bool Passage::isDryRun() const {
    return arguments.value(u"dry_run"_s).toBool();
}

guard::AuditEntry auditEntry(const Passage& passage) {
    guard::AuditEntry entry;
    entry.operation = passage.operation->name;
    entry.parameters = passage.arguments;
    entry.target = passage.target.name;
    entry.environment = passage.target.environment;
    entry.agent = passage.context.agent;
    entry.approvedBy = passage.approvedBy;
    entry.workflowId = passage.context.workflowId;
    entry.rationale = passage.context.rationale;
    entry.risk = passage.operation->risk;
    // A dry run sends nothing: like a read, it may go on without its row.
    entry.isWrite = passage.operation->isWrite() && !passage.isDryRun();
    return entry;
}

guard::AuditStatus statusOf(const Error& error) {
    switch (error.kind) {
    case ErrorKind::Declined:
        return guard::AuditStatus::Rejected;
    case ErrorKind::Cancelled:
        return guard::AuditStatus::Interrupted;
    default:
        return guard::AuditStatus::Error;
    }
}

guard::AuditOutcome auditOutcome(const Passage& passage, guard::AuditStatus status,
                                 const QJsonObject& summary) {
    return {status, summary, passage.clock.elapsed(), passage.verdict.bypassed};
}

QJsonObject summaryOf(const Error& error) {
    return {{u"error"_s, error.message()}, {u"kind"_s, errorKindName(error.kind)}};
}

Task<std::monostate> recordEnd(PassagePointer passage, guard::AuditStatus status,
                               QJsonObject summary) {
    const std::shared_ptr<guard::AuditStore> audit = passage->parts->audit;
    const guard::AuditEntry entry = auditEntry(*passage);
    const auto ticket = co_await audit->begin(entry);
    if (!ticket) {
        co_return fail(ticket.error());
    }
    const guard::AuditOutcome outcome = auditOutcome(*passage, status, summary);
    auto finished = co_await audit->finish(*ticket, outcome);
    co_return finished;
}

Task<Outcome> refuse(PassagePointer passage, guard::AuditStatus status, Error error) {
    // The refusal stands whether it could be recorded or not.
    co_await recordEnd(passage, status, summaryOf(error));
    co_return fail(std::move(error));
}

Task<guard::Confirmation> confirm(PassagePointer passage, guard::Question about) {
    std::shared_ptr<guard::Confirmer> confirmer = passage->context.confirmer;
    if (!confirmer) {
        confirmer = std::make_shared<guard::NobodyToAsk>();
    }
    const guard::Question asked = question(*passage, std::move(about));
    auto answer = co_await confirmer->ask(asked, passage->context.token);
    if (!answer) {
        co_return fail(answer.error());
    }
    if (answer->answer != guard::Answer::Confirmed) {
        co_return fail(notConfirmed(*passage, *answer, asked.object));
    }
    passage->approvedBy = answer->by;
    co_return answer;
}

Task<Call> makeCall(PassagePointer passage) {
    Call call;
    call.arguments = passage->arguments;
    call.arguments.remove(u"target"_s);
    call.arguments.remove(u"dry_run"_s);
    call.sources = passage->parts->sources;
    call.undo = passage->parts->undo;
    call.target = passage->target.name;
    call.token = passage->context.token;
    call.progress = passage->context.progress ? passage->context.progress : [](const Progress&) {};
    if (passage->context.partial) {
        call.partial = [show = passage->context.partial](const QJsonObject& result) {
            show(cleanResult(result));
        };
    }
    if (!passage->operation->contactsManager) {
        co_return call;
    }
    const QString target = passage->arguments.value(u"target"_s).toString();
    const std::shared_ptr<SourceProvider> sources = passage->parts->sources;
    auto opened = co_await sources->open(target, passage->context.token);
    if (!opened) {
        co_return fail(opened.error());
    }
    passage->notes += opened->notes;
    if (passage->context.token.isCancelled()) {
        co_return fail(cancelledError(passage->operation->title));
    }
    call.source = opened->source;
    call.manager = opened->source->manager();
    co_return call;
}

Outcome finishedOutcome(const Passage& passage, const QJsonObject& result) {
    Outcome outcome;
    outcome.result = cleanResult(result);
    for (const QString& note : passage.notes) {
        outcome.notes << guard::redact(cleanLine(note));
    }
    return outcome;
}

} // namespace bulkhead::ops
