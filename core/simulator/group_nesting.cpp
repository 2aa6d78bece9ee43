// SPDX-License-Identifier: MIT
// Membership, the part about groups in groups: what a group nests, what nests it, and what is
// written in all of them.
#include "simulator/membership.h"

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

std::vector<Condition> groupConditions(const Criteria& any) {
    std::vector<Condition> conditions;
    for (const std::vector<Criterion>& all : any) {
        for (const Criterion& criterion : all) {
            for (const Condition& condition : criterion.conditions) {
                if (condition.memberType == u"Group"_s) {
                    conditions.push_back(condition);
                }
            }
        }
    }
    return conditions;
}

bool meetsOneOf(const std::vector<Condition>& conditions, const StoredObject& group) {
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const Condition& condition) { return condition.matches(group.fields); });
}

} // namespace

/// The groups with a condition on groups: only they can nest one that they do not name.
const QStringList& Membership::groupsOfGroups() const {
    MembershipCache& cache = m_world.membershipCache;
    const quint64 version = m_world.store.version(u"Group"_s);
    if (cache.groupsVersion != version) {
        cache.groupsOfGroups.clear();
        for (const StoredObject* group : m_world.store.ofType(u"Group"_s)) {
            if (!groupConditions(*criteria(group->path)).empty()) {
                cache.groupsOfGroups << group->path;
            }
        }
        cache.groupsVersion = version;
    }
    return cache.groupsOfGroups;
}

QStringList Membership::directlyNested(const QString& groupPath) const {
    QStringList nested;
    const std::shared_ptr<const Criteria> any = criteria(groupPath);
    for (const std::vector<Criterion>& all : *any) {
        for (const Criterion& criterion : all) {
            for (const QString& path : criterion.paths) {
                const StoredObject* object = m_world.store.find(path);
                if (object != nullptr && object->type == u"Group"_s) {
                    nested << path;
                }
            }
        }
    }
    const std::vector<Condition> conditions = groupConditions(*any);
    if (!conditions.empty()) {
        for (const StoredObject* group : m_world.store.ofType(u"Group"_s)) {
            if (meetsOneOf(conditions, *group)) {
                nested << group->path;
            }
        }
    }
    return nested;
}

QStringList Membership::directlyAround(const QString& groupPath) const {
    QStringList around;
    for (const QString& outer : m_world.store.referrers(groupPath)) {
        // A reference may also be an exclusion from a condition.
        if (m_world.store.find(outer)->type == u"Group"_s &&
            directlyNested(outer).contains(groupPath)) {
            around << outer;
        }
    }
    const StoredObject* group = m_world.store.find(groupPath);
    for (const QString& outer : groupsOfGroups()) {
        if (group != nullptr && meetsOneOf(groupConditions(*criteria(outer)), *group)) {
            around << outer;
        }
    }
    return around;
}

QStringList Membership::withNested(const QString& groupPath) const {
    QStringList groups = {groupPath};
    for (qsizetype i = 0; i < groups.size(); ++i) {
        for (const QString& nested : directlyNested(groups.at(i))) {
            if (!groups.contains(nested)) {
                groups << nested;
            }
        }
    }
    return groups;
}

QStringList Membership::outerGroups(const QString& groupPath) const {
    QStringList groups = {groupPath};
    for (qsizetype i = 0; i < groups.size(); ++i) {
        for (const QString& outer : directlyAround(groups.at(i))) {
            if (!groups.contains(outer)) {
                groups << outer;
            }
        }
    }
    return groups.mid(1);
}

std::vector<IpRange> Membership::writtenRanges(const QString& groupPath) const {
    std::vector<IpRange> ranges;
    for (const QString& group : withNested(groupPath)) {
        const std::shared_ptr<const Criteria> any = criteria(group);
        for (const std::vector<Criterion>& all : *any) {
            for (const Criterion& criterion : all) {
                ranges.insert(ranges.end(), criterion.ranges.begin(), criterion.ranges.end());
            }
        }
    }
    return ranges;
}

QStringList Membership::writtenAddresses(const QString& groupPath) const {
    QStringList addresses;
    for (const QString& group : withNested(groupPath)) {
        const std::shared_ptr<const Criteria> any = criteria(group);
        for (const std::vector<Criterion>& all : *any) {
            for (const Criterion& criterion : all) {
                addresses << criterion.addresses;
            }
        }
    }
    addresses.removeDuplicates();
    return addresses;
}

QStringList Membership::writtenMacs(const QString& groupPath) const {
    QStringList macs;
    for (const QString& group : withNested(groupPath)) {
        const std::shared_ptr<const Criteria> any = criteria(group);
        for (const std::vector<Criterion>& all : *any) {
            for (const Criterion& criterion : all) {
                macs << criterion.macAddresses;
            }
        }
    }
    return macs;
}

} // namespace bulkhead::simulator
