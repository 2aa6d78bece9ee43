// SPDX-License-Identifier: MIT
// MemberIndex: effective members of all groups, as far as they are computed.
#pragma once

#include "snapshot/membership.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace bulkhead::desktop {

using MembershipPointer = std::shared_ptr<const snapshot::Membership>;

/// One group's members, as the background computation hands them over.
struct GroupMembers {
    QString groupPath;
    MembershipPointer members;
};

/// Filled in batches on the GUI thread and asked there. What is not computed yet is nullptr.
class MemberIndex final {
public:
    explicit MemberIndex(snapshot::SnapshotPointer snapshot) : m_snapshot(std::move(snapshot)) {}

    void add(const std::vector<GroupMembers>& batch);
    void setExcluded(QSet<QString> machineIds) { m_excluded = std::move(machineIds); }
    void setComplete() { m_complete = true; }

    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] const snapshot::Membership* of(const QString& groupPath) const;
    /// Paths of the groups that hold the machine; complete only when the index is.
    [[nodiscard]] QStringList groupsOf(const QString& machineId) const;
    /// True if the machine has no distributed firewall; empty while unknown.
    [[nodiscard]] std::optional<bool> isExcluded(const QString& machineId) const;
    /// Groups that hold an address of `range`, by criteria, by a member's address, or by a member
    /// segment's machines. O(groups × members).
    [[nodiscard]] QSet<QString> groupsWith(const IpRange& range) const;

private:
    snapshot::SnapshotPointer m_snapshot;
    QHash<QString, MembershipPointer> m_members;
    QHash<QString, QStringList> m_groupsOfMachine;
    std::optional<QSet<QString>> m_excluded;
    bool m_complete = false;
};

/// True if one of the machine's interfaces has an address in the range.
[[nodiscard]] bool machineHasAddressIn(const snapshot::Snapshot& snapshot, const QString& machineId,
                                       const IpRange& range);

} // namespace bulkhead::desktop
