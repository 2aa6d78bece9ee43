// SPDX-License-Identifier: MIT
// Paints a trace that is too wide to be read at once: shapes and marks without words.
#pragma once

#include "desktop/traceflow/node_painter.h"

#include <QString>

namespace bulkhead::desktop {

/// Below so many pixels a unit words are noise.
inline constexpr double kOverviewScale = 0.45;

/// The card with one large sign: where it was dropped, delivered or decided, else what it is. A
/// drop is filled, a delivery is not: what is too small for a sign can be told apart even so.
/// `scale`: pixels a unit.
void paintSmallNode(const PaintContext& context, const graph::HopGraph& graph, int node,
                    const QRectF& box, const NodeState& state, double scale);
/// The host's name, as large as its lane allows at `scale` pixels a unit.
void paintSmallLaneName(const PaintContext& context, const graph::Lane& lane, const QRectF& rect,
                        double left, double scale);

} // namespace bulkhead::desktop
