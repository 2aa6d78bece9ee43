// SPDX-License-Identifier: MIT
#include "desktop/traceflow/trace_graph_view.h"

#include "desktop/theme/theme.h"
#include "desktop/traceflow/overview_painter.h"
#include "graph/walk.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr double kSmallest = 0.05; ///< a hundred hops in a window
constexpr double kLargest = 2.5;
constexpr double kSmallestFit = 0.72; ///< names can still be read
constexpr double kLargestFit = 1.0;
constexpr double kStep = 1.15;
constexpr double kWheelNotch = 120;
constexpr int kScrollStep = 40;
constexpr int kRoom = 48; ///< pixels that stay free around a node that is scrolled to

} // namespace

TraceGraphView::TraceGraphView(QWidget* parent) : QAbstractScrollArea(parent) {
    setObjectName(u"traceGraph"_s);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    horizontalScrollBar()->setSingleStep(kScrollStep);
    verticalScrollBar()->setSingleStep(kScrollStep);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateBars();
        viewport()->update();
    });
    describe();
}

double TraceGraphView::scale() const {
    constexpr double percent = 100;
    return m_zoom * Theme::current().zoom() / percent;
}

/// A picture that is smaller than the window stands at its top left.
QPointF TraceGraphView::origin() const {
    const double height = m_picture.size().height() * scale();
    const double free = std::max(0.0, viewport()->height() - height);
    return {static_cast<double>(-horizontalScrollBar()->value()),
            free > 0 ? 0.0 : -static_cast<double>(verticalScrollBar()->value())};
}

QPointF TraceGraphView::toPicture(const QPointF& place) const {
    return (place - origin()) / scale();
}

int TraceGraphView::nodeAt(const QPoint& place) const {
    const QPointF at = toPicture(place);
    return graph::nodeAt(m_picture.layout(), {at.x(), at.y()});
}

int TraceGraphView::hopOf(int node) const {
    if (node < 0 || node >= static_cast<int>(m_picture.graph().nodes.size())) {
        return -1;
    }
    const graph::Node& one = m_picture.graph().nodes[static_cast<std::size_t>(node)];
    if (one.ruleHop) {
        return *one.ruleHop;
    }
    return one.hops.empty() ? -1 : one.hops.front();
}

void TraceGraphView::setPicture(TracePicture picture, bool isGrowing) {
    const bool hadAny = !m_picture.isEmpty();
    const int last = static_cast<int>(m_picture.graph().nodes.size()) - 1;
    const bool wasAtEnd = m_look.selected < 0 || m_look.selected >= last;
    m_picture = std::move(picture);
    const int count = static_cast<int>(m_picture.graph().nodes.size());
    m_look.hovered = -1;
    m_look.different = -1;
    if (m_look.selected >= count || !isGrowing) {
        m_look.selected = -1;
    }
    if (m_fit != Fit::No || !hadAny) {
        fitTo(m_fit == Fit::No ? Fit::Readable : m_fit);
    }
    updateBars();
    if (isGrowing && wasAtEnd && count > 0) {
        showNode(count - 1); // follow the packet while nobody looks at something else
    } else if (!isGrowing) {
        showVerdict();
    }
    describe();
    viewport()->update();
}

void TraceGraphView::setCurrentHop(int hop) {
    const int current = m_look.selected;
    if (hop >= 0 && current >= 0) {
        const auto& hops = m_picture.graph().nodes[static_cast<std::size_t>(current)].hops;
        if (std::find(hops.cbegin(), hops.cend(), hop) != hops.cend()) {
            return; // a drop belongs to its octagon as well
        }
    }
    const int node = hop < 0 ? -1 : m_picture.graph().nodeOf(hop);
    if (node != m_look.selected) {
        m_look.selected = node;
        if (node >= 0) {
            showNode(node);
        }
        describe();
        viewport()->update();
    }
}

void TraceGraphView::setDifferentNode(int node) {
    m_look.different = node;
    viewport()->update();
}

void TraceGraphView::setVerdict(const QString& sentence) {
    m_verdict = sentence;
    describe();
}

