// SPDX-License-Identifier: MIT
#include "ops/trace_rules.h"

#include "base/identifiers.h"
#include "nsx/api_path.h"
#include "nsx/object_api.h"

#include <QJsonArray>
#include <QMap>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRules = 50; ///< a way meets a handful; more is not looked up

/// Number -> path, which may be empty. In the order of the numbers.
using RulePaths = QMap<qint64, QString>;

RulePaths pathsOf(const std::vector<model::TraceObservation>& met) {
    RulePaths paths;
    const auto add = [&paths](const std::optional<qint64>& id, const QString& path) {
        if (id && (paths.contains(*id) || paths.size() < kMostRules)) {
            paths[*id] = path.isEmpty() ? paths.value(*id) : path;
        }
    };
    for (const model::TraceObservation& one : met) {
        add(one.ruleId, one.rulePath);
        add(one.ethernetRuleId, one.ethernetRulePath);
        add(one.jumpRuleId, one.jumpRulePath);
        add(one.natRuleId, one.natRulePath);
    }
    return paths;
}

TracedRule ruleFrom(const QJsonObject& object) {
    return {UntrustedText(object.value(u"display_name"_s).toString()),
            object.value(u"path"_s).toString(),
            object.value(u"action"_s).toString(),
            {}};
}

/// "…/security-policies/web/rules/r1" -> "…/security-policies/web".
QString policyPathOf(const QString& rulePath) {
    const qsizetype end = rulePath.lastIndexOf(u"/rules/"_s);
    return end < 0 ? QString() : rulePath.left(end);
}

QCoro::Task<TracedRules> byPath(Call call, RulePaths wanted) {
    const nsx::ObjectApi objects(call.manager);
    std::vector<std::pair<qint64, Task<std::optional<QJsonObject>>>> questions;
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        if (checkPath(*it, u"rule"_s)) {
            questions.emplace_back(it.key(), objects.find(*it, call.token));
        }
    }
    TracedRules rules;
    for (auto& [id, question] : questions) {
        const auto found = co_await question;
        if (found && *found) {
            rules.insert(id, ruleFrom(**found));
        }
    }
    co_return rules;
}

QCoro::Task<TracedRules> bySearch(Call call, QStringList ids) {
    const nsx::ObjectApi objects(call.manager);
    const QString text = u"resource_type:Rule AND rule_id:(%1)"_s.arg(ids.join(u" OR "_s));
    const QUrlQuery query = nsx::makeQuery({{u"query"_s, text}});
    const QString path = nsx::searchPath(call.manager->target());
    const auto found = co_await objects.list(path, query, call.token);
    TracedRules rules;
    if (found) {
        for (const QJsonValue hit : *found) {
            const qint64 id = hit[u"rule_id"].toInteger();
            if (ids.contains(QString::number(id))) {
                rules.insert(id, ruleFrom(hit.toObject()));
            }
        }
    }
    co_return rules;
}

/// The Manager API, which 9.0 has no more.
QCoro::Task<TracedRules> byNumber(Call call, QStringList ids) {
    const nsx::ObjectApi objects(call.manager);
    std::vector<std::pair<qint64, Task<QJsonObject>>> questions;
    for (const QString& id : std::as_const(ids)) {
        const QString path = u"/api/v1/firewall/rules/"_s + id;
        questions.emplace_back(id.toLongLong(), objects.get(path, {}, call.token));
    }
    TracedRules rules;
    for (auto& [id, question] : questions) {
        const auto found = co_await question;
        if (found && !found->value(u"display_name"_s).toString().isEmpty()) {
            rules.insert(id, ruleFrom(*found));
        }
    }
    co_return rules;
}

QStringList missing(const RulePaths& wanted, const TracedRules& known) {
    QStringList ids;
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        if (!known.contains(it.key())) {
            ids << QString::number(it.key());
        }
    }
    return ids;
}

} // namespace

QCoro::Task<TracedRules> traceRules(Call call, std::vector<model::TraceObservation> met) {
    const RulePaths wanted = pathsOf(met);
    TracedRules rules;
    if (wanted.isEmpty() || !call.manager) {
        co_return rules;
    }
    rules = co_await byPath(call, wanted);
    QStringList left = missing(wanted, rules);
    if (!left.isEmpty() && call.manager) {
        const TracedRules more = co_await bySearch(call, left);
        rules.insert(more);
        left = missing(wanted, rules);
    }
    if (!left.isEmpty() && call.manager) {
        const TracedRules more = co_await byNumber(call, left);
        rules.insert(more);
    }
    QStringList policies;
    for (const TracedRule& rule : std::as_const(rules)) {
        policies << policyPathOf(rule.path);
    }
    policies.removeAll(QString());
    policies.removeDuplicates();
    const auto names = co_await call.source->namesOf(policies, call.token);
    for (TracedRule& rule : rules) {
        const QString policy = policyPathOf(rule.path);
        rule.policyName = names ? names->value(policy) : UntrustedText();
        if (rule.policyName.isEmpty() && !policy.isEmpty()) {
            rule.policyName = UntrustedText(lastSegment(policy));
        }
    }
    co_return rules;
}

} // namespace bulkhead::ops
