// SPDX-License-Identifier: MIT
// Paints the way between two components, and the time that it took.
#pragma once

#include "desktop/traceflow/paint_context.h"
#include "graph/layout.h"

namespace bulkhead::desktop {

void paintEdge(const PaintContext& context, const graph::HopGraph& graph, const graph::Edge& edge);
/// Over all edges: ways that part share a line, and no line may cross a number.
void paintDelay(const PaintContext& context, const graph::HopGraph& graph, const graph::Edge& edge);

} // namespace bulkhead::desktop
