// SPDX-License-Identifier: MIT
// TracePicture: paints a hop graph, on the screen and into files alike.
#pragma once

#include "desktop/theme/tokens.h"
#include "graph/layout.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace bulkhead::desktop {

/// What of a picture depends on who looks at it.
struct PictureLook {
    int selected = -1;  ///< node
    int hovered = -1;   ///< node
    int different = -1; ///< node at which another trace went on otherwise
    bool hasFocus = false;
    double overview = 0; ///< pixels a unit if that is too few for words, else 0
    double left = 0;     ///< where the names of lanes start, to stay in sight while scrolling
    QRectF visible;      ///< nothing else is painted; an empty one means everything
};

/// Paints in the layout's units: whoever calls has scaled the painter. GUI thread, because icons
/// are cached there. Holds its own copy of what it paints.
class TracePicture final {
public:
    TracePicture() = default;
    explicit TracePicture(graph::HopGraph graph);

    [[nodiscard]] const graph::HopGraph& graph() const { return m_graph; }
    [[nodiscard]] const graph::Layout& layout() const { return m_layout; }
    [[nodiscard]] bool isEmpty() const { return m_graph.nodes.empty(); }
    [[nodiscard]] QSizeF size() const { return {m_layout.width, m_layout.height}; }

    void paint(QPainter& painter, const ColorSet& colors, const PictureLook& look) const;
    /// What a node says, in one sentence, for tool tips and screen readers. Clean.
    [[nodiscard]] QString sentence(int node) const;

private:
    graph::HopGraph m_graph;
    graph::Layout m_layout;
};

/// The icon of resources/icons for a kind of node.
[[nodiscard]] QString nodeIcon(graph::NodeKind kind);

} // namespace bulkhead::desktop
