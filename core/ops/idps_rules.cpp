// SPDX-License-Identifier: MIT
#include "ops/idps_rules.h"

#include "base/text.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QString nameIn(const QJsonObject& object) {
    const QString name = object.value(u"display_name"_s).toString();
    return name.isEmpty() ? object.value(u"id"_s).toString() : name;
}

bool isNamed(const QJsonObject& object, const QString& wanted) {
    return object.value(u"path"_s).toString() == wanted ||
           object.value(u"id"_s).toString() == wanted ||
           object.value(u"display_name"_s).toString() == wanted;
}

bool isRule(const QJsonObject& rule, const QString& wanted) {
    const qint64 number = rule.value(u"rule_id"_s).toInteger();
    return isNamed(rule, wanted) || (number > 0 && QString::number(number) == wanted);
}

} // namespace

QHash<qint64, IdpsRuleName> ruleNames(const std::vector<nsx::IdsPolicy>& policies) {
    QHash<qint64, IdpsRuleName> names;
    for (const nsx::IdsPolicy& policy : policies) {
        for (const QJsonValue rule : policy.rules) {
            names.insert(rule[u"rule_id"_s].toInteger(),
                         {nameIn(rule.toObject()), rule[u"path"_s].toString()});
        }
    }
    return names;
}

Result<QJsonObject> findIdpsRule(const std::vector<nsx::IdsPolicy>& policies, const QString& rule,
                                 const QString& policy) {
    std::vector<QJsonObject> found;
    QStringList known;
    for (const nsx::IdsPolicy& one : policies) {
        if (!policy.isEmpty() && !isNamed(one.policy, policy)) {
            continue;
        }
        for (const QJsonValue value : one.rules) {
            const QJsonObject object = value.toObject();
            known << nameIn(object) << object.value(u"id"_s).toString();
            if (isRule(object, rule)) {
                found.push_back(object);
            }
        }
    }
    if (found.size() == 1) {
        return found.front();
    }
    const QString shown = elideMiddle(cleanLine(rule), 80);
    if (found.empty()) {
        const QStringList near = nearestMatches(rule, known, 3);
        return fail(ErrorKind::NotFound,
                    near.isEmpty() ? u"List them with list_idps_rules."_s
                                   : u"Did you mean "_s + cleanLine(near.join(u", "_s)) + u'?',
                    u"There is no intrusion rule "_s + shown + u'.', rule);
    }
    QStringList paths;
    for (const QJsonObject& object : found) {
        paths << cleanLine(object.value(u"path"_s).toString());
    }
    return fail(ErrorKind::InvalidInput, u"Give its path: "_s + paths.join(u", "_s) + u'.',
                u"Several intrusion rules are called "_s + shown + u'.', rule);
}

IdpsRuleCounts countRules(const std::vector<nsx::IdsPolicy>& policies) {
    IdpsRuleCounts counts;
    for (const nsx::IdsPolicy& policy : policies) {
        ++counts.policies;
        for (const QJsonValue rule : policy.rules) {
            ++counts.rules;
            if (rule[u"disabled"_s].toBool()) {
                continue;
            }
            ++counts.enabled;
            const QString action = rule[u"action"_s].toString();
            counts.detect += action == "DETECT"_L1 ? 1 : 0;
            counts.prevent += action == "DETECT_PREVENT"_L1 ? 1 : 0;
        }
    }
    return counts;
}

QString modeOf(const IdpsRuleCounts& counts) {
    if (counts.prevent > 0) {
        return u"DETECT_PREVENT"_s;
    }
    return counts.detect > 0 ? u"DETECT"_s : u"OFF"_s;
}

} // namespace bulkhead::ops
