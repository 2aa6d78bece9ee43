// SPDX-License-Identifier: MIT
#include "ops/passage.h"

#include "base/text.h"
#include "guard/nobody_to_ask.h"
#include "guard/redactor.h"
#include "ops/result_cleaner.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

guard::Question question(const Passage& passage, const QString& object,
                         const QStringList& consequences) {
    guard::Question asked;
    asked.operation = passage.operation->name;
    asked.title = passage.operation->title;
    asked.object = guard::redact(cleanLine(object));
    asked.target = passage.target.name;
    asked.environment = passage.target.environment;
    asked.risk = passage.operation->risk;
    for (const QString& consequence : consequences) {
        asked.consequences << guard::redact(cleanLine(consequence));
    }
    if (asked.consequences.isEmpty()) {
        asked.consequences << passage.operation->description;
    }
    return asked;
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

Task<std::monostate> confirm(PassagePointer passage, QString object, QStringList consequences) {
    guard::NobodyToAsk nobody;
    guard::Confirmer* confirmer = passage->context.confirmer.get();
    if (confirmer == nullptr) {
        confirmer = &nobody;
    }
    const guard::Question asked = question(*passage, object, consequences);
    const auto answer = co_await confirmer->ask(asked, passage->context.token);
    if (!answer) {
        co_return fail(answer.error());
    }
    switch (answer->answer) {
    case guard::Answer::Confirmed:
        passage->approvedBy = answer->by;
        co_return done();
    case guard::Answer::Declined:
        co_return fail(ErrorKind::Declined, u"Do not try it again unasked."_s,
                       passage->operation->title + u" was declined; nothing was changed."_s,
                       asked.object);
    case guard::Answer::Unavailable:
        break;
    }
    co_return fail(ErrorKind::Declined, answer->remedy,
                   passage->operation->title +
                       u" needs a person's confirmation; nothing was changed."_s,
                   asked.object);
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
