// SPDX-License-Identifier: MIT
// A pipeline whose every neighbour is a fake that notes when it was asked.
#pragma once

#include "ops/pipeline.h"
#include "support/await.h"
#include "support/memory_guard.h"

#include <QJsonArray>

namespace bulkhead::tests::pipeline_bench {

using namespace ops;
using namespace Qt::StringLiterals;

/// What happened, in order. Handlers are plain functions, so it is global.
inline QStringList events;

inline constexpr auto kGroup = u"/infra/domains/default/groups/pipeline-test";

inline Task<Answer> readSomething(Call call) {
    events << u"handler"_s;
    if (call.token.isCancelled()) {
        co_return fail(cancelledError(u"The read"_s));
    }
    co_return Answer{{{u"id"_s, QString(u"a\u202eb"_s)}}};
}

inline Task<change::WritePlan> planSomething(Call call) {
    events << u"plan"_s;
    if (call.arguments.value(u"id"_s).toString() == u"broken") {
        co_return fail(ErrorKind::Conflict, u"Read it again."_s, u"It changed meanwhile."_s);
    }
    change::WritePlan plan;
    plan.status = u"created"_s;
    plan.summary = u"Write something"_s;
    plan.object = QString::fromUtf16(kGroup);
    plan.consequences << u"Something is written."_s;
    plan.result = {{u"id"_s, QString(u"a\u202eb"_s)}};
    if (call.arguments.value(u"id"_s).toString() == u"nothing") {
        co_return plan;
    }
    plan.requests.push_back({"PUT",
                             u"/policy/api/v1"_s + plan.object,
                             {},
                             QJsonObject{{u"display_name"_s, u"Test"_s}}});
    plan.images.push_back(
        {change::ImageKind::Object, plan.object, QJsonValue(), QJsonObject{{u"id"_s, u"x"_s}}});
    co_return plan;
}

class FakeRules final : public guard::GuardRules {
public:
    guard::GuardVerdict verdict{true, {}, {}, false};
    guard::GuardRequest last;
    guard::GuardVerdict judge(const guard::GuardRequest& request) override {
        events << u"guard"_s;
        last = request;
        return verdict;
    }
};

class FakeAudit final : public guard::AuditStore {
public:
    bool failsToBegin = false;
    bool failsToFinish = false;
    guard::AuditEntry entry;
    guard::AuditOutcome outcome;
    Task<guard::AuditTicket> begin(guard::AuditEntry given) override {
        events << u"audit before"_s;
        entry = given;
        if (failsToBegin) {
            co_return fail(ErrorKind::Failed, u"Free some disk space."_s, u"The disk is full."_s);
        }
        co_return guard::AuditTicket{42};
    }
    Task<std::monostate> finish(guard::AuditTicket ticket, guard::AuditOutcome given) override {
        events << u"audit after %1"_s.arg(ticket.row);
        outcome = given;
        if (failsToFinish) {
            co_return fail(ErrorKind::Failed, u"Free some disk space."_s, u"The disk is full."_s);
        }
        co_return done();
    }
};

class FakeConfirmer final : public guard::Confirmer {
public:
    guard::Answer answer = guard::Answer::Confirmed;
    guard::Question asked;
    Task<guard::Confirmation> ask(guard::Question question, CancellationToken /*token*/) override {
        events << u"confirm"_s;
        asked = question;
        co_return guard::Confirmation{answer, u"ada"_s, u"Use a terminal."_s};
    }
};

class FakeUndo final : public tests::MemoryUndo {
public:
    bool fails = false;
    guard::UndoRecord record;
    QString completedAs;
    QJsonArray images;
    Task<QString> prepare(guard::UndoRecord given) override {
        events << u"undo before"_s;
        record = given;
        if (fails) {
            co_return fail(ErrorKind::Failed, u"Note it."_s, u"The undo store is locked."_s);
        }
        co_return u"undo-1"_s;
    }
    Task<std::monostate> complete(QString /*id*/, guard::UndoState state, QJsonArray now,
                                  QString /*note*/) override {
        events << u"undo after"_s;
        completedAs = guard::undoStateName(state);
        images = now;
        co_return done();
    }
};

inline Operation testOperation(OperationKind kind) {
    Operation operation;
    operation.name = u"write_something"_s;
    operation.title = u"Write something"_s;
    operation.kind = kind;
    operation.risk = guard::Risk::High;
    Parameter id;
    id.name = u"id"_s;
    id.required = true;
    operation.parameters = {id};
    operation.command = {u"thing"_s, u"write"_s, {u"id"_s}, {}};
    if (kind == OperationKind::Read) {
        operation.handler = readSomething;
    } else {
        operation.planner = planSomething;
    }
    return operation;
}

struct Bench {
    std::shared_ptr<FakeRules> rules = std::make_shared<FakeRules>();
    std::shared_ptr<FakeAudit> audit = std::make_shared<FakeAudit>();
    std::shared_ptr<FakeConfirmer> confirmer = std::make_shared<FakeConfirmer>();
    std::shared_ptr<FakeUndo> undo = std::make_shared<FakeUndo>();
    OperationKind kind = OperationKind::Destructive;
    QJsonObject arguments{{u"id"_s, u"web"_s}};
    CallContext context;
    QString name = u"write_something"_s;

    /// On the demo manager, because a snapshot takes no write.
    Result<Outcome> run() {
        SourceOptions options;
        options.demo = true;
        return runOn(std::make_shared<SourceProvider>(options));
    }
    Result<Outcome> runOn(const std::shared_ptr<SourceProvider>& sources) {
        events.clear();
        const auto registry = std::make_shared<Registry>();
        registry->add(testOperation(kind));
        const Pipeline pipeline(Pipeline::Parts{registry, sources, rules, audit, undo});
        context.agent = u"test"_s;
        context.confirmer = confirmer;
        return tests::await(pipeline.call(name, arguments, context));
    }
};

} // namespace bulkhead::tests::pipeline_bench
