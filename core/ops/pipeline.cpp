// SPDX-License-Identifier: MIT
#include "ops/pipeline.h"

#include "base/text.h"
#include "guard/pass_through.h"
#include "ops/parameter_check.h"
#include "ops/result_cleaner.h"

#include <QElapsedTimer>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// One call on its way; the steps below fill it in.
struct Passage {
    std::shared_ptr<const Pipeline::Parts> parts;
    const Operation* operation = nullptr; ///< of parts->registry
    CallContext context;
    QJsonObject arguments;
    TargetFacts target;
    guard::GuardVerdict verdict;
    QString approvedBy;
    QElapsedTimer clock;
    QStringList notes;
};
using PassagePointer = std::shared_ptr<Passage>;

guard::AuditEntry auditEntry(const Passage& passage) {
    return {passage.operation->name,    passage.arguments,           passage.target.name,
            passage.target.environment, passage.context.agent,       passage.approvedBy,
            {},                         {},
            passage.operation->risk,    passage.operation->isWrite()};
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

/// The one row of a call that ends before its handler runs.
Task<std::monostate> recordEnd(PassagePointer passage, guard::AuditStatus status, Error error) {
    const std::shared_ptr<guard::AuditStore> audit = passage->parts->audit;
    const guard::AuditEntry entry = auditEntry(*passage);
    const auto ticket = co_await audit->begin(entry);
    if (!ticket) {
        co_return fail(ticket.error());
    }
    const guard::AuditOutcome outcome = auditOutcome(*passage, status, summaryOf(error));
    auto finished = co_await audit->finish(*ticket, outcome);
    co_return finished;
}

/// Why a write may not happen at all, whatever the rules say.
std::optional<Error> forbidden(const Passage& passage) {
    if (!passage.operation->isWrite()) {
        return std::nullopt;
    }
    if (passage.target.offline) {
        return Error{ErrorKind::Refused,
                     u"Call it on a manager."_s,
                     passage.operation->name + u" cannot change a snapshot file."_s,
                     {},
                     std::nullopt};
    }
    if (passage.target.readOnly) {
        return Error{
            ErrorKind::Refused, u"Remove read_only from the target if it may be changed."_s,
            u"The configuration lets target "_s + passage.target.name + u" be read only."_s,
            passage.target.name, std::nullopt};
    }
    return std::nullopt;
}

Error denied(const Passage& passage) {
    QString problem =
        u"The guard rule "_s + passage.verdict.ruleName + u" denies "_s + passage.operation->name;
    if (!passage.target.name.isEmpty()) {
        problem += u" on "_s + passage.target.name;
    }
    problem += passage.verdict.reason.isEmpty() ? u"."_s : u": "_s + passage.verdict.reason;
    return {ErrorKind::Refused, u"Ask whoever owns the guard rules."_s, problem,
            passage.target.name, std::nullopt};
}

guard::Question question(const Passage& passage) {
    guard::Question asked;
    asked.operation = passage.operation->name;
    asked.title = passage.operation->title;
    for (const QString& name : passage.operation->command.positional) {
        asked.object += (asked.object.isEmpty() ? QString() : u" "_s) +
                        cleanLine(passage.arguments.value(name).toString());
    }
    asked.target = passage.target.name;
    asked.environment = passage.target.environment;
    asked.risk = passage.operation->risk;
    return asked;
}

/// Asks a person about a destructive operation; an error means that it may not run.
Task<std::monostate> confirm(PassagePointer passage) {
    if (passage->operation->kind != OperationKind::Destructive) {
        co_return done();
    }
    guard::NobodyToAsk nobody;
    guard::Confirmer* confirmer = passage->context.confirmer.get();
    if (confirmer == nullptr) {
        confirmer = &nobody;
    }
    const guard::Question asked = question(*passage);
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

/// Everything between the first audit row and the second.
Task<Answer> runHandler(PassagePointer passage) {
    const std::shared_ptr<SourceProvider> sources = passage->parts->sources;
    if (!passage->operation->contactsManager) {
        Call call;
        call.arguments = passage->arguments;
        call.sources = sources;
        call.token = passage->context.token;
        call.progress =
            passage->context.progress ? passage->context.progress : [](const Progress&) {};
        auto answer = co_await passage->operation->handler(call);
        co_return answer;
    }
    const QString target = passage->arguments.value(u"target"_s).toString();
    auto opened = co_await sources->open(target, passage->context.token);
    if (!opened) {
        co_return fail(opened.error());
    }
    passage->notes += opened->notes;
    if (passage->context.token.isCancelled()) {
        co_return fail(cancelledError(passage->operation->title));
    }
    Call call;
    call.arguments = passage->arguments;
    call.arguments.remove(u"target"_s);
    call.source = opened->source;
    call.token = passage->context.token;
    call.progress = passage->context.progress ? passage->context.progress : [](const Progress&) {};
    auto answer = co_await passage->operation->handler(call);
    co_return answer;
}

Task<Outcome> runRecorded(PassagePointer passage) {
    const std::shared_ptr<guard::AuditStore> audit = passage->parts->audit;
    const bool isWrite = passage->operation->isWrite();
    const guard::AuditEntry entry = auditEntry(*passage);
    const auto ticket = co_await audit->begin(entry);
    if (!ticket) {
        if (isWrite) {
            co_return fail(ticket.error());
        }
        passage->notes << ticket.error().message();
    }
    auto answer = co_await runHandler(passage);
    const guard::AuditStatus status = answer ? guard::AuditStatus::Ok : statusOf(answer.error());
    if (ticket) {
        const QJsonObject summary = answer ? QJsonObject() : summaryOf(answer.error());
        const guard::AuditOutcome outcome = auditOutcome(*passage, status, summary);
        const auto finished = co_await audit->finish(*ticket, outcome);
        if (!finished) {
            // What happened has happened: the answer stands, and the gap is said.
            passage->notes << finished.error().message();
        }
    }
    if (!answer) {
        co_return fail(answer.error());
    }
    const auto done = std::make_shared<Answer>(std::move(*answer));
    Outcome outcome;
    outcome.result = cleanResult(done->result);
    for (const QString& note : passage->notes) {
        outcome.notes << cleanLine(note);
    }
    co_return outcome;
}

/// Ends a call that does not reach its handler, with its one row in the trail.
Task<Outcome> refuse(PassagePointer passage, guard::AuditStatus status, Error error) {
    // The refusal stands whether it could be recorded or not.
    co_await recordEnd(passage, status, error);
    co_return fail(std::move(error));
}

Task<Outcome> pass(PassagePointer passage) {
    const auto checked = checkArguments(*passage->operation, passage->arguments);
    if (!checked) {
        auto refused = co_await refuse(passage, guard::AuditStatus::Error, checked.error());
        co_return refused;
    }
    passage->arguments = *checked;
    const QString wanted = checked->value(u"target"_s).toString();
    const bool hasTarget = passage->operation->contactsManager;
    const Result<TargetFacts> target =
        hasTarget ? passage->parts->sources->describe(wanted) : Result<TargetFacts>(TargetFacts{});
    if (!target) {
        auto refused = co_await refuse(passage, guard::AuditStatus::Error, target.error());
        co_return refused;
    }
    passage->target = *target;
    if (const std::optional<Error> error = forbidden(*passage); error) {
        auto refused = co_await refuse(passage, guard::AuditStatus::Denied, *error);
        co_return refused;
    }
    passage->verdict = passage->parts->rules->judge({passage->operation->name, target->environment,
                                                     passage->operation->risk, target->name,
                                                     passage->operation->isWrite()});
    if (!passage->verdict.allowed) {
        auto refused = co_await refuse(passage, guard::AuditStatus::Denied, denied(*passage));
        co_return refused;
    }
    const auto confirmed = co_await confirm(passage);
    if (!confirmed) {
        auto refused = co_await refuse(passage, statusOf(confirmed.error()), confirmed.error());
        co_return refused;
    }
    auto outcome = co_await runRecorded(passage);
    co_return outcome;
}

} // namespace

Pipeline::Pipeline(Parts parts) : m_parts(std::make_shared<const Parts>(std::move(parts))) {}

Pipeline Pipeline::standard(std::shared_ptr<SourceProvider> sources) {
    return Pipeline(Parts{std::make_shared<const Registry>(Registry::standard()),
                          std::move(sources), std::make_shared<guard::ReadOnlyRules>(),
                          std::make_shared<guard::NoAuditStore>(),
                          std::make_shared<guard::NoUndoStore>()});
}

Task<Outcome> Pipeline::call(QString name, QJsonObject arguments, CallContext context) const {
    auto passage = std::make_shared<Passage>();
    passage->parts = m_parts;
    passage->operation = m_parts->registry->find(name);
    if (passage->operation == nullptr) {
        const QStringList near = nearestMatches(name, m_parts->registry->names(), 1);
        co_return fail(ErrorKind::InvalidInput,
                       near.isEmpty() ? u"List the operations and choose one of them."_s
                                      : u"Use "_s + near.constFirst() + u'.',
                       u"There is no operation "_s + cleanLine(name) + u'.', name);
    }
    passage->arguments = std::move(arguments);
    passage->context = std::move(context);
    passage->clock.start();
    auto outcome = co_await pass(passage);
    co_return outcome;
}

} // namespace bulkhead::ops
