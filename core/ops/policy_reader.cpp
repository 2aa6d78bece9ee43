// SPDX-License-Identifier: MIT
#include "ops/policy_reader.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "nsx/object_api.h"
#include "ops/write_operation.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

Task<QJsonObject> readPolicy(Call call, QString wanted) {
    const nsx::ObjectApi objects(call.manager);
    if (!looksLikePath(wanted) && checkIdentifier(wanted, u"policy_id"_s)) {
        const QString path = domainPath(*call.manager, u"security-policies/"_s + wanted);
        const auto direct = co_await objects.find(path, call.token);
        if (!direct) {
            co_return fail(direct.error());
        }
        if (*direct) {
            co_return **direct;
        }
    }
    // By path or by name: the source knows the wording of every failure.
    const auto found = co_await call.source->policy(wanted, call.token);
    if (!found) {
        co_return fail(found.error());
    }
    auto whole = co_await objects.object(found->header.path, call.token);
    co_return whole;
}

std::vector<QJsonObject> rulesInOrder(const QJsonObject& policy) {
    std::vector<QJsonObject> rules;
    const QJsonArray array = policy.value(u"rules"_s).toArray();
    for (const QJsonValue rule : array) {
        rules.push_back(rule.toObject());
    }
    std::stable_sort(rules.begin(), rules.end(), [](const QJsonObject& a, const QJsonObject& b) {
        return a.value(u"sequence_number"_s).toInt() < b.value(u"sequence_number"_s).toInt();
    });
    return rules;
}

QString labelOf(const QJsonObject& object) {
    const QString id = object.value(u"id"_s).toString();
    const QString name = object.value(u"display_name"_s).toString();
    return name.isEmpty() || name == id ? id : id + u" ("_s + name + u')';
}

Result<QJsonObject> ruleOf(const QJsonObject& policy, const QString& wanted) {
    std::vector<QJsonObject> named;
    QStringList known;
    const std::vector<QJsonObject> rules = rulesInOrder(policy);
    for (const QJsonObject& rule : rules) {
        if (rule.value(u"id"_s).toString() == wanted ||
            rule.value(u"path"_s).toString() == wanted) {
            return rule;
        }
        known << rule.value(u"id"_s).toString();
        if (rule.value(u"display_name"_s).toString() == wanted) {
            named.push_back(rule);
        }
    }
    if (named.size() == 1) {
        return named.front();
    }
    const QString place = u" in policy "_s + labelOf(policy) + u'.';
    if (named.size() > 1) {
        QStringList paths;
        for (const QJsonObject& rule : named) {
            paths << rule.value(u"path"_s).toString();
        }
        return fail(ErrorKind::InvalidInput,
                    u"Give one of these paths: "_s + paths.join(u", "_s) + u'.',
                    u"The name "_s + wanted + u" is not unique"_s + place, wanted);
    }
    const QStringList near = nearestMatches(wanted, known, 3);
    return fail(ErrorKind::NotFound,
                near.isEmpty() ? u"List the rules of the policy and choose one."_s
                               : u"Did you mean "_s + near.join(u" or "_s) + u'?',
                u"There is no rule "_s + wanted + place, wanted);
}

} // namespace bulkhead::ops
