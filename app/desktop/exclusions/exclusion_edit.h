// SPDX-License-Identifier: MIT
// Steps that take objects out of the firewall's reach and bring them back.
#pragma once

#include "change/step.h"
#include "snapshot/snapshot.h"

#include <QStringList>

namespace bulkhead::desktop {

/// The segment ports of a machine: the list knows no machines (NSX 4.2 Policy API,
/// PolicyExcludeList). Empty where the snapshot does not know them.
[[nodiscard]] QStringList portsOfMachine(const snapshot::Snapshot& snapshot,
                                         const QString& machineId);

/// The list as it shall be; what is a machine's external id becomes its ports. Refused where the
/// list is unknown, NotFound where a machine's ports are.
[[nodiscard]] Result<change::Step> excludeExactly(const snapshot::Snapshot& snapshot,
                                                  const QStringList& membersAndMachines);
/// Adds to the list.
[[nodiscard]] Result<change::Step> exclude(const snapshot::Snapshot& snapshot,
                                           const QStringList& membersAndMachines);
/// Takes paths off the list.
[[nodiscard]] Result<change::Step> includeAgain(const snapshot::Snapshot& snapshot,
                                                const QStringList& members);
/// Takes the ports of machines off the list. Refused, with what has to be done instead, where a
/// machine is not on it by a port of its own.
[[nodiscard]] Result<change::Step> protectMachines(const snapshot::Snapshot& snapshot,
                                                   const QStringList& machineIds);

} // namespace bulkhead::desktop
