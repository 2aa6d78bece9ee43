// SPDX-License-Identifier: MIT
// Revise: moves a policy or a rule among its siblings (`?action=revise`).
#pragma once

#include "simulator/exchange.h"
#include "simulator/object_type.h"
#include "simulator/world.h"

namespace bulkhead::simulator {

/// Writes the body as a PUT would, places the object as `operation` and `anchor_path` say, and
/// renumbers siblings only where there is no number free between them.
[[nodiscard]] Response revise(World& world, const Request& request, const Place& place);

} // namespace bulkhead::simulator