void TraceGraphView::describe() {
    setAccessibleName(tr("Way of the packet"));
    const bool hasNode =
        m_look.selected >= 0 && m_look.selected < static_cast<int>(m_picture.graph().nodes.size());
    setAccessibleDescription(hasNode ? m_picture.sentence(m_look.selected) : m_verdict);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void TraceGraphView::select(int node) {
    if (node < 0 || node == m_look.selected) {
        return;
    }
    m_look.selected = node;
    showNode(node);
    describe();
    viewport()->update();
    Q_EMIT currentHopChanged(hopOf(node));
}

/// A drop is what people look for; a delivery is read from the start.
void TraceGraphView::showVerdict() {
    const auto& nodes = m_picture.graph().nodes;
    const auto drop = std::find_if(nodes.cbegin(), nodes.cend(), [](const graph::Node& node) {
        return node.kind == graph::NodeKind::Drop && node.isObserved;
    });
    horizontalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(0);
    if (drop != nodes.cend()) {
        showNode(static_cast<int>(drop - nodes.cbegin()));
    }
}

/// Scrolls no further than it must.
void TraceGraphView::showNode(int node) {
    const graph::Box& box = m_picture.layout().nodes[static_cast<std::size_t>(node)];
    const auto reveal = [](QScrollBar* bar, double from, double to, int room) {
        if (from - kRoom < bar->value()) {
            bar->setValue(static_cast<int>(from) - kRoom);
        } else if (to + kRoom > bar->value() + room) {
            bar->setValue(static_cast<int>(to) + kRoom - room);
        }
    };
    reveal(horizontalScrollBar(), box.x * scale(), box.right() * scale(), viewport()->width());
    reveal(verticalScrollBar(), box.y * scale(), box.bottom() * scale(), viewport()->height());
}

void TraceGraphView::updateBars() {
    const QSizeF size = m_picture.size() * scale();
    const auto set = [](QScrollBar* bar, double whole, int room) {
        bar->setPageStep(room);
        bar->setRange(0, std::max(0, static_cast<int>(whole) - room));
    };
    set(horizontalScrollBar(), size.width(), viewport()->width());
    set(verticalScrollBar(), size.height(), viewport()->height());
}

void TraceGraphView::setZoom(double zoom, const QPointF& anchor) {
    const QPointF fixed = toPicture(anchor);
    m_zoom = std::clamp(zoom, kSmallest, kLargest);
    m_fit = Fit::No;
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    updateBars();
    horizontalScrollBar()->setValue(static_cast<int>(fixed.x() * scale() - anchor.x()));
    verticalScrollBar()->setValue(static_cast<int>(fixed.y() * scale() - anchor.y()));
    viewport()->update();
}

void TraceGraphView::zoomIn() {
    setZoom(m_zoom * kStep, viewport()->rect().center());
}

void TraceGraphView::zoomOut() {
    setZoom(m_zoom / kStep, viewport()->rect().center());
}

void TraceGraphView::actualSize() {
    setZoom(1, viewport()->rect().center());
}

void TraceGraphView::fit() {
    fitTo(Fit::Whole);
}

void TraceGraphView::fitTo(Fit wanted) {
    m_fit = wanted;
    // Nothing is left to scroll to, and bars would come and go by a pixel.
    const Qt::ScrollBarPolicy bars =
        wanted == Fit::Whole ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded;
    setHorizontalScrollBarPolicy(bars);
    setVerticalScrollBarPolicy(bars);
    const QSizeF size = m_picture.size();
    if (!size.isEmpty()) {
        const double themeZoom = scale() / m_zoom;
        const double room = std::min(viewport()->width() / (size.width() * themeZoom),
                                     viewport()->height() / (size.height() * themeZoom));
        m_zoom = std::clamp(room, wanted == Fit::Whole ? kSmallest : kSmallestFit, kLargestFit);
    }
    updateBars();
    viewport()->update();
}

void TraceGraphView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), themeColor(Color::Surface));
    if (m_picture.isEmpty()) {
        return;
    }
    painter.translate(origin());
    painter.scale(scale(), scale());
    PictureLook look = m_look;
    look.hasFocus = hasFocus();
    look.visible = QRectF(toPicture({0, 0}), QSizeF(viewport()->size()) / scale());
    look.left = std::max(0.0, look.visible.left());
    look.overview = scale() < kOverviewScale ? scale() : 0;
    m_picture.paint(painter, Theme::current().colors(), look);
}

void TraceGraphView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    if (m_fit != Fit::No) {
        fitTo(m_fit);
    }
    updateBars();
}

void TraceGraphView::keyPressEvent(QKeyEvent* event) {
    constexpr std::array kSteps{
        std::pair{Qt::Key_Left, graph::Step::Left}, std::pair{Qt::Key_Right, graph::Step::Right},
        std::pair{Qt::Key_Up, graph::Step::Up}, std::pair{Qt::Key_Down, graph::Step::Down}};
    const auto* const step =
        std::find_if(kSteps.cbegin(), kSteps.cend(),
                     [event](const auto& known) { return known.first == event->key(); });
    if (step != kSteps.cend()) {
        select(
            graph::neighbour(m_picture.graph(), m_picture.layout(), m_look.selected, step->second));
        return;
    }
    const int count = static_cast<int>(m_picture.graph().nodes.size());
    switch (event->key()) {
    case Qt::Key_Home:
        select(count > 0 ? 0 : -1);
        return;
    case Qt::Key_End:
        select(count - 1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT hopActivated(hopOf(m_look.selected));
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    case Qt::Key_0:
        actualSize();
        return;
    case Qt::Key_F:
        fit();
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TraceGraphView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const int node = nodeAt(event->pos());
    if (node >= 0) {
        select(node);
        return;
    }
    m_isDragging = true;
    m_grabbed = event->pos();
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void TraceGraphView::mouseMoveEvent(QMouseEvent* event) {
    if (m_isDragging) {
        const QPoint moved = event->pos() - m_grabbed;
        m_grabbed = event->pos();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
        return;
    }
    const int hovered = nodeAt(event->pos());
    if (std::exchange(m_look.hovered, hovered) != hovered) {
        viewport()->update();
    }
}

void TraceGraphView::mouseReleaseEvent(QMouseEvent* /*event*/) {
    m_isDragging = false;
    viewport()->unsetCursor();
}

void TraceGraphView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const int node = nodeAt(event->pos()); node >= 0) {
        Q_EMIT hopActivated(hopOf(node));
    }
}

void TraceGraphView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double notches = event->angleDelta().y() / kWheelNotch;
        setZoom(m_zoom * (1 + (kStep - 1) * notches), event->position());
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

void TraceGraphView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TraceGraphView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool TraceGraphView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int node = nodeAt(help->pos());
        if (node >= 0) {
            QToolTip::showText(help->globalPos(), m_picture.sentence(node).toHtmlEscaped(), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    if (event->type() == QEvent::Leave && std::exchange(m_look.hovered, -1) >= 0) {
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace bulkhead::desktop
