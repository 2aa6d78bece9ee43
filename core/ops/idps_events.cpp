// SPDX-License-Identifier: MIT
#include "ops/idps_events.h"

#include "base/text.h"

#include <QTimeZone>

#include <algorithm>
#include <array>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHour = 3600;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kHourlyUpTo = 2 * kDay;
constexpr std::array<QLatin1StringView, 5> kSeverities{"critical"_L1, "high"_L1, "medium"_L1,
                                                       "low"_L1, "suspicious"_L1};

std::optional<QDateTime> timeAt(const QJsonObject& object, const QString& key) {
    const QJsonValue value = object.value(key);
    return value.isDouble() ? std::optional<QDateTime>(QDateTime::fromMSecsSinceEpoch(
                                  value.toInteger(), QTimeZone::utc()))
                            : std::nullopt;
}

std::optional<qint64> numberAt(const QJsonObject& object, const QString& key) {
    const QJsonValue value = object.value(key);
    return value.isDouble() ? std::optional<qint64>(value.toInteger()) : std::nullopt;
}

IdpsEvent eventOf(const QJsonObject& summary) {
    const QJsonObject signature = summary.value(u"signature_metadata"_s).toObject();
    IdpsEvent event;
    event.flow = summary.value(u"ids_flow_details"_s).toObject();
    event.signatureId = summary.value(u"signature_id"_s).toVariant().toString();
    event.signatureName = signature.value(u"signature_name"_s).toString();
    event.severity = signature.value(u"severity"_s).toString().toUpper();
    event.action = event.flow.value(u"action_type"_s).toString().toUpper();
    event.first = timeAt(summary, u"first_occurence"_s); // the manager's spelling
    event.latest = timeAt(summary, u"latest_occurence"_s);
    if (const QJsonValue ongoing = summary.value(u"is_ongoing"_s); ongoing.isBool()) {
        event.isOngoing = ongoing.toBool();
    }
    event.count = numberAt(summary, u"total_count"_s);
    event.machines = summary.value(u"vm_details"_s)[u"vm_list"_s].toVariant().toStringList();
    event.ruleNumber = numberAt(summary, u"rule_id"_s);
    return event;
}

QJsonObject emptyCounts() {
    QJsonObject counts;
    for (const QLatin1StringView severity : kSeverities) {
        counts.insert(severity, 0);
    }
    return counts;
}

void count(QJsonObject& counts, const QString& severity) {
    const QString key = severity.toLower();
    if (counts.contains(key)) {
        counts.insert(key, counts.value(key).toInteger() + 1);
    }
}

} // namespace

std::optional<bool> IdpsEvent::isPrevented() const {
    if (action == "DROP"_L1 || action == "REJECT"_L1) {
        return true;
    }
    return action == "ALERT"_L1 ? std::optional<bool>(false) : std::nullopt;
}

std::vector<IdpsEvent> idpsEvents(const QJsonArray& summaries) {
    std::vector<IdpsEvent> events;
    for (const QJsonValue summary : summaries) {
        events.push_back(eventOf(summary.toObject()));
    }
    std::stable_sort(events.begin(), events.end(), [](const IdpsEvent& a, const IdpsEvent& b) {
        return a.latest > b.latest; // what has no time comes last
    });
    return events;
}

bool IdpsEventFilter::accepts(const IdpsEvent& event) const {
    if (since && event.latest && *event.latest < *since) {
        return false;
    }
    if (!severity.isEmpty() && event.severity.compare(severity, Qt::CaseInsensitive) != 0) {
        return false;
    }
    if (preventedOnly && !event.isPrevented().value_or(false)) {
        return false;
    }
    if (!signature.isEmpty() && event.signatureId != signature &&
        !matchesNameFilter(event.signatureName, signature)) {
        return false;
    }
    return machine.isEmpty() ||
           std::any_of(event.machines.cbegin(), event.machines.cend(),
                       [this](const QString& name) { return matchesNameFilter(name, machine); });
}

QJsonArray idpsTrend(const std::vector<IdpsEvent>& events, const QDateTime& since,
                     const QDateTime& now) {
    const qint64 step = since.secsTo(now) <= kHourlyUpTo ? kHour : kDay;
    const qint64 begin = since.toSecsSinceEpoch() / step;
    const qint64 end = std::max(begin, now.toSecsSinceEpoch() / step);
    std::vector<QJsonObject> buckets(static_cast<std::size_t>(end - begin + 1), emptyCounts());
    std::vector<qint64> totals(buckets.size(), 0);
    for (const IdpsEvent& event : events) {
        if (!event.latest) {
            continue;
        }
        const qint64 slot = event.latest->toSecsSinceEpoch() / step - begin;
        if (slot >= 0 && slot <= end - begin) {
            count(buckets[static_cast<std::size_t>(slot)], event.severity);
            ++totals[static_cast<std::size_t>(slot)];
        }
    }
    QJsonArray trend;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const qint64 start = (begin + static_cast<qint64>(i)) * step;
        buckets[i].insert(u"start"_s,
                          timeOrNull(QDateTime::fromSecsSinceEpoch(start, QTimeZone::utc())));
        buckets[i].insert(u"total"_s, totals[i]);
        trend.append(buckets[i]);
    }
    return trend;
}

QJsonObject bySeverity(const std::vector<IdpsEvent>& events) {
    QJsonObject counts = emptyCounts();
    for (const IdpsEvent& event : events) {
        count(counts, event.severity);
    }
    return counts;
}

QJsonValue timeOrNull(const std::optional<QDateTime>& time) {
    return time ? QJsonValue(time->toUTC().toString(Qt::ISODate)) : QJsonValue();
}

} // namespace bulkhead::ops
