// SPDX-License-Identifier: MIT
#include "nsx/statistics_api.h"

#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> counter(const QJsonObject& statistics, const QString& key) {
    const QJsonValue value = statistics.value(key);
    return value.isDouble() ? std::optional<qint64>(value.toInteger()) : std::nullopt;
}

RuleCounters countersOf(const QJsonObject& statistics) {
    return {counter(statistics, u"packet_count"_s), counter(statistics, u"byte_count"_s),
            counter(statistics, u"session_count"_s), counter(statistics, u"hit_count"_s),
            counter(statistics, u"popularity_index"_s)};
}

std::optional<qint64> sum(std::optional<qint64> a, std::optional<qint64> b) {
    return a && b ? std::optional<qint64>(*a + *b) : std::nullopt;
}

RuleCounters totalOf(const std::vector<PointCounters>& points) {
    RuleCounters total = points.front().counters;
    for (auto point = points.begin() + 1; point != points.end(); ++point) {
        const RuleCounters& more = point->counters;
        total.packets = sum(total.packets, more.packets);
        total.bytes = sum(total.bytes, more.bytes);
        total.sessions = sum(total.sessions, more.sessions);
        total.hits = sum(total.hits, more.hits);
        total.popularity = total.popularity && more.popularity
                               ? std::max(total.popularity, more.popularity)
                               : std::nullopt;
    }
    return total;
}

/// The counters of rules inside one `statistics`, whichever of its shapes it has.
QJsonArray countersInside(const QJsonValue& statistics) {
    if (statistics.isArray()) {
        return statistics.toArray();
    }
    const QJsonObject object = statistics.toObject();
    if (object.value(u"results"_s).isArray()) {
        return object.value(u"results"_s).toArray();
    }
    return object.isEmpty() ? QJsonArray() : QJsonArray{object};
}

RuleStatistics& statisticsOf(std::vector<RuleStatistics>& rules, const QJsonObject& counters) {
    const QString path = counters.value(u"rule"_s).toString();
    const QString number = counters.value(u"internal_rule_id"_s).toVariant().toString();
    // One rule of the policy can be several rules of an enforcement point; its path joins them.
    const auto known = std::find_if(rules.begin(), rules.end(), [&](const RuleStatistics& rule) {
        return path.isEmpty() ? rule.rulePath.isEmpty() && rule.ruleNumber == number
                              : rule.rulePath == path;
    });
    if (known != rules.end()) {
        return *known;
    }
    rules.push_back({path, number, {}, {}});
    return rules.back();
}

Task<StatisticsAnswer> read(QPointer<Connection> connection, QString path,
                            CancellationToken token) {
    const ObjectApi api(connection);
    const auto answer = co_await api.get(path, {}, token);
    if (!answer) {
        co_return fail(answer.error());
    }
    co_return StatisticsAnswer{statisticsIn(*answer), *answer};
}

QString policyUrl(const config::Target& target, const QString& policyId) {
    return domainRoot(target) + u"/security-policies/"_s + encodeSegment(policyId);
}

} // namespace

std::vector<RuleStatistics> statisticsIn(const QJsonObject& answer) {
    std::vector<RuleStatistics> rules;
    const QJsonArray points = answer.value(u"results"_s).toArray();
    for (const QJsonValue point : points) {
        const QString where = point[u"enforcement_point"_s].toString();
        const QJsonArray list = countersInside(point[u"statistics"_s]);
        for (const QJsonValue counters : list) {
            RuleStatistics& rule = statisticsOf(rules, counters.toObject());
            rule.points.push_back({where, countersOf(counters.toObject())});
        }
    }
    for (RuleStatistics& rule : rules) {
        rule.total = totalOf(rule.points);
    }
    return rules;
}

Task<StatisticsAnswer> StatisticsApi::ofPolicy(QString policyId, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = policyUrl(connection->target(), policyId) + u"/statistics"_s;
    auto answer = co_await read(connection, path, token);
    co_return answer;
}

Task<StatisticsAnswer> StatisticsApi::ofRule(QString policyId, QString ruleId,
                                             CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = policyUrl(connection->target(), policyId) + u"/rules/"_s +
                         encodeSegment(ruleId) + u"/statistics"_s;
    auto answer = co_await read(connection, path, token);
    co_return answer;
}

} // namespace bulkhead::nsx
