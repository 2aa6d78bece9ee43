// SPDX-License-Identifier: MIT
// membershipChanges: which groups virtual machines enter or leave when their tags change.
#pragma once

#include "model/group.h"
#include "ops/machine_tags.h"
#include "snapshot/snapshot.h"

#include <QJsonArray>
#include <QStringList>

#include <vector>

namespace bulkhead::ops {

/// What a change of tags means for one group.
struct GroupChange {
    QString path;
    QString name;        ///< raw
    QStringList entered; ///< external ids
    QStringList left;
    /// The group has criteria that tags say nothing about (segments, ports): a machine that leaves
    /// by its tags may still be a member, one that enters may have been one.
    bool isDoubtful = false;
};

/// Only groups that change, by name. Evaluated here from the groups' criteria as they are on the
/// manager (snapshot/membership.h), through nested groups too. Pure; O(groups × machines).
[[nodiscard]] std::vector<GroupChange> groupChanges(const std::vector<model::Group>& groups,
                                                    const std::vector<MachineTagChange>& changes);

/// The same for machines of a snapshot, with the segments and ports that they are on: groups by
/// those are evaluated too. `after` is the snapshot with the other tags. O(groups × machines
/// named).
[[nodiscard]] std::vector<GroupChange> groupChanges(const snapshot::Snapshot& before,
                                                    const snapshot::Snapshot& after,
                                                    const QStringList& machineIds);

struct MembershipChanges {
    std::vector<GroupChange> groups;
    bool isKnown = true; ///< false: not evaluated; `note` says why
    QString note;
};

/// As groupChanges with the manager's groups, one request for each thousand; not evaluated where it
/// has more than 2000. Only cancelling fails.
[[nodiscard]] Task<MembershipChanges> membershipChanges(Call call,
                                                        std::vector<MachineTagChange> changes);

/// [{path, display_name, entered: [ids], left: [ids], certain}]; null if not known.
[[nodiscard]] QJsonValue membershipAsJson(const MembershipChanges& changes);
/// The schema of that.
[[nodiscard]] QJsonObject membershipSchema();
/// A sentence a group, at most 10 and how many more: "web-01 enters group web."
[[nodiscard]] QStringList membershipSentences(const MembershipChanges& changes,
                                              const std::vector<MachineTagChange>& machines);

} // namespace bulkhead::ops
