// SPDX-License-Identifier: MIT
#include "desktop/estate/member_index.h"

#include <algorithm>

namespace bulkhead::desktop {

namespace {

bool names(const std::vector<model::Expression>& expression, const QSet<QString>& groups) {
    return std::any_of(expression.begin(), expression.end(),
                       [&groups](const model::Expression& one) {
                           return (one.kind == model::ExpressionKind::Path &&
                                   std::any_of(one.values.begin(), one.values.end(),
                                               [&groups](const QString& path) {
                                                   return groups.contains(path);
                                               })) ||
                                  names(one.nested, groups);
                       });
}

/// The groups, and all that hold one of them, through others too.
QSet<QString> withHolders(const snapshot::Snapshot& snapshot, QSet<QString> groups) {
    qsizetype known = -1;
    while (known != groups.size()) {
        known = groups.size();
        for (const model::Group& group : snapshot.groups()) {
            if (!groups.contains(group.header.path) && names(group.expression, groups)) {
                groups.insert(group.header.path);
            }
        }
    }
    return groups;
}

} // namespace

MemberIndex::MemberIndex(snapshot::SnapshotPointer snapshot, const MemberIndex& former,
                         const QSet<QString>& touched)
    : m_snapshot(std::move(snapshot)) {
    const snapshot::Content& now = m_snapshot->content();
    const snapshot::Content& before = former.m_snapshot->content();
    if (!now.machines.sharesWith(before.machines)) {
        return; // memberships point at the former ones
    }
    m_members = former.m_members;
    if (!touched.isEmpty()) {
        for (const QString& path : withHolders(*m_snapshot, touched)) {
            m_members.remove(path);
        }
    }
}

void MemberIndex::add(const std::vector<GroupMembers>& batch) {
    for (const GroupMembers& entry : batch) {
        m_members.insert(entry.groupPath, entry.members);
    }
}

const snapshot::Membership* MemberIndex::of(const QString& groupPath) const {
    const auto found = m_members.constFind(groupPath);
    return found == m_members.constEnd() ? nullptr : found->get();
}

QStringList MemberIndex::groupsOf(const QString& machineId) const {
    QStringList groups;
    const model::VirtualMachine* machine = m_snapshot->machine(machineId);
    if (machine == nullptr) {
        return groups;
    }
    for (const model::Group& group : m_snapshot->groups()) {
        const snapshot::Membership* members = of(group.header.path);
        if (members != nullptr && members->holds(machine)) {
            groups << group.header.path;
        }
    }
    return groups;
}

qsizetype MemberIndex::groupCountOf(const QString& machineId) const {
    const model::VirtualMachine* machine = m_snapshot->machine(machineId);
    if (machine == nullptr || m_groupCounts.empty()) {
        return 0;
    }
    return m_groupCounts[static_cast<std::size_t>(machine - m_snapshot->machines().data())];
}

std::optional<bool> MemberIndex::isExcluded(const QString& machineId) const {
    return m_excluded ? std::optional<bool>(m_excluded->contains(machineId)) : std::nullopt;
}

QSet<QString> MemberIndex::groupsWith(const IpRange& range) const {
    QSet<QString> machines;
    QSet<QString> segments;
    for (const model::VirtualNetworkInterface& vif : m_snapshot->interfaces()) {
        const bool hit = std::any_of(vif.addresses.cbegin(), vif.addresses.cend(),
                                     [&range](const QString& text) {
                                         const auto address = IpAddress::parse(text);
                                         return address && range.contains(*address);
                                     });
        if (hit) {
            machines.insert(vif.ownerMachineId);
            if (const model::SegmentPort* port = m_snapshot->portOf(vif)) {
                segments.insert(port->header.path);
                segments.insert(port->segmentPath);
            }
        }
    }
    QSet<QString> groups;
    for (auto entry = m_members.cbegin(); entry != m_members.cend(); ++entry) {
        const snapshot::Membership& members = **entry;
        const bool hit =
            std::any_of(members.ranges.cbegin(), members.ranges.cend(),
                        [&range](const IpRange& own) { return own.overlaps(range); }) ||
            std::any_of(members.machines.cbegin(), members.machines.cend(),
                        [&machines](const model::VirtualMachine* machine) {
                            return machines.contains(machine->externalId);
                        }) ||
            std::any_of(members.segments.cbegin(), members.segments.cend(),
                        [&segments](const QString& path) { return segments.contains(path); });
        if (hit) {
            groups.insert(entry.key());
        }
    }
    return groups;
}

bool machineHasAddressIn(const snapshot::Snapshot& snapshot, const QString& machineId,
                         const IpRange& range) {
    for (const model::VirtualNetworkInterface* vif : snapshot.interfacesOf(machineId)) {
        for (const QString& text : vif->addresses) {
            const auto address = IpAddress::parse(text);
            if (address && range.contains(*address)) {
                return true;
            }
        }
    }
    return false;
}

} // namespace bulkhead::desktop
