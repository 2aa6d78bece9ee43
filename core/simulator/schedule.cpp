// SPDX-License-Identifier: MIT
#include "simulator/schedule.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QDate dateOf(const QJsonObject& scheduler, const QString& key) {
    return QDate::fromString(scheduler.value(key).toString(), u"MM/dd/yyyy"_s);
}

/// "9:00" as well as "09:00".
QTime timeOf(const QString& text) {
    return QTime::fromString(text, u"H:mm"_s);
}

bool isInInterval(const QJsonObject& interval, const QTime& time) {
    const QTime start = timeOf(interval.value(u"start_interval"_s).toString());
    const QTime end = timeOf(interval.value(u"end_interval"_s).toString());
    return (!start.isValid() || start <= time) && (!end.isValid() || time < end);
}

bool isOnItsDays(const QJsonObject& scheduler, const QDateTime& now) {
    const QJsonArray days = scheduler.value(u"days"_s).toArray();
    const QString today = QLocale::c().dayName(now.date().dayOfWeek()).toUpper();
    if (!days.isEmpty() && !days.contains(today)) {
        return false;
    }
    const QJsonArray intervals = scheduler.value(u"time_interval"_s).toArray();
    return intervals.isEmpty() ||
           std::any_of(intervals.begin(), intervals.end(), [&](const QJsonValue& interval) {
               return isInInterval(interval.toObject(), now.time());
           });
}

} // namespace

bool isInForce(const QJsonObject& scheduler, const QDateTime& now) {
    const QDateTime time = now.toUTC();
    const QDate startDate = dateOf(scheduler, u"start_date"_s);
    const QDate endDate = dateOf(scheduler, u"end_date"_s);
    if ((startDate.isValid() && time.date() < startDate) ||
        (endDate.isValid() && time.date() > endDate)) {
        return false;
    }
    if (scheduler.value(u"recurring"_s).toBool(true)) {
        return isOnItsDays(scheduler, time);
    }
    // Once: the times belong to the first and the last day.
    const QTime start = timeOf(scheduler.value(u"start_time"_s).toString());
    const QTime end = timeOf(scheduler.value(u"end_time"_s).toString());
    const bool isTooEarly = start.isValid() && time.date() == startDate && time.time() < start;
    const bool isTooLate = end.isValid() && time.date() == endDate && time.time() >= end;
    return !isTooEarly && !isTooLate;
}

} // namespace bulkhead::simulator
