// SPDX-License-Identifier: MIT
// Field checks of security policies and rules (NSX 4.2 SecurityPolicy, Rule).
#include "base/ip_range.h"
#include "simulator/field_checks.h"

#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaximumSequenceNumber = 999'999;
constexpr qint64 kDefaultSectionNumber = 2'147'483'647;

Problem firstOf(std::initializer_list<Problem> problems) {
    for (const Problem& problem : problems) {
        if (problem) {
            return problem;
        }
    }
    return std::nullopt;
}

/// Addresses among the groups must be well-formed and of a family that the rule is for.
Problem checkEndpoints(const QJsonObject& own, const QString& key) {
    if (Problem problem = checkAnyList(own, key)) {
        return problem;
    }
    const QString protocol = own.value(u"ip_protocol"_s).toString();
    for (const QJsonValue value : own.value(key).toArray()) {
        const QString text = value.toString();
        if (text.startsWith(u'/') || text.compare(u"ANY"_s, Qt::CaseInsensitive) == 0) {
            continue;
        }
        const Result<IpRange> range = IpRange::parse(text);
        if (!range) {
            return key + u" has "_s + text + u", which is no path, address, range or prefix"_s;
        }
        const bool isV4 = range->first.family == IpFamily::V4;
        if ((isV4 && protocol == u"IPV6"_s) || (!isV4 && protocol == u"IPV4"_s)) {
            return key + u" has "_s + text + u", which does not fit ip_protocol "_s + protocol;
        }
    }
    return std::nullopt;
}

Problem checkCategory(const QString& type, const QString& category) {
    static const QStringList distributed = {u"Ethernet"_s, u"Emergency"_s, u"Infrastructure"_s,
                                            u"Environment"_s, u"Application"_s};
    if (type == u"SecurityPolicy"_s && !distributed.contains(category)) {
        return u"category is none of "_s + distributed.join(u", "_s);
    }
    return std::nullopt;
}

/// NSX 4.2: a connectivity preference makes a default rule on the policy's scope.
Problem checkPreference(const QJsonObject& own) {
    if (Problem problem = checkOneOf(own, u"connectivity_preference"_s,
                                     {u"ALLOWLIST"_s, u"DENYLIST"_s, u"ALLOWLIST_ENABLE_LOGGING"_s,
                                      u"DENYLIST_ENABLE_LOGGING"_s, u"NONE"_s})) {
        return problem;
    }
    const QString preference = own.value(u"connectivity_preference"_s).toString();
    const bool hasScope = own.value(u"scope"_s).toArray().first().toString() != u"ANY"_s;
    if (!preference.isEmpty() && preference != u"NONE"_s && !hasScope) {
        return u"connectivity_preference needs a scope of groups"_s;
    }
    return std::nullopt;
}

/// What holds for rules of every kind; their actions differ.
Problem checkAnyRule(const QJsonObject& own, const QStringList& actions) {
    if (!own.contains(u"action"_s)) {
        return u"action is required"_s;
    }
    if (Problem problem = firstOf({
            checkOneOf(own, u"action"_s, actions),
            checkOneOf(own, u"direction"_s, {u"IN"_s, u"OUT"_s, u"IN_OUT"_s}),
            checkOneOf(own, u"ip_protocol"_s, {u"IPV4"_s, u"IPV6"_s, u"IPV4_IPV6"_s}),
            checkEndpoints(own, u"source_groups"_s),
            checkEndpoints(own, u"destination_groups"_s),
            checkAnyList(own, u"services"_s),
            checkAnyList(own, u"profiles"_s),
            checkAnyList(own, u"scope"_s),
            checkBools(own, {u"sources_excluded"_s, u"destinations_excluded"_s, u"logged"_s,
                             u"disabled"_s}),
            checkWhole(own, u"sequence_number"_s, 0, kDefaultSectionNumber),
            checkText(own, u"notes"_s, 2048),
            checkText(own, u"tag"_s, 32),
        })) {
        return problem;
    }
    for (const QString& key : {u"source"_s, u"destination"_s}) {
        const bool isAny = own.value(key + u"_groups"_s).toArray().first().toString() == u"ANY"_s;
        if (isAny && own.value(key + u"s_excluded"_s).toBool()) {
            return key + u"s_excluded needs groups other than ANY"_s;
        }
    }
    const QJsonValue entries = own.value(u"service_entries"_s);
    if (!entries.isUndefined() && !entries.isArray()) {
        return u"service_entries is not a list"_s;
    }
    if (entries.toArray().size() > 128) {
        return u"service_entries has exceeded maximum number of items 128"_s;
    }
    for (const QJsonValue entry : entries.toArray()) {
        if (Problem problem = checkServiceEntry(entry.toObject())) {
            return problem;
        }
    }
    return std::nullopt;
}

} // namespace

Problem checkPolicy(const QString& type, const QJsonObject& own) {
    const QString category = own.value(u"category"_s).toString();
    const bool isStateful = own.value(u"stateful"_s).toBool();
    if (Problem problem = firstOf({
            checkCategory(type, category),
            checkBools(own, {u"stateful"_s, u"tcp_strict"_s, u"locked"_s, u"logging_enabled"_s}),
            checkText(own, u"comments"_s, 2048),
            checkAnyList(own, u"scope"_s),
            checkPreference(own),
        })) {
        return problem;
    }
    if (own.value(u"sequence_number"_s).toInteger() != kDefaultSectionNumber) {
        if (Problem problem = checkWhole(own, u"sequence_number"_s, 0, kMaximumSequenceNumber)) {
            return problem;
        }
    }
    if (category == u"Ethernet"_s && isStateful) {
        return u"stateful must be false in category Ethernet"_s;
    }
    if (!isStateful && own.value(u"tcp_strict"_s).toBool()) {
        return u"tcp_strict needs a stateful policy"_s;
    }
    return std::nullopt;
}

Problem checkRule(const QString& category, const QJsonObject& own) {
    const bool isEthernet = category == u"Ethernet"_s;
    if (Problem problem =
            checkAnyRule(own, {u"ALLOW"_s, u"DROP"_s, u"REJECT"_s, u"JUMP_TO_APPLICATION"_s})) {
        return problem;
    }
    const QString action = own.value(u"action"_s).toString();
    if (action == u"JUMP_TO_APPLICATION"_s && category != u"Environment"_s) {
        return u"action JUMP_TO_APPLICATION is for category Environment only"_s;
    }
    if (isEthernet && action == u"REJECT"_s) {
        return u"action REJECT is not for category Ethernet"_s;
    }
    if (isEthernet && own.contains(u"ip_protocol"_s)) {
        return u"ip_protocol must be absent in category Ethernet"_s;
    }
    return std::nullopt;
}

Problem checkIdsRule(const QJsonObject& own) {
    return firstOf({
        checkAnyRule(own, {u"DETECT"_s, u"DETECT_PREVENT"_s}),
        checkOneOf(own, u"oversubscription"_s, {u"BYPASSED"_s, u"DROPPED"_s, u"INHERIT_GLOBAL"_s}),
        own.value(u"ids_profiles"_s).toArray().isEmpty() ? Problem(u"ids_profiles is required"_s)
                                                         : std::nullopt,
        checkTexts(own, u"ids_profiles"_s, 2),
    });
}

} // namespace bulkhead::simulator
