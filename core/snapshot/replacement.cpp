// SPDX-License-Identifier: MIT
// Snapshot::with: a snapshot that differs from another one in a few objects and shares the rest.
#include "snapshot/ordering.h"
#include "snapshot/snapshot.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace bulkhead::snapshot {

namespace {

/// Puts the replaced objects into the list and keeps its order and index. An object that stays
/// where it is costs nothing beyond the copy of the list.
template <typename T>
void replaceIn(SharedVector<T>& objects, QHash<QString, qsizetype>& index,
               const std::vector<Replaced<T>>& replaced) {
    if (replaced.empty()) {
        return;
    }
    std::vector<T>& list = objects.edit();
    QSet<QString> gone;
    bool isReordered = false;
    for (const Replaced<T>& one : replaced) {
        const auto found = index.constFind(one.path);
        if (!one.now) {
            gone.insert(one.path);
        } else if (found == index.constEnd()) {
            list.push_back(*one.now);
            isReordered = true;
        } else {
            T& stored = list[static_cast<std::size_t>(*found)];
            isReordered =
                isReordered || comesBefore(stored, *one.now) || comesBefore(*one.now, stored);
            stored = *one.now;
        }
    }
    if (!gone.isEmpty()) {
        std::erase_if(list, [&gone](const T& one) { return gone.contains(one.header.path); });
    }
    if (isReordered) {
        sortInOrder(objects);
    }
    if (isReordered || !gone.isEmpty()) {
        index = indexByPath(objects.get());
    }
}

bool haveTheSamePaths(const std::vector<model::Rule>& a, const std::vector<model::Rule>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const model::Rule& one, const model::Rule& other) {
                          return one.header.path == other.header.path;
                      });
}

} // namespace

void Snapshot::replacePolicies(const std::vector<Replaced<model::SecurityPolicy>>& replaced) {
    // First all that goes, then all that comes: a rule may have moved from one policy to another.
    std::vector<const model::SecurityPolicy*> toIndex;
    for (const Replaced<model::SecurityPolicy>& one : replaced) {
        const model::SecurityPolicy* old = policy(one.path);
        if (old != nullptr && one.now && haveTheSamePaths(old->rules.get(), one.now->rules.get())) {
            continue;
        }
        if (old != nullptr) {
            for (const model::Rule& rule : old->rules.get()) {
                m_rules.remove(rule.header.path);
            }
        }
        if (one.now) {
            toIndex.push_back(&*one.now);
        }
    }
    for (const model::SecurityPolicy* policy : toIndex) {
        indexRules(*policy);
    }
    replaceIn(m_content.policies, m_policies, replaced);
}

SnapshotPointer Snapshot::with(const Replacement& replacement) const {
    const std::shared_ptr<Snapshot> copy(new Snapshot(*this));
    copy->replacePolicies(replacement.policies);
    replaceIn(copy->m_content.groups, copy->m_groups, replacement.groups);
    replaceIn(copy->m_content.services, copy->m_services, replacement.services);
    replaceIn(copy->m_content.contextProfiles, copy->m_contextProfiles,
              replacement.contextProfiles);
    for (const auto& [machine, tags] : replacement.machineTags) {
        const auto found = copy->m_machines.constFind(machine);
        if (found != copy->m_machines.constEnd()) {
            copy->m_content.machines.edit()[static_cast<std::size_t>(*found)].tags = tags;
        }
    }
    if (replacement.excludeList) {
        copy->m_content.excludeList = replacement.excludeList;
    }
    return copy;
}

} // namespace bulkhead::snapshot
