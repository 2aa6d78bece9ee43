// SPDX-License-Identifier: MIT
#include "ops/pipeline.h"

#include "base/text.h"
#include "guard/guard_files.h"
#include "guard/redactor.h"
#include "ops/parameter_check.h"
#include "ops/passage.h"
#include "ops/write_question.h"
#include "ops/write_run.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

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
    if (passage.isDryRun()) {
        return std::nullopt;
    }
    if (passage.target.readOnly) {
        return Error{
            ErrorKind::Refused, u"Remove read_only from the target if it may be changed."_s,
            u"The configuration lets target "_s + passage.target.name + u" be read only."_s,
            passage.target.name, std::nullopt};
    }
    return passage.target.obstacleToWrites;
}

/// The last step of every failure on its way out of the program.
Error withoutSecrets(Error error) {
    error.remedy = guard::redact(error.remedy);
    error.problem = guard::redact(error.problem);
    error.object = guard::redact(error.object);
    if (error.fault) {
        error.fault->message = guard::redact(error.fault->message);
    }
    return error;
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

/// How a confirmation without a plan names what it is about.
QString objectOf(const Passage& passage) {
    QStringList words;
    for (const QString& name : passage.operation->command.positional) {
        words << cleanLine(passage.arguments.value(name).toString());
    }
    return words.join(u' ');
}

/// An operation with a handler, with its audit row before and after.
Task<Outcome> runHandler(PassagePointer passage) {
    const std::shared_ptr<guard::AuditStore> audit = passage->parts->audit;
    const guard::AuditEntry entry = auditEntry(*passage);
    const auto ticket = co_await audit->begin(entry);
    if (!ticket) {
        if (entry.isWrite) {
            co_return fail(ticket.error());
        }
        passage->notes << ticket.error().message();
    }
    const auto call = co_await makeCall(passage);
    Result<Answer> answer = call ? Result<Answer>() : Result<Answer>(fail(call.error()));
    if (call) {
        answer = co_await passage->operation->handler(*call);
    }
    if (ticket) {
        const guard::AuditStatus status =
            answer ? guard::AuditStatus::Ok : statusOf(answer.error());
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
    co_return finishedOutcome(*passage, answer->result);
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
    if (!passage->verdict.note.isEmpty()) {
        passage->notes << passage->verdict.note;
    }
    if (!passage->verdict.allowed) {
        auto refused = co_await refuse(passage, guard::AuditStatus::Denied, denied(*passage));
        co_return refused;
    }
    if (passage->operation->planner != nullptr) {
        auto written = co_await runWrite(passage);
        co_return written;
    }
    if (passage->operation->kind == OperationKind::Destructive) {
        const guard::Question about = questionAbout(*passage, objectOf(*passage));
        const auto confirmed = co_await confirm(passage, about);
        if (!confirmed) {
            auto refused = co_await refuse(passage, statusOf(confirmed.error()), confirmed.error());
            co_return refused;
        }
    }
    auto outcome = co_await runHandler(passage);
    co_return outcome;
}

} // namespace

Pipeline::Pipeline(Parts parts) : m_parts(std::make_shared<const Parts>(std::move(parts))) {}

Pipeline Pipeline::standard(std::shared_ptr<SourceProvider> sources) {
    const guard::StandardGuard standard = guard::standardGuard();
    return Pipeline(Parts{std::make_shared<const Registry>(Registry::standard()),
                          std::move(sources), standard.rules, standard.audit, standard.undo});
}

Task<Outcome> Pipeline::call(QString name, QJsonObject arguments, CallContext context) const {
    m_parts->sources->learnPasswords();
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
    if (!outcome) {
        co_return fail(withoutSecrets(outcome.error()));
    }
    co_return outcome;
}

} // namespace bulkhead::ops
