// SPDX-License-Identifier: MIT
#include "ops/rule_statistics_operation.h"

#include "base/identifiers.h"
#include "hits/hit_sampler.h"
#include "nsx/statistics_api.h"
#include "ops/format.h"
#include "ops/manager_only.h"
#include "ops/read_operation.h"
#include "ops/rule_history.h"
#include "ops/rule_lookup.h"
#include "ops/schema.h"

#include <QDateTime>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// What is asked, by the ids that the manager knows.
struct Subject {
    QString policyId;
    QString ruleId; ///< empty: all rules of the policy
};

Task<nsx::StatisticsAnswer> readStatistics(QPointer<nsx::Connection> manager, Subject subject,
                                           CancellationToken token) {
    const nsx::StatisticsApi api(manager);
    if (subject.ruleId.isEmpty()) {
        auto all = co_await api.ofPolicy(subject.policyId, token);
        co_return all;
    }
    auto one = co_await api.ofRule(subject.policyId, subject.ruleId, token);
    co_return one;
}

/// The ids behind names and paths.
Task<Subject> resolve(Call call, QString wantedPolicy, QString wantedRule) {
    const auto policy = co_await call.source->policy(wantedPolicy, call.token);
    if (!policy) {
        co_return fail(policy.error());
    }
    Subject subject{policy->header.id, {}};
    if (!wantedRule.isEmpty()) {
        const Result<std::size_t> rule = findRule(*policy, wantedRule);
        if (!rule) {
            co_return fail(rule.error());
        }
        subject.ruleId = policy->rules[*rule].header.id;
    }
    co_return subject;
}

bool isPlainId(const QString& text) {
    return !looksLikePath(text) && checkIdentifier(text, u"id"_s).has_value();
}

void insertCounters(QJsonObject& object, const nsx::RuleCounters& counters) {
    object.insert(u"packet_count"_s, orNull(counters.packets));
    object.insert(u"byte_count"_s, orNull(counters.bytes));
    object.insert(u"session_count"_s, orNull(counters.sessions));
    object.insert(u"hit_count"_s, orNull(counters.hits));
    object.insert(u"popularity_index"_s, orNull(counters.popularity));
}

QJsonObject formatStatistics(const nsx::RuleStatistics& rule) {
    QJsonArray points;
    for (const nsx::PointCounters& point : rule.points) {
        QJsonObject one{{u"enforcement_point"_s, orNull(point.enforcementPoint)}};
        insertCounters(one, point.counters);
        points.append(one);
    }
    QJsonObject item{{u"rule_id"_s, orNull(lastSegment(rule.rulePath))},
                     {u"path"_s, orNull(rule.rulePath)},
                     {u"rule_number"_s, orNull(rule.ruleNumber)},
                     {u"enforcement_points"_s, points}};
    insertCounters(item, rule.total);
    return item;
}

/// Over all rules; unknown as soon as one of them is.
nsx::RuleCounters together(const std::vector<nsx::RuleStatistics>& rules) {
    nsx::RuleCounters all;
    if (rules.empty()) {
        return all;
    }
    const auto add = [](std::optional<qint64>& sum, const std::optional<qint64>& more) {
        sum = sum && more ? std::optional<qint64>(*sum + *more) : std::nullopt;
    };
    all = rules.front().total;
    for (std::size_t i = 1; i < rules.size(); ++i) {
        add(all.packets, rules[i].total.packets);
        add(all.bytes, rules[i].total.bytes);
        add(all.sessions, rules[i].total.sessions);
        add(all.hits, rules[i].total.hits);
        all.popularity.reset(); // an index of several rules means nothing
    }
    return all;
}

/// The folder that the rules of an answer stand in; empty if it does not say.
QString belowOf(const nsx::StatisticsAnswer& answer) {
    const QString path = answer.rules.empty() ? QString() : answer.rules.front().rulePath;
    const qsizetype end = path.lastIndexOf(u"/rules/"_s);
    return end < 0 ? QString() : rulesBelow(path.left(end));
}

Task<Answer> getRuleStatistics(Call call) {
    const QString policy = call.arguments.value(u"policy_id"_s).toString();
    const QString rule = call.arguments.value(u"rule_id"_s).toString();
    const auto manager = managerOf(call, u"traffic counters"_s);
    if (!manager) {
        co_return fail(manager.error());
    }
    call.progress({u"Reading statistics"_s, 1, 1});
    const qint64 asked = QDateTime::currentSecsSinceEpoch();
    Subject subject{policy, rule};
    Result<nsx::StatisticsAnswer> read = fail(ErrorKind::NotFound, {}, {});
    if (isPlainId(policy) && (rule.isEmpty() || isPlainId(rule))) {
        read = co_await readStatistics(*manager, subject, call.token);
    }
    if (!read && read.error().kind == ErrorKind::NotFound) {
        const auto resolved = co_await resolve(call, policy, rule);
        if (!resolved) {
            co_return fail(resolved.error());
        }
        subject = *resolved;
        read = co_await readStatistics(*manager, subject, call.token);
    }
    if (!read) {
        co_return fail(read.error());
    }
    hits::HitPass pass;
    pass.asked = asked;
    pass.answered = QDateTime::currentSecsSinceEpoch();
    pass.samples = hits::samplesIn(*read);
    const qint64 now = pass.answered;
    const QString below = belowOf(*read);
    Result<hits::HitTablePointer> history = std::make_shared<const hits::HitTable>();
    if (!below.isEmpty()) {
        history = co_await recordHistory(call, std::move(pass), kHistoryDays, below);
    }
    QJsonArray items;
    for (const nsx::RuleStatistics& one : read->rules) {
        QJsonObject item = formatStatistics(one);
        item.insert(u"history"_s,
                    history ? formatHistory(**history, one.rulePath, now) : QJsonValue());
        items.append(item);
    }
    const bool isOne = !subject.ruleId.isEmpty();
    QJsonObject result{{u"policy_id"_s, subject.policyId},
                       {u"rule_id"_s, orNull(subject.ruleId)},
                       {u"items"_s, items},
                       {u"returned"_s, items.size()},
                       {u"raw"_s, isOne ? QJsonValue(read->raw) : QJsonValue()}};
    insertCounters(result, together(read->rules));
    result.insert(u"history"_s,
                  isOne && !items.isEmpty() ? items.first()[u"history"] : QJsonValue());
    co_return Answer{result};
}

