// SPDX-License-Identifier: MIT
// TraceGraphView: the picture of a trace to walk through, by keyboard and mouse.
#pragma once

#include "desktop/traceflow/trace_picture.h"

#include <QAbstractScrollArea>
#include <QPoint>

#include <cstdint>

namespace bulkhead::desktop {

/// Arrows walk along the packet's way, Enter opens the rule, + and - zoom, 0 is the actual size, F
/// shows all of it. Screen readers get the sentence of the node that is current; the whole trace
/// stands in the table beside it.
class TraceGraphView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit TraceGraphView(QWidget* parent = nullptr);

    /// Shows another state of the same trace, or another trace; what was selected stays selected
    /// while it is there. A picture that grows keeps its zoom and follows the packet.
    void setPicture(TracePicture picture, bool isGrowing);
    [[nodiscard]] const TracePicture& picture() const { return m_picture; }
    /// Selects the node that shows this hop; -1 selects none.
    void setCurrentHop(int hop);
    [[nodiscard]] int currentNode() const { return m_look.selected; }
    void setDifferentNode(int node);
    /// What the whole trace says, for screen readers.
    void setVerdict(const QString& sentence);

    void zoomIn();
    void zoomOut();
    void actualSize();
    /// The whole picture, however small: of a wide one that is an overview without words.
    void fit();
    [[nodiscard]] double zoom() const { return m_zoom; }

Q_SIGNALS:
    /// Another node was chosen; `hop` is its deciding or first one, -1 if it has none.
    void currentHopChanged(int hop);
    /// Enter or a double click: the rule that decided at this hop.
    void hopActivated(int hop);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] double scale() const; ///< pixels a unit
    [[nodiscard]] QPointF toPicture(const QPointF& place) const;
    [[nodiscard]] QPointF origin() const;
    [[nodiscard]] int nodeAt(const QPoint& place) const;
    [[nodiscard]] int hopOf(int node) const;
    enum class Fit : std::uint8_t {
        No,       ///< somebody zoomed
        Readable, ///< as much as can be read at a glance: names stay readable
        Whole,
    };
    void fitTo(Fit wanted);
    void setZoom(double zoom, const QPointF& anchor);
    void select(int node);
    void showNode(int node);
    void showVerdict();
    void updateBars();
    void describe();

    TracePicture m_picture;
    PictureLook m_look;
    QString m_verdict;
    double m_zoom = 1;
    Fit m_fit = Fit::Readable; ///< follows the size of the window
    QPoint m_grabbed;          ///< where the mouse took hold of the picture
    bool m_isDragging = false;
};

} // namespace bulkhead::desktop
