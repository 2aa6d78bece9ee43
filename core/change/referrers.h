// SPDX-License-Identifier: MIT
// Referrers: who names an object inside one snapshot.
#pragma once

#include "snapshot/snapshot.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace bulkhead::change {

/// Calls `visit(object path, field, operand)` for every operand of the snapshot that names another
/// object: rules' and policies' operands, groups' paths, nested services, the exclude list. Fields
/// have NSX's names. O(rules).
template <typename Visit>
void visitReferences(const snapshot::Snapshot& snapshot, const Visit& visit);

/// Paths of the objects that name `path`, each once, in the order of the snapshot. O(rules).
[[nodiscard]] QStringList referrersOf(const snapshot::Snapshot& snapshot, const QString& path);

namespace detail {

template <typename Visit>
void visitExpressions(const QString& owner, const std::vector<model::Expression>& expressions,
                      const Visit& visit) {
    for (const model::Expression& expression : expressions) {
        if (expression.kind == model::ExpressionKind::Path) {
            for (const QString& path : expression.values) {
                visit(owner, QStringLiteral("expression"), path);
            }
        }
        visitExpressions(owner, expression.nested, visit);
    }
}

template <typename Visit>
void visitOperands(const QString& owner, const QString& field, const QStringList& operands,
                   const Visit& visit) {
    for (const QString& operand : operands) {
        if (operand.startsWith(u'/')) {
            visit(owner, field, operand);
        }
    }
}

template <typename Visit>
void visitRule(const model::Rule& rule, const Visit& visit) {
    const QString& path = rule.header.path;
    visitOperands(path, QStringLiteral("source_groups"), rule.sources, visit);
    visitOperands(path, QStringLiteral("destination_groups"), rule.destinations, visit);
    visitOperands(path, QStringLiteral("services"), rule.services, visit);
    visitOperands(path, QStringLiteral("profiles"), rule.profiles, visit);
    visitOperands(path, QStringLiteral("scope"), rule.scope, visit);
}

template <typename Visit>
void visitPolicy(const model::SecurityPolicy& policy, const Visit& visit) {
    const QString& path = policy.header.path;
    visitOperands(path, QStringLiteral("scope"), policy.scope, visit);
    if (!policy.schedulerPath.isEmpty()) {
        visit(path, QStringLiteral("scheduler_path"), policy.schedulerPath);
    }
    for (const model::Rule& rule : policy.rules.get()) {
        visitRule(rule, visit);
    }
}

template <typename Visit>
void visitService(const model::Service& service, const Visit& visit) {
    for (const model::ServiceEntry& entry : service.entries) {
        if (!entry.nestedServicePath.isEmpty()) {
            visit(service.header.path, QStringLiteral("service_entries"), entry.nestedServicePath);
        }
    }
}

} // namespace detail

template <typename Visit>
void visitReferences(const snapshot::Snapshot& snapshot, const Visit& visit) {
    for (const model::SecurityPolicy& policy : snapshot.policies()) {
        detail::visitPolicy(policy, visit);
    }
    for (const model::Group& group : snapshot.groups()) {
        detail::visitExpressions(group.header.path, group.expression, visit);
    }
    for (const model::Service& service : snapshot.services()) {
        detail::visitService(service, visit);
    }
    if (snapshot.excludeList()) {
        const model::ExcludeList& list = *snapshot.excludeList();
        detail::visitOperands(list.header.path, QStringLiteral("members"), list.members, visit);
    }
}

} // namespace bulkhead::change
