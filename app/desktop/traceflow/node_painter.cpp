// SPDX-License-Identifier: MIT
#include "desktop/traceflow/node_painter.h"

#include "desktop/traceflow/trace_picture.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using graph::Node;
using graph::NodeKind;

namespace {

constexpr double kIconLeft = 10;
constexpr double kTextLeft = kIconLeft + kIcon + space::small;
constexpr double kLineHeight = 18;
constexpr double kFirstLine = 7;
constexpr double kOctagon = 46;
constexpr double kCross = 9;

QString translated(const char* text) {
    return QCoreApplication::translate("TracePicture", text);
}

const graph::Hop* ruleHop(const graph::HopGraph& graph, const Node& node) {
    return node.ruleHop ? &graph.hops[static_cast<std::size_t>(*node.ruleHop)] : nullptr;
}

QString ruleName(const graph::Hop& hop) {
    return hop.ruleName.isEmpty() ? translated("rule %1").arg(*hop.ruleId) : hop.ruleName;
}

struct Line {
    QString icon;
    QString words;
    Color color = Color::TextMuted;
};

/// The third line of a card: never by colour alone.
Line thirdLine(const graph::HopGraph& graph, const Node& node) {
    const graph::Hop* rule = ruleHop(graph, node);
    if (rule != nullptr) {
        return node.isDropped ? Line{u"octagon-x"_s, ruleName(*rule), Color::Stop}
                              : Line{u"circle-check"_s, ruleName(*rule), Color::Allow};
    }
    if (node.isDelivered) {
        return {u"circle-check"_s, translated("delivered"), Color::Allow};
    }
    if (node.isReplicated) {
        return {u"split"_s, translated("copied"), Color::TextMuted};
    }
    return {};
}

QPainterPath octagon(const QPointF& center, double size) {
    QPainterPath path;
    constexpr int kCorners = 8;
    const double reach = size / 2 / std::cos(std::numbers::pi / kCorners);
    for (int i = 0; i < kCorners; ++i) {
        const double angle = std::numbers::pi * (2.0 * i + 1) / kCorners;
        const QPointF corner(center.x() + reach * std::cos(angle),
                             center.y() + reach * std::sin(angle));
        if (i == 0) {
            path.moveTo(corner);
        } else {
            path.lineTo(corner);
        }
    }
    path.closeSubpath();
    return path;
}

void paintMark(const PaintContext& context, const QRectF& box, const NodeState& state) {
    QPainter& painter = context.painter;
    painter.setBrush(Qt::NoBrush);
    if (state.isDifferent) {
        painter.setPen(QPen(context.colors[Color::WarningEdge], 3, Qt::DashLine));
        painter.drawRoundedRect(box.adjusted(-5, -5, 5, 5), radius::medium + 4, radius::medium + 4);
    }
    if (state.hasFocus) {
        painter.setPen(QPen(context.colors[Color::Accent], 2));
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), radius::medium + 2, radius::medium + 2);
    }
}

void paintDrop(const PaintContext& context, const Node& node, const QRectF& box,
               const NodeState& state) {
    QPainter& painter = context.painter;
    const QPointF center(box.left() + kOctagon / 2, box.center().y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(context.colors[Color::Stop]);
    if (!node.isObserved) { // expected here, and not seen
        painter.setPen(QPen(context.colors[Color::Stop], 2, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
    }
    painter.drawPath(octagon(center, kOctagon));
    painter.setPen(QPen(context.colors[node.isObserved ? Color::OnStop : Color::Stop], 4,
                        Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(center - QPointF(kCross, kCross), center + QPointF(kCross, kCross));
    painter.drawLine(center + QPointF(kCross, -kCross), center + QPointF(-kCross, kCross));
    const double left = box.left() + kOctagon + space::small;
    const double width = box.right() - left;
    const bool isShort = context.width(node.subtitle, TypeRole::Small) <= width;
    const double top = box.top() + (isShort ? kFirstLine + kLineHeight / 2 : kFirstLine - 2);
    const QRectF title(left, top, width, kLineHeight);
    context.text(title, node.title, TypeRole::BodyStrong, Color::Stop);
    context.paragraph(QRectF(left, title.bottom(), title.width(), box.bottom() - title.bottom()),
                      node.subtitle, TypeRole::Small, Color::Text);
    paintMark(context, box, state);
}

Color edgeColor(const Node& node, const NodeState& state) {
    if (node.isDropped) {
        return Color::Stop;
    }
    if (node.isDelivered) {
        return Color::Allow;
    }
    return state.isSelected ? Color::Accent : Color::BorderStrong;
}

} // namespace

QString verdictLine(const graph::HopGraph& graph, const Node& node) {
    const graph::Hop* rule = ruleHop(graph, node);
    if (rule != nullptr) {
        return (node.isDropped ? translated("dropped by %1") : translated("allowed by %1"))
            .arg(ruleName(*rule));
    }
    return node.isDelivered ? translated("delivered") : QString();
}

void paintNode(const PaintContext& context, const graph::HopGraph& graph, int index,
               const QRectF& box, const NodeState& state) {
    const Node& node = graph.nodes[static_cast<std::size_t>(index)];
    if (node.kind == NodeKind::Drop) {
        paintDrop(context, node, box, state);
        return;
    }
    QPainter& painter = context.painter;
    const bool isFaint = !node.isObserved || node.kind == NodeKind::OpenEnd;
    const Color fill = state.isSelected  ? Color::Selection
                       : state.isHovered ? Color::Hover
                                         : Color::SurfaceRaised;
    painter.setBrush(context.colors[isFaint && !state.isSelected ? Color::Window : fill]);
    const bool isEnd = node.isDropped || node.isDelivered;
    painter.setPen(QPen(context.colors[node.isObserved ? edgeColor(node, state) : Color::Accent],
                        isEnd || state.isSelected ? 2 : 1, isFaint ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(box, radius::medium, radius::medium);
    paintMark(context, box, state);
    const Line line = thirdLine(graph, node);
    // Two lines stand in the middle of the card, three fill it.
    const double top = box.top() + kFirstLine + (line.words.isEmpty() ? kLineHeight / 2 : 0) +
                       (node.subtitle.isEmpty() ? kLineHeight / 2 : 0);
    context.icon(QRectF(box.left() + kIconLeft, top + 1, kIcon, kIcon), nodeIcon(node.kind),
                 isFaint ? Color::TextMuted : Color::Text);
    QRectF row(box.left() + kTextLeft, top, box.width() - kTextLeft - space::small, kLineHeight);
    context.text(row, node.title, TypeRole::BodyStrong, isFaint ? Color::TextMuted : Color::Text);
    if (!node.subtitle.isEmpty()) {
        row.translate(0, kLineHeight);
        context.text(row, node.subtitle, TypeRole::Small, Color::TextMuted);
    }
    if (!line.words.isEmpty()) {
        row.translate(0, kLineHeight);
        const double left = box.left() + kIconLeft + 1;
        context.icon(QRectF(left, row.top() + 2, kSmallIcon, kSmallIcon), line.icon, line.color);
        context.text(row, line.words, TypeRole::SmallStrong, line.color);
    }
}

} // namespace bulkhead::desktop
