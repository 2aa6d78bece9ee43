// SPDX-License-Identifier: MIT
#include "desktop/estate/usage_index.h"

#include "base/identifiers.h"

namespace bulkhead::desktop {

namespace {

void addOnce(QStringList& list, const QString& path) {
    if (list.isEmpty() || list.constLast() != path) {
        list << path;
    }
}

void collectPaths(const std::vector<model::Expression>& expression, QStringList& paths) {
    for (const model::Expression& element : expression) {
        if (element.kind == model::ExpressionKind::Path) {
            paths << element.values;
        }
        collectPaths(element.nested, paths);
    }
}

} // namespace

std::shared_ptr<const UsageIndex> UsageIndex::make(const snapshot::Snapshot& snapshot,
                                                   const std::function<bool()>& isCancelled) {
    auto index = std::make_shared<UsageIndex>();
    // Containers name groups without a path, and a path may lead out of the snapshot.
    const auto isObject = [&snapshot](const QString& path) {
        return looksLikePath(path) || snapshot.knows(path);
    };
    for (const model::SecurityPolicy& policy : snapshot.policies()) {
        if (isCancelled && isCancelled()) {
            return nullptr;
        }
        for (const QString& path : policy.scope) {
            if (isObject(path)) {
                addOnce(index->m_usage[path].policies, policy.header.path);
            }
        }
        for (const model::Rule& rule : policy.rules) {
            for (const QStringList* operands :
                 {&rule.sources, &rule.destinations, &rule.services, &rule.profiles, &rule.scope}) {
                for (const QString& path : *operands) {
                    if (isObject(path)) {
                        addOnce(index->m_usage[path].rules, rule.header.path);
                    }
                }
            }
        }
    }
    for (const model::Group& group : snapshot.groups()) {
        QStringList paths;
        collectPaths(group.expression, paths);
        for (const QString& path : std::as_const(paths)) {
            addOnce(index->m_usage[path].groups, group.header.path);
        }
    }
    for (const model::Service& service : snapshot.services()) {
        for (const model::ServiceEntry& entry : service.entries) {
            if (!entry.nestedServicePath.isEmpty()) {
                addOnce(index->m_usage[entry.nestedServicePath].services, service.header.path);
            }
        }
    }
    return index;
}

const Usage& UsageIndex::of(const QString& path) const {
    static const Usage none;
    const auto found = m_usage.constFind(path);
    return found == m_usage.constEnd() ? none : *found;
}

} // namespace bulkhead::desktop
