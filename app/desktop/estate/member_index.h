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
    /// With what `former` knows of groups that have the same members in both snapshots: those that
    /// are not in `touched` and hold none of them, through others too, if the machines are the
    /// same. O(groups).
    MemberIndex(snapshot::SnapshotPointer snapshot, const MemberIndex& former,
                const QSet<QString>& touched);

    void add(const std::vector<GroupMembers>& batch);
    void setGroupCounts(std::vector<quint32> counts) { m_groupCounts = std::move(counts); }
    void setExcluded(QSet<QString> machineIds) { m_excluded = std::move(machineIds); }
    void setComplete() { m_complete = true; }

    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] const snapshot::Membership* of(const QString& groupPath) const;
    /// By path of the group.
    [[nodiscard]] const QHash<QString, MembershipPointer>& all() const { return m_members; }
    /// Paths of the groups that hold the machine; complete only when the index is. O(groups).
    [[nodiscard]] QStringList groupsOf(const QString& machineId) const;
    /// How many those are; 0 until the index is complete.
    [[nodiscard]] qsizetype groupCountOf(const QString& machineId) const;
    /// True if the machine has no distributed firewall; empty while unknown.
    [[nodiscard]] std::optional<bool> isExcluded(const QString& machineId) const;
    /// Groups that hold an address of `range`, by criteria, by a member's address, or by a member
    /// segment's machines. O(groups × members).
    [[nodiscard]] QSet<QString> groupsWith(const IpRange& range) const;

private:
    snapshot::SnapshotPointer m_snapshot;
    QHash<QString, MembershipPointer> m_members;
    std::vector<quint32> m_groupCounts; ///< by the machine's place in the snapshot
    std::optional<QSet<QString>> m_excluded;
    bool m_complete = false;
};

/// True if one of the machine's interfaces has an address in the range.
[[nodiscard]] bool machineHasAddressIn(const snapshot::Snapshot& snapshot, const QString& machineId,
                                       const IpRange& range);

} // namespace bulkhead::desktop
