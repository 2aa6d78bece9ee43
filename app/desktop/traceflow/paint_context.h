// SPDX-License-Identifier: MIT
// PaintContext: painter, colours and fonts of a trace's picture, in units of its layout.
#pragma once

#include "desktop/theme/theme.h"

#include <QString>

class QPainter;

namespace bulkhead::desktop {

/// Lives as long as one call of paint. `colors` outlives it.
class PaintContext final {
public:
    PaintContext(QPainter& painter, const ColorSet& colors);

    QPainter& painter;
    const ColorSet& colors;

    /// One line, cut in the middle when it is too long; returns the width that it took.
    double text(const QRectF& rect, const QString& words, TypeRole role, Color color,
                Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter) const;
    /// Several lines, the last one cut at its end.
    void paragraph(const QRectF& rect, const QString& words, TypeRole role, Color color) const;
    [[nodiscard]] double width(const QString& words, TypeRole role) const;
    /// Of a paragraph that is shown whole in lines of this width.
    [[nodiscard]] double height(const QString& words, TypeRole role, double lineWidth) const;
    /// Sharp at every scale.
    void icon(const QRectF& rect, const QString& name, Color color) const;

private:
    [[nodiscard]] const QFont& font(TypeRole role) const;

    QFont m_strong;
    QFont m_small;
    QFont m_smallStrong;
    double m_scale = 1; ///< device pixels a unit
};

} // namespace bulkhead::desktop
