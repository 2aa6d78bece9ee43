// SPDX-License-Identifier: MIT
// Small facts about virtual machines, in words.
#pragma once

#include "desktop/widgets/cell.h"
#include "snapshot/snapshot.h"

namespace bulkhead::desktop {

class MemberIndex;

/// Power state as icon and word: "on", "off", "suspended", or "unknown".
[[nodiscard]] Cell powerCell(const model::VirtualMachine& machine);

/// True if the firewall holds for the machine; empty while or where nobody knows. The system keeps
/// an exclusion list of its own for edge and service machines (NSX 4.2 Policy API, exclude-list
/// with system_owned), which a snapshot does not have.
[[nodiscard]] std::optional<bool> isProtected(const MemberIndex& members,
                                              const model::VirtualMachine& machine);

/// All addresses of all interfaces, IPv4 first, link-local ones last, without duplicates. Clean.
[[nodiscard]] QStringList addressesOf(const snapshot::Snapshot& snapshot, const QString& machineId);

} // namespace bulkhead::desktop
