// SPDX-License-Identifier: MIT
#include "desktop/traceflow/edge_painter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr double kCorner = 8;
constexpr double kArrow = 6;
constexpr double kLine = 1.6;
constexpr double kPredictedShift = 6; ///< beside the observed line
constexpr double kLabelHeight = 16;
constexpr double kLabelLift = 26; ///< of a label on a bend from the node that it leads to

QPointF pointOf(const graph::Point& point, double shift) {
    return {point.x, point.y + shift};
}

/// Across, down or up with round corners, across.
QPainterPath pathOf(const graph::Edge& edge, double shift) {
    const QPointF start = pointOf(edge.points[0], shift);
    const QPointF turn = pointOf(edge.points[1], shift);
    const QPointF level = pointOf(edge.points[2], shift);
    const QPointF end = pointOf(edge.points[3], shift);
    QPainterPath path(start);
    const double drop = level.y() - turn.y();
    if (std::abs(drop) < 1) {
        path.lineTo(end);
        return path;
    }
    const double corner = std::min(kCorner, std::abs(drop) / 2);
    const double sign = drop > 0 ? 1 : -1;
    path.lineTo(turn.x() - corner, turn.y());
    path.quadTo(turn, QPointF(turn.x(), turn.y() + sign * corner));
    path.lineTo(level.x(), level.y() - sign * corner);
    path.quadTo(level, QPointF(level.x() + corner, level.y()));
    path.lineTo(end);
    return path;
}

void paintArrow(const PaintContext& context, const QPointF& tip, Color color) {
    QPainterPath head(tip);
    head.lineTo(tip.x() - kArrow, tip.y() - kArrow * 0.6);
    head.lineTo(tip.x() - kArrow, tip.y() + kArrow * 0.6);
    head.closeSubpath();
    context.painter.fillPath(head, context.colors[color]);
}

} // namespace

void paintEdge(const PaintContext& context, const graph::HopGraph& graph, const graph::Edge& edge) {
    const graph::Node& to = graph.nodes[static_cast<std::size_t>(edge.to)];
    QPainter& painter = context.painter;
    painter.setBrush(Qt::NoBrush);
    if (to.isObserved) {
        const bool isLost = to.kind == graph::NodeKind::OpenEnd;
        const Color color = to.kind == graph::NodeKind::Drop ? Color::Stop : Color::TextMuted;
        painter.setPen(QPen(context.colors[color], kLine, isLost ? Qt::DotLine : Qt::SolidLine));
        painter.drawPath(pathOf(edge, 0));
        paintArrow(context, pointOf(edge.points[3], 0), color);
    }
    if (to.isPredicted) {
        const double shift = to.isObserved ? kPredictedShift : 0;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(context.colors[Color::Accent], kLine, Qt::DashLine));
        painter.drawPath(pathOf(edge, shift));
        paintArrow(context, pointOf(edge.points[3], shift), Color::Accent);
    }
}

void paintDelay(const PaintContext& context, const graph::HopGraph& graph,
                const graph::Edge& edge) {
    const graph::Node& node = graph.nodes[static_cast<std::size_t>(edge.to)];
    if (!node.delayMicro || !node.isObserved) {
        return;
    }
    // Two hosts' clocks are never quite the same.
    const QString words =
        (node.crossesClocks ? u"≈ "_s : QString()) + graph::delayInWords(*node.delayMicro);
    const double width = context.width(words, TypeRole::Small) + space::small;
    const bool isStraight = std::abs(edge.points[1].y - edge.points[2].y) < 1;
    // On the last part of a line that bends: the first part may belong to several.
    const double sign = edge.points[2].y > edge.points[1].y ? -1 : 1;
    const double y = isStraight ? edge.points[0].y - kLabelHeight - space::hair
                                : edge.points[2].y + sign * kLabelLift - kLabelHeight / 2;
    const QRectF place(edge.points[1].x - width / 2, y, width, kLabelHeight);
    if (!isStraight) {
        context.painter.setPen(Qt::NoPen);
        context.painter.setBrush(context.colors[Color::SurfaceRaised]);
        context.painter.drawRoundedRect(place, radius::small, radius::small);
    }
    context.text(place.adjusted(-1, 0, 1, 0), words, TypeRole::Small, Color::TextMuted,
                 Qt::AlignCenter);
}

} // namespace bulkhead::desktop
