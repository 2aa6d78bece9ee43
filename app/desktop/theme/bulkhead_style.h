// SPDX-License-Identifier: MIT
// BulkheadStyle: Fusion with our focus mark, our tool tip delay and no other surprises.
#pragma once

#include <QProxyStyle>

namespace bulkhead::desktop {

/// What a style sheet cannot say: how focus looks, when tool tips come, that a click on a scroll
/// bar goes there. Colours come from the theme that is in force.
class BulkheadStyle final : public QProxyStyle {
    Q_OBJECT

public:
    BulkheadStyle();
    /// In percent: what the style draws itself grows with the letters.
    void setZoom(int percent) { m_zoom = percent; }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;

private:
    int m_zoom = 100;
};

} // namespace bulkhead::desktop
