// SPDX-License-Identifier: MIT
#include "ops/suite_operation.h"

#include "base/text.h"
#include "ops/format.h"
#include "ops/parameter_check.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/trace_run.h"
#include "ops/trace_suite.h"
#include "ops/traceflow_operations.h"
#include "ops/write_operation.h"

#include <QDeadlineTimer>
#include <QJsonArray>

#include <algorithm>
#include <chrono>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

namespace s = schema;

/// Clients of tools give up after 60 seconds.
constexpr int kDefaultSeconds = 50;
constexpr int kMostSeconds = 3600;
constexpr int kOneTraceSeconds = 20;
/// Traces that run at a time: each holds a little of the source's host.
constexpr std::size_t kAtATime = 4;

enum class FlowState : std::uint8_t { Waiting, Passed, Failed, Unknown };

struct FlowOutcome {
    FlowState state = FlowState::Waiting;
    QJsonObject result; ///< of run_traceflow; empty if there is none
    QString problem;    ///< why there is none
};

QString stateWord(FlowState state) {
    switch (state) {
    case FlowState::Passed:
        return u"passed"_s;
    case FlowState::Failed:
        return u"failed"_s;
    case FlowState::Unknown:
        return u"unknown"_s;
    case FlowState::Waiting:
        break;
    }
    return u"not_run"_s;
}

QJsonObject flowItem(const SuiteFlow& flow, const FlowOutcome& outcome) {
    const QJsonObject& result = outcome.result;
    const QJsonArray hits = result.value(u"dfw_hits"_s).toArray();
    const QJsonObject last = hits.isEmpty() ? QJsonObject() : hits.last().toObject();
    const auto given = [&result](const QString& key) {
        return result.contains(key) ? result.value(key) : QJsonValue();
    };
    const auto hit = [&last](const QString& key) {
        return last.contains(key) ? last.value(key) : QJsonValue();
    };
    return {{u"name"_s, flow.name},
            {u"state"_s, stateWord(outcome.state)},
            {u"expected"_s, expectationWord(flow.expected)},
            {u"expected_rule"_s, orNull(flow.rule)},
            {u"verdict"_s, given(u"verdict"_s)},
            {u"rule_id"_s, hit(u"acl_rule_id"_s)},
            {u"rule_name"_s, hit(u"rule_name"_s)},
            {u"explanation"_s,
             outcome.problem.isEmpty() ? given(u"explanation"_s) : QJsonValue(outcome.problem)},
            {u"traceflow_id"_s, given(u"traceflow_id"_s)}};
}

QJsonObject suiteResult(const TraceSuite& suite, const std::vector<FlowOutcome>& outcomes) {
    QJsonArray items;
    for (std::size_t i = 0; i < suite.flows.size(); ++i) {
        items.append(flowItem(suite.flows[i], outcomes[i]));
    }
    const auto count = [&outcomes](FlowState state) {
        return static_cast<qint64>(
            std::count_if(outcomes.cbegin(), outcomes.cend(),
                          [state](const FlowOutcome& one) { return one.state == state; }));
    };
    const qint64 passed = count(FlowState::Passed);
    return {{u"name"_s, orNull(suite.name)},
            {u"total"_s, items.size()},
            {u"passed"_s, passed},
            {u"failed"_s, count(FlowState::Failed)},
            {u"unknown"_s, count(FlowState::Unknown)},
            {u"not_run"_s, count(FlowState::Waiting)},
            {u"not_passed"_s, items.size() - passed},
            {u"flows"_s, items}};
}

FlowOutcome judge(const SuiteFlow& flow, const Result<Answer>& answer) {
    FlowOutcome outcome;
    if (!answer) {
        outcome.state = FlowState::Unknown;
        outcome.problem = answer.error().message();
        return outcome;
    }
    outcome.result = answer->result;
    const QString verdict = outcome.result.value(u"verdict"_s).toString();
    if (verdict == u"UNKNOWN") {
        outcome.state = FlowState::Unknown;
    } else {
        outcome.state = flow.isMetBy(outcome.result) ? FlowState::Passed : FlowState::Failed;
    }
    return outcome;
}

/// One flow, through the same checks as a call of run_traceflow.
Task<Answer> traceFlow(Call call, QJsonObject arguments) {
    static const Operation operation = runTraceflowOperation();
    arguments.insert(u"timeout_seconds"_s, kOneTraceSeconds);
    const auto checked = checkArguments(operation, arguments);
    if (!checked) {
        co_return fail(checked.error());
    }
    call.arguments = *checked;
    call.progress = [](const Progress&) {};
    call.partial = {};
    auto answer = co_await runTrace(call);
    co_return answer;
}

