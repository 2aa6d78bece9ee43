// SPDX-License-Identifier: MIT
// Default objects: what every manager has before anybody configures it.
#pragma once

#include "simulator/api_error.h"
#include "simulator/world.h"

namespace bulkhead::simulator {

/// Puts the sites, the domain, the default policies with their rules, the settings and the
/// system's context profiles into an empty store.
[[nodiscard]] Answer<void> addDefaultObjects(World& world);
/// Puts in what exists once a cluster of hosts: its switch for intrusion detection. The inventory
/// is there already.
[[nodiscard]] Answer<void> addClusterObjects(World& world);

} // namespace bulkhead::simulator
