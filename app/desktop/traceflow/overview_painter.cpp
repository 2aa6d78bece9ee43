// SPDX-License-Identifier: MIT
#include "desktop/traceflow/overview_painter.h"

#include "desktop/traceflow/trace_picture.h"
#include "graph/layout.h"

#include <QPainter>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using graph::Node;
using graph::NodeKind;

namespace {

constexpr double kSign = 52;        ///< of a card of 68 units
constexpr double kSmallestSign = 7; ///< pixels
constexpr double kEdge = 4;         ///< a line of one unit would vanish
constexpr double kNamePixels = 0.9; ///< of the name's usual size
constexpr double kNameHeight = 20;
constexpr double kNameRoom = graph::kLaneHeader + graph::kLanePadding;

struct Sign {
    QString icon;
    Color color = Color::TextMuted;
};

Sign signOf(const Node& node) {
    if (node.kind == NodeKind::Drop) {
        return {u"octagon-x"_s, Color::Stop};
    }
    if (node.isDelivered) {
        return {u"circle-check"_s, Color::Allow};
    }
    return {node.isReplicated ? u"split"_s : nodeIcon(node.kind),
            node.isObserved ? Color::Text : Color::TextMuted};
}

} // namespace

void paintSmallNode(const PaintContext& context, const graph::HopGraph& graph, int index,
                    const QRectF& box, const NodeState& state, double scale) {
    const Node& node = graph.nodes[static_cast<std::size_t>(index)];
    const Sign sign = signOf(node);
    const double hair = 1 / scale; // one pixel
    QPainter& painter = context.painter;
    const bool isDrop = node.kind == NodeKind::Drop && node.isObserved;
    const bool isEnd = node.isDelivered || node.isDropped || node.kind == NodeKind::Drop;
    const bool isFaint = !node.isObserved || node.kind == NodeKind::OpenEnd;
    const Color edge = state.isSelected || !node.isObserved ? Color::Accent
                       : isEnd ? (node.isDelivered ? Color::Allow : Color::Stop)
                               : Color::BorderStrong;
    const double width = isEnd || state.isSelected ? std::max(2 * kEdge, hair) : hair;
    painter.setPen(QPen(context.colors[edge], width, isFaint ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(context.colors[isDrop             ? Color::Stop
                                    : state.isSelected ? Color::Selection
                                    : state.isHovered  ? Color::Hover
                                    : isFaint          ? Color::Window
                                                       : Color::SurfaceRaised]);
    painter.drawRoundedRect(box, radius::medium, radius::medium);
    if (state.isDifferent || state.hasFocus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(context.colors[state.isDifferent ? Color::WarningEdge : Color::Accent],
                            std::max(2 * kEdge, 2 * hair),
                            state.isDifferent ? Qt::DashLine : Qt::SolidLine));
        const double room = std::max(7.0, 2 * hair);
        painter.drawRoundedRect(box.adjusted(-room, -room, room, room), radius::medium,
                                radius::medium);
    }
    if (kSign * scale >= kSmallestSign) {
        const QPointF middle = box.center();
        context.icon(QRectF(middle.x() - kSign / 2, middle.y() - kSign / 2, kSign, kSign),
                     sign.icon, isDrop ? Color::OnStop : sign.color);
    }
}

void paintSmallLaneName(const PaintContext& context, const graph::Lane& lane, const QRectF& rect,
                        double left, double scale) {
    const double factor = std::min(kNamePixels / scale, kNameRoom / kNameHeight);
    QPainter& painter = context.painter;
    painter.save();
    painter.translate(left + graph::kMargin, rect.top());
    painter.scale(factor, factor);
    context.text(QRectF(0, 0, (rect.right() - left) / factor, kNameHeight), lane.name,
                 TypeRole::SmallStrong, Color::Text);
    painter.restore();
}

} // namespace bulkhead::desktop
