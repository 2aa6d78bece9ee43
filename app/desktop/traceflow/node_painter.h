// SPDX-License-Identifier: MIT
// Paints one component of a traced packet's way, and the octagon where it ended.
#pragma once

#include "desktop/traceflow/paint_context.h"
#include "graph/hop_graph.h"

namespace bulkhead::desktop {

struct NodeState {
    bool isSelected = false;
    bool hasFocus = false;
    bool isHovered = false;
    bool isDifferent = false;
};

void paintNode(const PaintContext& context, const graph::HopGraph& graph, int node,
               const QRectF& box, const NodeState& state);

/// What the component decided, e.g. "web-to-app allowed it"; empty if it decided nothing. Clean.
[[nodiscard]] QString verdictLine(const graph::HopGraph& graph, const graph::Node& node);

} // namespace bulkhead::desktop