Task<Answer> runSuite(Call call) {
    const QByteArray text = call.arguments.value(u"suite"_s).toString().toUtf8();
    const auto suite = readTraceSuite(text, u"suite"_s);
    if (!suite) {
        co_return fail(suite.error());
    }
    if (!suite->target.isEmpty() && suite->target != call.target) {
        co_return fail(
            ErrorKind::InvalidInput,
            u"Give target "_s + cleanLine(suite->target) + u", or change the target in the file."_s,
            u"This suite was written for target %1, not for %2."_s.arg(cleanLine(suite->target),
                                                                       call.target),
            u"target"_s);
    }
    const int seconds = call.arguments.value(u"timeout_seconds"_s).toInt(kDefaultSeconds);
    const QDeadlineTimer until{std::chrono::seconds(seconds)};
    std::vector<FlowOutcome> outcomes(suite->flows.size());
    const auto total = static_cast<qint64>(suite->flows.size());
    for (std::size_t from = 0; from < suite->flows.size() && !until.hasExpired();
         from += kAtATime) {
        const std::size_t end = std::min(from + kAtATime, suite->flows.size());
        call.progress({u"Tracing "_s + suite->flows[from].name, static_cast<qint64>(from), total});
        std::vector<Task<Answer>> tasks;
        for (std::size_t i = from; i < end; ++i) {
            tasks.push_back(traceFlow(call, suite->flows[i].arguments));
        }
        for (std::size_t i = from; i < end; ++i) {
            const auto answer = co_await tasks[i - from];
            outcomes[i] = judge(suite->flows[i], answer);
        }
        if (call.token.isCancelled()) {
            co_return fail(cancelledError(u"The suite"_s));
        }
        if (call.partial) {
            call.partial(suiteResult(*suite, outcomes));
        }
    }
    co_return Answer{suiteResult(*suite, outcomes)};
}

QJsonObject flowSchema() {
    return s::object({
        {u"name", s::text(u"Of the flow."_s)},
        {u"state", s::text(u"passed, failed, unknown (no verdict) or not_run (no time left)."_s)},
        {u"expected", s::text(u"DELIVERED or DROPPED; a rejection counts as a drop."_s)},
        {u"expected_rule", s::nullable(s::text(u"Rule that shall decide."_s))},
        {u"verdict", s::nullable(s::text(u"As run_traceflow gives it."_s))},
        {u"rule_id", s::nullable(s::integer(u"Number of the rule that decided last."_s))},
        {u"rule_name", s::nullable(s::text(u"Its display name."_s))},
        {u"explanation", s::nullable(s::text(u"What became of it, in plain words."_s))},
        {u"traceflow_id", s::nullable(s::text(u"What get_traceflow_result takes."_s))},
    });
}

} // namespace

Operation runTraceflowSuiteOperation() {
    Operation operation;
    operation.name = u"run_traceflow_suite"_s;
    operation.title = u"Trace a suite of flows"_s;
    operation.summary = u"Trace a set of flows and compare each with what is expected"_s;
    operation.description =
        u"Runs run_traceflow for every flow of a suite, four at a time, and says which were "
        "delivered or dropped as expected and by which rule. The suite is YAML: name, and flows "
        "with name, from, to, protocol, port, expect (delivered or dropped) and rule. Run it "
        "before and after a change."_s;
    operation.kind = OperationKind::Write;
    operation.risk = guard::Risk::Medium;
    operation.annotations = {false, false, false, true};
    operation.noUndo = u"A trace changes nothing."_s;
    Parameter suite =
        requiredText(u"suite"_s, u"The suite as YAML or JSON text. 200 flows at most."_s);
    suite.isDocument = true;
    Parameter limit = numberParameter(
        u"timeout_seconds"_s, 1, kMostSeconds,
        u"How long to go on; flows that were not begun by then are answered as not_run."_s);
    limit.defaultValue = kDefaultSeconds;
    operation.parameters = {suite, limit};
    operation.resultSchema = s::object({
        {u"name", s::nullable(s::text(u"Of the suite."_s))},
        {u"total", s::integer(u"Number of flows."_s)},
        {u"passed", s::integer(u"As expected."_s)},
        {u"failed", s::integer(u"Not as expected."_s)},
        {u"unknown", s::integer(u"Without a verdict."_s)},
        {u"not_run", s::integer(u"For which no time was left."_s)},
        {u"not_passed", s::integer(u"All but those that passed; 0: the suite is green."_s)},
        {u"flows", s::list(flowSchema(), u"In the order of the suite."_s)},
    });
    operation.command = {u"traceflow"_s, u"suite"_s, {u"suite"_s}, {}};
    operation.mustBeZero = u"not_passed"_s;
    operation.table.fields = {{u"Suite"_s, u"name"_s, false, true}, {u"Flows"_s, u"total"_s},
                              {u"Passed"_s, u"passed"_s},           {u"Failed"_s, u"failed"_s},
                              {u"Unknown"_s, u"unknown"_s},         {u"Not run"_s, u"not_run"_s}};
    operation.table.rowsAt = u"flows"_s;
    operation.table.columns = {{u"Result"_s, u"state"_s},      {u"Flow"_s, u"name"_s},
                               {u"Expected"_s, u"expected"_s}, {u"Verdict"_s, u"verdict"_s},
                               {u"Rule"_s, u"rule_name"_s},    {u""_s, u"explanation"_s}};
    operation.handler = runSuite;
    return operation;
}

} // namespace bulkhead::ops