QJsonObject counterSchema(const QString& hits) {
    namespace s = schema;
    return s::object(
        {{u"packet_count", s::nullable(s::integer(u"Packets; null if unknown."_s))},
         {u"byte_count", s::nullable(s::integer(u"Bytes; null if unknown."_s))},
         {u"session_count", s::nullable(s::integer(u"Sessions; null if unknown."_s))},
         {u"hit_count", s::nullable(s::integer(hits))},
         {u"popularity_index",
          s::nullable(s::integer(u"Sessions by age of the rule; of one rule only."_s))}});
}

QJsonObject resultSchema() {
    namespace s = schema;
    const QJsonObject point = s::merged(
        s::object({{u"enforcement_point", s::nullable(s::text(u"Path of what counted."_s))}}),
        counterSchema(u"Hits there."_s));
    const QJsonObject item = s::merged(
        s::object(
            {{u"rule_id", s::nullable(s::text(u"Id of the rule."_s))},
             {u"path", s::nullable(s::text(u"Path of the rule."_s))},
             {u"rule_number", s::nullable(s::text(u"System-wide number, as in logs."_s))},
             {u"enforcement_points", s::list(point, u"The counters of each enforcement point."_s)},
             {u"history", historySchema()}}),
        counterSchema(u"Hits at all enforcement points."_s));
    const QJsonObject raw{{u"type"_s, u"object"_s}};
    const QJsonObject top = s::object(
        {{u"policy_id", s::text(u"Id of the policy."_s)},
         {u"rule_id", s::nullable(s::text(u"Id of the rule; null for all rules."_s))},
         {u"items", s::list(item, u"Each rule with its counters since the last reset."_s)},
         {u"returned", s::integer(u"How many rules are listed."_s)},
         {u"history", historySchema()},
         {u"raw", s::nullable(raw)}});
    return s::merged(
        top, counterSchema(u"Hits of the rule, or of all rules; null if unknown, never 0 then."_s));
}

} // namespace

Operation getRuleStatisticsOperation() {
    Operation operation = readOperation(
        u"get_dfw_rule_stats"_s, u"Show what traffic rules saw"_s,
        u"Show the traffic counters of one rule, or of all rules of a policy"_s,
        u"Shows packets, bytes, sessions and hits of one rule since the last reset, added up over "
        u"the enforcement points; without rule_id of all rules of the policy in one request; and "
        u"what this computer recorded over time: last hit, hits of the last 7, 30 and 90 days, "
        u"since when it watches. null means unknown: do not take it for unused."_s);
    Parameter rule = requiredText(u"rule_id"_s, u"Id, path, number or unique display name of the "
                                                u"rule; without it all rules of the policy."_s);
    rule.required = false;
    operation.parameters = {
        requiredText(u"policy_id"_s, u"Id, path or unique display name of the policy."_s), rule};
    operation.resultSchema = resultSchema();
    operation.command = {u"rule"_s, u"stats"_s, {u"policy_id"_s, u"rule_id"_s}, {}};
    operation.table = {{{u"Policy"_s, u"policy_id"_s},
                        {u"Hits"_s, u"hit_count"_s, true},
                        {u"Packets"_s, u"packet_count"_s, true},
                        {u"Bytes"_s, u"byte_count"_s, true},
                        {u"Sessions"_s, u"session_count"_s, true},
                        {u"History"_s, u"history.in_words"_s, false, true}},
                       u"items"_s,
                       {},
                       {{u"Rule"_s, u"rule_id"_s},
                        {u"Number"_s, u"rule_number"_s, true},
                        {u"Hits"_s, u"hit_count"_s, true},
                        {u"Packets"_s, u"packet_count"_s, true},
                        {u"Bytes"_s, u"byte_count"_s, true},
                        {u"Sessions"_s, u"session_count"_s, true},
                        {u"Popularity"_s, u"popularity_index"_s, true},
                        {u"7 days"_s, u"history.hits_7_days"_s, true, true},
                        {u"30 days"_s, u"history.hits_30_days"_s, true, true},
                        {u"90 days"_s, u"history.hits_90_days"_s, true, true},
                        {u"Last hit"_s, u"history.last_hit"_s, false, true},
                        {u"Watched since"_s, u"history.watched_since"_s, false, true}}};
    operation.handler = getRuleStatistics;
    return operation;
}

} // namespace bulkhead::ops
