// SPDX-License-Identifier: MIT
// Membership: who belongs to a group, evaluated locally by NSX's rules.
#pragma once

#include "base/ip_range.h"
#include "snapshot/snapshot.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

namespace bulkhead::snapshot {

class MachineIndex;

/// The effective members of one group as far as the snapshot shows.
struct Membership {
    std::vector<const model::VirtualMachine*> machines; ///< by name, without duplicates
    std::vector<IpRange> ranges; ///< addresses named by the criteria themselves, sorted
    QStringList segments;        ///< paths of segments and ports that are members
    QStringList macAddresses;
    /// Criteria that cannot be evaluated here (identity, containers, feeds); clean sentences. Not
    /// empty means that the group may have members beyond those listed.
    QStringList unknowns;
    bool isRecorded = false; ///< members as the file's writer recorded them, not evaluated

    [[nodiscard]] bool isEmpty() const {
        return machines.empty() && ranges.empty() && segments.isEmpty() && macAddresses.isEmpty();
    }
    /// `machine` is one of the snapshot that the group was evaluated in. O(log machines).
    [[nodiscard]] bool holds(const model::VirtualMachine* machine) const {
        // They are elements of one vector, sorted as they stand in it.
        return std::binary_search(machines.begin(), machines.end(), machine, std::less<>());
    }
};

/// Evaluates groups of one snapshot and remembers what it found; nested groups are evaluated once.
/// Rules: NSX 4.2 Policy API, Group.expression: case-insensitive, tag values "scope|tag", AND
/// binds two neighbouring criteria, everything else is OR. Not thread-safe; make one a thread.
class MembershipEvaluator final {
public:
    explicit MembershipEvaluator(SnapshotPointer snapshot);
    ~MembershipEvaluator();
    MembershipEvaluator(MembershipEvaluator&& other) noexcept;
    MembershipEvaluator& operator=(MembershipEvaluator&& other) noexcept;
    MembershipEvaluator(const MembershipEvaluator&) = delete;
    MembershipEvaluator& operator=(const MembershipEvaluator&) = delete;

    /// The reference lives as long as the evaluator. An unknown path gives an empty membership with
    /// a sentence in `unknowns`. A group that contains itself is followed once. The first call on a
    /// group costs O(members) for tags and names that are to be equal, else O(machines).
    [[nodiscard]] const Membership& of(const QString& groupPath);
    /// The same to keep; groups with the same criteria share it. Its machines are the snapshot's.
    [[nodiscard]] std::shared_ptr<const Membership> pointerTo(const QString& groupPath);
    /// What somebody has found out already about a group of the same machines, with nothing in
    /// between that could change it.
    void assume(const QString& groupPath, std::shared_ptr<const Membership> membership);
    /// For an expression that is being typed and belongs to no stored group yet.
    [[nodiscard]] Membership evaluate(const std::vector<model::Expression>& expression);
    /// Paths of all groups that the machine is in, through nesting too, in the order of the
    /// snapshot. Evaluates every group once.
    [[nodiscard]] QStringList groupsOf(const QString& machineExternalId);

private:
    struct Sets;
    [[nodiscard]] Sets setsOf(const model::Expression& element);
    [[nodiscard]] Sets setsOf(const std::vector<model::Expression>& list);
    [[nodiscard]] Sets setsOfPath(const QString& path);
    [[nodiscard]] Sets setsOfIds(const model::Expression& element);
    [[nodiscard]] Membership toMembership(Sets sets) const;
    [[nodiscard]] std::shared_ptr<const Membership> compute(const QString& groupPath);

    SnapshotPointer m_snapshot;
    std::unique_ptr<MachineIndex> m_index;
    QHash<QString, std::shared_ptr<const Membership>> m_known;
    QHash<QByteArray, std::shared_ptr<const Membership>> m_byCriteria;
    QStringList m_underWay; ///< groups being evaluated, outermost first
    bool m_metCycle = false;
};

} // namespace bulkhead::snapshot
