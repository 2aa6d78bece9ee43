// SPDX-License-Identifier: MIT
// Small facts about virtual machines, in words.
#pragma once

#include "desktop/widgets/cell.h"
#include "snapshot/snapshot.h"

namespace bulkhead::desktop {

/// Power state as icon and word: "on", "off", "suspended", or "unknown".
[[nodiscard]] Cell powerCell(const model::VirtualMachine& machine);

/// All addresses of all interfaces, IPv4 first, link-local ones last, without duplicates. Clean.
[[nodiscard]] QStringList addressesOf(const snapshot::Snapshot& snapshot, const QString& machineId);

} // namespace bulkhead::desktop
