// SPDX-License-Identifier: MIT
// IdpsEvent: what intrusion detection saw, read out of the manager's summaries, counted over time.
#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::ops {

/// One PolicyIdsEventsSummary (NSX 4.2): a signature, what it met, and how often. Texts are raw.
struct IdpsEvent {
    QString signatureId;
    QString signatureName;
    QString severity;               ///< CRITICAL, HIGH, MEDIUM, LOW, SUSPICIOUS; empty if unknown
    QString action;                 ///< ALERT, DROP, REJECT; empty if unknown
    std::optional<QDateTime> first; ///< UTC
    std::optional<QDateTime> latest;
    std::optional<bool> isOngoing;
    std::optional<qint64> count; ///< occurrences since `first`
    QStringList machines;        ///< display names
    std::optional<qint64> ruleNumber;
    QJsonObject flow; ///< ids_flow_details

    /// Empty if the manager did not say what it did.
    [[nodiscard]] std::optional<bool> isPrevented() const;
};

/// The newest first.
[[nodiscard]] std::vector<IdpsEvent> idpsEvents(const QJsonArray& summaries);

/// Which events are wanted; empty fields ask for all.
struct IdpsEventFilter {
    std::optional<QDateTime> since; ///< their latest occurrence
    QString severity;
    QString signature; ///< an id, or part of a name (base/text.h matchesNameFilter)
    QString machine;   ///< a display name, likewise
    bool preventedOnly = false;

    [[nodiscard]] bool accepts(const IdpsEvent& event) const;
};

/// How many events had their latest occurrence in each hour (of at most two days) or day, by
/// severity: {start, total, critical, high, medium, low, suspicious}, quiet ones too, the oldest
/// first; from `since` to `now`, both in UTC.
[[nodiscard]] QJsonArray idpsTrend(const std::vector<IdpsEvent>& events, const QDateTime& since,
                                   const QDateTime& now);
/// {critical, high, medium, low, suspicious}.
[[nodiscard]] QJsonObject bySeverity(const std::vector<IdpsEvent>& events);

/// "2026-01-15T08:00:00Z"; null if unknown.
[[nodiscard]] QJsonValue timeOrNull(const std::optional<QDateTime>& time);

} // namespace bulkhead::ops
