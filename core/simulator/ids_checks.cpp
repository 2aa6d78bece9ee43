// SPDX-License-Identifier: MIT
// Field checks of intrusion detection (NSX 4.2 IdsProfile).
#include "simulator/field_checks.h"

#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumCriteria = 7;

/// Filters at even places, conjunctions between them.
Problem checkCriteria(const QJsonArray& criteria) {
    if (criteria.isEmpty()) {
        return std::nullopt;
    }
    if (criteria.size() > kMaximumCriteria || criteria.size() % 2 == 0) {
        return u"criteria is no odd number of items up to 7"_s;
    }
    for (qsizetype i = 0; i < criteria.size(); ++i) {
        const QJsonObject part = criteria.at(i).toObject();
        const QString wanted =
            i % 2 == 0 ? u"IdsProfileFilterCriteria"_s : u"IdsProfileConjunctionOperator"_s;
        if (part.value(u"resource_type"_s).toString() != wanted) {
            return u"criteria has no "_s + wanted + u" at place "_s + QString::number(i + 1);
        }
        if (Problem problem = checkOneOf(
                part, u"filter_name"_s,
                {u"ATTACK_TYPE"_s, u"ATTACK_TARGET"_s, u"CVSS"_s, u"PRODUCT_AFFECTED"_s})) {
            return problem;
        }
    }
    return std::nullopt;
}

} // namespace

Problem checkIdsProfile(const QJsonObject& own) {
    static const QStringList severities = {u"CRITICAL"_s, u"HIGH"_s, u"MEDIUM"_s, u"LOW"_s,
                                           u"SUSPICIOUS"_s};
    for (const QJsonValue value : own.value(u"profile_severity"_s).toArray()) {
        if (!severities.contains(value.toString())) {
            return u"profile_severity has '"_s + value.toString() + u"', which is none of "_s +
                   severities.join(u", "_s);
        }
    }
    for (const QJsonValue value : own.value(u"overridden_signatures"_s).toArray()) {
        const QJsonObject signature = value.toObject();
        if (signature.value(u"signature_id"_s).toString().isEmpty()) {
            return u"overridden_signatures has an item without signature_id"_s;
        }
        if (Problem problem =
                checkOneOf(signature, u"action"_s, {u"ALERT"_s, u"DROP"_s, u"REJECT"_s})) {
            return problem;
        }
    }
    return checkCriteria(own.value(u"criteria"_s).toArray());
}

} // namespace bulkhead::simulator
