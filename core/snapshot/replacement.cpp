// SPDX-License-Identifier: MIT
// Snapshot::with: a snapshot that differs from another one in a few objects and shares the rest.
#include "snapshot/ordering.h"
#include "snapshot/snapshot.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace bulkhead::snapshot {

namespace {

/// With more new places than this, sorting the whole list is quicker than shifting it each time.
constexpr std::size_t kMostInsertions = 32;

template <typename T>
void putInOrder(SharedVector<T>& objects, std::vector<T> arrived) {
    std::vector<T>& list = objects.edit();
    const bool isFew = arrived.size() <= kMostInsertions;
    for (T& one : arrived) {
        const auto at =
            isFew ? std::upper_bound(list.begin(), list.end(), one,
                                     [](const T& a, const T& b) { return comesBefore(a, b); })
                  : list.end();
        list.insert(at, std::move(one));
    }
    if (!isFew) {
        sortInOrder(objects);
    }
}

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
    std::vector<T> arrived;
    for (const Replaced<T>& one : replaced) {
        const auto found = index.constFind(one.path);
        if (found == index.constEnd()) {
            if (one.now) {
                arrived.push_back(*one.now);
            }
            continue;
        }
        T& stored = list[static_cast<std::size_t>(*found)];
        if (!one.now) {
            gone.insert(one.path);
        } else if (comesBefore(stored, *one.now) || comesBefore(*one.now, stored)) {
            gone.insert(one.path);
            arrived.push_back(*one.now);
        } else {
            stored = *one.now;
        }
    }
    if (!gone.isEmpty()) {
        std::erase_if(list, [&gone](const T& one) { return gone.contains(one.header.path); });
    }
    if (!arrived.empty() || !gone.isEmpty()) {
        putInOrder(objects, std::move(arrived));
        index = indexByPath(objects.get());
    }
}

/// The same for policies. Those with equal numbers keep the order in which they stood, so that the
/// list is sorted as a whole.
void replaceIn(SharedVector<model::SecurityPolicy>& policies, QHash<QString, qsizetype>& index,
               const std::vector<Replaced<model::SecurityPolicy>>& replaced) {
    if (replaced.empty()) {
        return;
    }
    std::vector<model::SecurityPolicy>& list = policies.edit();
    QSet<QString> gone;
    bool isReordered = false;
    for (const Replaced<model::SecurityPolicy>& one : replaced) {
        const auto found = index.constFind(one.path);
        if (!one.now) {
            gone.insert(one.path);
        } else if (found == index.constEnd()) {
            list.push_back(*one.now);
            isReordered = true;
        } else {
            model::SecurityPolicy& stored = list[static_cast<std::size_t>(*found)];
            isReordered =
                isReordered || comesBefore(stored, *one.now) || comesBefore(*one.now, stored);
            stored = *one.now;
        }
    }
    if (!gone.isEmpty()) {
        std::erase_if(list, [&gone](const auto& one) { return gone.contains(one.header.path); });
    }
    if (isReordered) {
        sortInOrder(policies);
    }
    if (isReordered || !gone.isEmpty()) {
        index = indexByPath(policies.get());
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
            forgetRules(*old);
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
