// SPDX-License-Identifier: MIT
// ExcludeList: who has no distributed firewall, by the list and by nature.
#pragma once

#include "simulator/api_error.h"
#include "simulator/membership.h"
#include "simulator/world.h"

#include <QJsonObject>
#include <QStringList>

namespace bulkhead::simulator {

/// Refuses members that are neither groups, segments, ports nor virtual machines (400/255), and
/// machines that do not exist (400/500012). That the others exist is checked with all references.
[[nodiscard]] Answer<void> checkExcludedMembers(const World& world, const QJsonObject& own);

/// Answers for one World during one request, under its lock.
class Exclusions final {
public:
    Exclusions(const World& world, const Membership& membership);

    /// Whether the interface has no filter: it, its machine, its port or segment is on the list, or
    /// the machine is a manager or an edge.
    [[nodiscard]] bool contains(qsizetype vif) const;
    /// The paths of the machines that the system itself excludes, sorted.
    [[nodiscard]] QStringList systemMembers() const;
    [[nodiscard]] const QStringList& members() const { return m_members; }

private:
    const World& m_world;
    const Membership& m_membership;
    QStringList m_members;
};

} // namespace bulkhead::simulator
