// SPDX-License-Identifier: MIT
#include "desktop/traceflow/trace_picture.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/traceflow/edge_painter.h"
#include "desktop/traceflow/node_painter.h"
#include "desktop/traceflow/overview_painter.h"

#include <QPainter>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using graph::NodeKind;

namespace {

constexpr double kLaneIcon = 14;

QString typeWords(const QString& type) {
    if (type == u"ESX") {
        return u"ESXi host"_s;
    }
    return type == u"EDGE" ? u"edge node"_s : type.toLower();
}

QRectF rectOf(const graph::Box& box) {
    return {box.x, box.y, box.width, box.height};
}

void paintLane(PaintContext& context, const graph::Lane& lane, const QRectF& rect, bool isOdd,
               const PictureLook& look) {
    QPainter& painter = context.painter;
    painter.fillRect(rect, context.colors[isOdd ? Color::Window : Color::Surface]);
    painter.setPen(QPen(context.colors[Color::Border], 1));
    painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    if (look.overview > 0) {
        paintSmallLaneName(context, lane, rect, look.left, look.overview);
        return;
    }
    // The name of a tall lane stays in sight.
    const double top = std::clamp(look.visible.top(), rect.top(),
                                  std::max(rect.top(), rect.bottom() - graph::kLaneHeader));
    const QRectF icon(look.left + graph::kMargin, top + space::small, kLaneIcon, kLaneIcon);
    context.icon(icon, lane.type == u"EDGE" ? u"router"_s : u"server"_s, Color::TextMuted);
    const double width = rect.right() - icon.right() - graph::kMargin;
    QRectF text(icon.right() + space::tight + space::hair, top + space::tight, width,
                kLaneIcon + space::small);
    const double used = context.text(text, lane.name, TypeRole::SmallStrong, Color::Text);
    text.setLeft(text.left() + used + space::small);
    context.text(text, typeWords(lane.type), TypeRole::Small, Color::TextMuted);
}

} // namespace

TracePicture::TracePicture(graph::HopGraph graph)
    : m_graph(std::move(graph)), m_layout(graph::layoutOf(m_graph)) {}

QString nodeIcon(NodeKind kind) {
    switch (kind) {
    case NodeKind::Port:
        return u"monitor"_s;
    case NodeKind::Segment:
        return u"network"_s;
    case NodeKind::Firewall:
    case NodeKind::GatewayFirewall:
        return u"brick-wall-shield"_s;
    case NodeKind::Router:
        return u"router"_s;
    case NodeKind::Tunnel:
        return u"cable"_s;
    case NodeKind::Nat:
        return u"shuffle"_s;
    case NodeKind::Intrusion:
        return u"radar"_s;
    case NodeKind::Service:
        return u"boxes"_s;
    case NodeKind::Bridge:
        return u"arrow-left-right"_s;
    case NodeKind::Guard:
        return u"shield-check"_s;
    case NodeKind::Drop:
        return u"octagon-x"_s;
    case NodeKind::OpenEnd:
        return u"circle-help"_s;
    case NodeKind::Other:
        break;
    }
    return u"circle-dot"_s;
}

void TracePicture::paint(QPainter& painter, const ColorSet& colors, const PictureLook& look) const {
    PaintContext context(painter, colors);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF visible =
        look.visible.isEmpty() ? QRectF(0, 0, m_layout.width, m_layout.height) : look.visible;
    for (std::size_t i = 0; i < m_layout.lanes.size(); ++i) {
        QRectF lane = rectOf(m_layout.lanes[i]);
        lane.setRight(std::max(lane.right(), visible.right()));
        if (lane.intersects(visible)) {
            paintLane(context, m_graph.lanes[i], lane, i % 2 == 1, look);
        }
    }
    for (const graph::Edge& edge : m_layout.edges) {
        paintEdge(context, m_graph, edge);
    }
    const bool isOverview = look.overview > 0;
    for (const graph::Edge& edge : m_layout.edges) {
        if (!isOverview) {
            paintDelay(context, m_graph, edge);
        }
    }
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        const QRectF box = rectOf(m_layout.nodes[i]);
        if (box.intersects(visible)) {
            const int node = static_cast<int>(i);
            NodeState state;
            state.isSelected = node == look.selected;
            state.hasFocus = state.isSelected && look.hasFocus;
            state.isHovered = node == look.hovered;
            state.isDifferent = node == look.different;
            if (isOverview) {
                paintSmallNode(context, m_graph, node, box, state, look.overview);
            } else {
                paintNode(context, m_graph, node, box, state);
            }
        }
    }
}

QString TracePicture::sentence(int node) const {
    const graph::Node& one = m_graph.nodes[static_cast<std::size_t>(node)];
    QString words = one.title;
    if (!one.subtitle.isEmpty()) {
        words += u", "_s + one.subtitle;
    }
    words += u", on "_s + m_graph.lanes[static_cast<std::size_t>(one.lane)].name;
    if (const QString verdict = verdictLine(m_graph, one); !verdict.isEmpty()) {
        words += u": "_s + verdict;
    }
    if (!one.isObserved) {
        words += u" (predicted, not observed)"_s;
    }
    return words + u'.';
}

} // namespace bulkhead::desktop
