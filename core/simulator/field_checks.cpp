// SPDX-License-Identifier: MIT
#include "simulator/field_checks.h"

#include "simulator/object_type.h"

#include <QJsonArray>
#include <QJsonValue>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumListLength = 128;
constexpr qsizetype kMaximumTags = 30;

Problem checkScheduler(const QJsonObject& own) {
    if (Problem problem = checkBools(own, {u"recurring"_s})) {
        return problem;
    }
    static const QStringList needed = {u"days"_s, u"start_time"_s, u"end_time"_s, u"start_date"_s,
                                       u"end_date"_s};
    const bool hasNeeded = std::any_of(needed.begin(), needed.end(),
                                       [&](const QString& key) { return own.contains(key); });
    if (!hasNeeded) {
        return u"one of days, start_time, end_time, start_date, end_date is required"_s;
    }
    if (own.value(u"recurring"_s).toBool()) {
        return std::nullopt;
    }
    if (own.contains(u"days"_s) || own.contains(u"time_interval"_s)) {
        return u"days and time_interval are for recurring schedules only"_s;
    }
    return std::nullopt;
}

} // namespace

Problem checkText(const QJsonObject& own, const QString& key, qsizetype maximum) {
    const QJsonValue value = own.value(key);
    if (value.isUndefined()) {
        return std::nullopt;
    }
    if (!value.isString()) {
        return key + u" is not a text"_s;
    }
    if (value.toString().size() > maximum) {
        return key + u" is longer than "_s + QString::number(maximum) + u" characters"_s;
    }
    return std::nullopt;
}

Problem checkOneOf(const QJsonObject& own, const QString& key, const QStringList& values) {
    const QJsonValue value = own.value(key);
    if (value.isUndefined() || (value.isString() && values.contains(value.toString()))) {
        return std::nullopt;
    }
    return key + u" is none of "_s + values.join(u", "_s);
}

Problem checkWhole(const QJsonObject& own, const QString& key, qint64 minimum, qint64 maximum) {
    const QJsonValue value = own.value(key);
    if (value.isUndefined()) {
        return std::nullopt;
    }
    const double number = value.toDouble();
    const bool isWhole =
        value.isDouble() && number == static_cast<double>(static_cast<qint64>(number));
    if (!isWhole || value.toInteger() < minimum || value.toInteger() > maximum) {
        return key + u" is no whole number from "_s + QString::number(minimum) + u" to "_s +
               QString::number(maximum);
    }
    return std::nullopt;
}

Problem checkBools(const QJsonObject& own, const QStringList& keys) {
    for (const QString& key : keys) {
        const QJsonValue value = own.value(key);
        if (!value.isUndefined() && !value.isBool()) {
            return key + u" is neither true nor false"_s;
        }
    }
    return std::nullopt;
}

Problem checkTexts(const QJsonObject& own, const QString& key, qsizetype maximum) {
    const QJsonValue value = own.value(key);
    if (value.isUndefined()) {
        return std::nullopt;
    }
    if (!value.isArray()) {
        return key + u" is not a list"_s;
    }
    const QJsonArray list = value.toArray();
    if (list.size() > maximum) {
        return key + u" has exceeded maximum number of items "_s + QString::number(maximum);
    }
    for (const QJsonValue item : list) {
        if (item.toString().trimmed().isEmpty()) {
            return key + u" has an item that is empty or not a text"_s;
        }
    }
    return std::nullopt;
}

Problem checkAnyList(const QJsonObject& own, const QString& key) {
    if (Problem problem = checkTexts(own, key, kMaximumListLength)) {
        return problem;
    }
    const QJsonArray list = own.value(key).toArray();
    const bool hasAny = std::any_of(list.begin(), list.end(), [](const QJsonValue& item) {
        return item.toString().compare(u"ANY"_s, Qt::CaseInsensitive) == 0;
    });
    if (hasAny && list.size() > 1) {
        return key + u" mixes ANY with other items"_s;
    }
    return std::nullopt;
}

Problem checkId(const QString& id) {
    if (id.isEmpty() || id.size() > 255) {
        return u"id is not 1 to 255 characters long"_s;
    }
    const bool isClean = std::none_of(
        id.begin(), id.end(), [](QChar c) { return c == u'/' || c == u'&' || !c.isPrint(); });
    return isClean && id != u"."_s && id != u".."_s
               ? std::nullopt
               : Problem(u"id has a character that is not allowed"_s);
}

Problem checkTags(const QJsonValue& tags) {
    if (tags.isUndefined()) {
        return std::nullopt;
    }
    if (!tags.isArray()) {
        return u"tags is not a list"_s;
    }
    if (tags.toArray().size() > kMaximumTags) {
        return u"tags has exceeded maximum number of items 30"_s;
    }
    for (const QJsonValue value : tags.toArray()) {
        const QJsonObject tag = value.toObject();
        if (Problem problem = checkText(tag, u"scope"_s, 128)) {
            return problem;
        }
        if (Problem problem = checkText(tag, u"tag"_s, 256)) {
            return problem;
        }
        if (tag.value(u"scope"_s).toString().isEmpty() &&
            tag.value(u"tag"_s).toString().isEmpty()) {
            return u"tags has an item with neither scope nor tag"_s;
        }
    }
    return std::nullopt;
}

Problem checkFields(const QString& type, const QString& category, const QJsonObject& own) {
    for (const Problem& problem :
         {checkText(own, u"display_name"_s, 255), checkText(own, u"description"_s, 1024),
          checkTags(own.value(u"tags"_s))}) {
        if (problem) {
            return problem;
        }
    }
    if (isPolicyType(type)) {
        return checkPolicy(type, own);
    }
    if (type == u"Rule"_s) {
        return checkRule(category, own);
    }
    if (type == u"IdsRule"_s) {
        return checkIdsRule(own);
    }
    if (type == u"IdsProfile"_s) {
        return checkIdsProfile(own);
    }
    if (type == u"IdsClusterConfig"_s) {
        return checkBools(own, {u"ids_enabled"_s});
    }
    if (type == u"IdsSettings"_s) {
        const Problem problem = checkBools(own, {u"auto_update"_s, u"ids_events_to_syslog"_s});
        return problem ? problem
                       : checkOneOf(own, u"oversubscription"_s, {u"BYPASSED"_s, u"DROPPED"_s});
    }
    if (type == u"TraceflowConfig"_s) {
        return checkTraceflowConfig(own);
    }
    if (type == u"Group"_s) {
        return checkGroup(own);
    }
    if (type == u"Service"_s) {
        return checkService(own);
    }
    if (type == u"PolicyFirewallScheduler"_s) {
        return checkScheduler(own);
    }
    if (type == u"PolicyExcludeList"_s) {
        // Not verified: the newest reference gives 100 members.
        return checkTexts(own, u"members"_s, 100);
    }
    if (type == u"DfwFirewallConfiguration"_s) {
        return checkBools(own, {u"enable_firewall"_s, u"disable_auto_drafts"_s, u"idfw_enabled"_s});
    }
    if (type == u"Segment"_s || type == u"SegmentPort"_s) {
        return checkOneOf(own, u"admin_state"_s, {u"UP"_s, u"DOWN"_s});
    }
    return std::nullopt;
}

} // namespace bulkhead::simulator
