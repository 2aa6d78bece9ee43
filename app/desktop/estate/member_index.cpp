// SPDX-License-Identifier: MIT
#include "desktop/estate/member_index.h"

#include <algorithm>

namespace bulkhead::desktop {

void MemberIndex::add(const std::vector<GroupMembers>& batch) {
    for (const GroupMembers& entry : batch) {
        m_members.insert(entry.groupPath, entry.members);
        for (const model::VirtualMachine* machine : entry.members->machines) {
            m_groupsOfMachine[machine->externalId] << entry.groupPath;
        }
    }
}

const snapshot::Membership* MemberIndex::of(const QString& groupPath) const {
    const auto found = m_members.constFind(groupPath);
    return found == m_members.constEnd() ? nullptr : found->get();
}

QStringList MemberIndex::groupsOf(const QString& machineId) const {
    return m_groupsOfMachine.value(machineId);
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
