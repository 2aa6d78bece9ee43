// SPDX-License-Identifier: MIT
// What a node of the picture is and how it is called, from one of its observations.
#pragma once

#include "graph/hop_graph.h"

namespace bulkhead::graph {

/// Source of the types: NSX 4.2 API, TraceflowObservation.component_type.
[[nodiscard]] NodeKind kindOf(const Hop& hop);
/// The kind of component in words; of a machine's port the machine. Clean, never empty.
[[nodiscard]] QString titleOf(const Hop& hop, NodeKind kind);
/// Which one: the component's name, or the port that a firewall guards. Clean, may be empty.
[[nodiscard]] QString subtitleOf(const Hop& hop, NodeKind kind);

} // namespace bulkhead::graph
