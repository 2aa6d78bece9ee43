// SPDX-License-Identifier: MIT
// StatisticsApi: what traffic the rules have seen.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QJsonObject>
#include <QPointer>
#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// NSX 4.2 Policy API, RuleStatistics: since the last reset. A counter that the manager did not say
/// is empty, never 0.
struct RuleCounters {
    std::optional<qint64> packets;
    std::optional<qint64> bytes;
    std::optional<qint64> sessions;
    std::optional<qint64> hits;
    std::optional<qint64> popularity; ///< index: sessions by age
};

/// What one enforcement point counted.
struct PointCounters {
    QString enforcementPoint; ///< its path; empty if the manager did not say
    RuleCounters counters;
};

struct RuleStatistics {
    QString rulePath;   ///< empty if the manager did not say
    QString ruleNumber; ///< `internal_rule_id`, as in logs
    /// Over all enforcement points. Counters are added up and unknown as soon as one part is; the
    /// popularity is the highest.
    RuleCounters total;
    std::vector<PointCounters> points;
};

struct StatisticsAnswer {
    std::vector<RuleStatistics> rules; ///< in the manager's order
    QJsonObject raw;                   ///< the answer as it came
};

/// NSX 4.2 Policy API, …/security-policies/{id}/statistics and …/rules/{id}/statistics: one request
/// each. A cheap value over a Connection. NotFound if there is no such policy or rule.
class StatisticsApi final {
public:
    explicit StatisticsApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    Task<StatisticsAnswer> ofPolicy(QString policyId, CancellationToken token) const;
    Task<StatisticsAnswer> ofRule(QString policyId, QString ruleId, CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

/// Reads the nested envelope: `results[].statistics`, which is one rule's counters, a list of them,
/// or an object that holds a list of them under `results`.
[[nodiscard]] std::vector<RuleStatistics> statisticsIn(const QJsonObject& answer);

} // namespace bulkhead::nsx
