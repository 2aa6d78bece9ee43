// SPDX-License-Identifier: MIT
#include "desktop/traceflow/paint_context.h"

#include "desktop/theme/icons.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace bulkhead::desktop {

namespace {

constexpr int kSmallPixels = 11;

QFont sized(const QFont& font, int pixels) {
    QFont made = font;
    made.setPixelSize(pixels);
    return made;
}

} // namespace

PaintContext::PaintContext(QPainter& onto, const ColorSet& with)
    : painter(onto),
      colors(with),
      m_strong(sized(Theme::current().font(TypeRole::BodyStrong), kDefaultBodyPixels)),
      m_small(sized(Theme::current().font(TypeRole::Small), kSmallPixels)),
      m_smallStrong(sized(Theme::current().font(TypeRole::SmallStrong), kSmallPixels)) {
    const double scale = onto.combinedTransform().m11() * onto.device()->devicePixelRatioF();
    // Halves, so that zooming does not fill the cache of icons.
    m_scale = std::max(1.0, std::ceil(scale * 2) / 2);
}

const QFont& PaintContext::font(TypeRole role) const {
    return role == TypeRole::Small         ? m_small
           : role == TypeRole::SmallStrong ? m_smallStrong
                                           : m_strong;
}

double PaintContext::width(const QString& words, TypeRole role) const {
    return QFontMetricsF(font(role)).horizontalAdvance(words);
}

double PaintContext::height(const QString& words, TypeRole role, double lineWidth) const {
    QTextLayout layout(words, font(role));
    layout.beginLayout();
    int lines = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(lineWidth);
        ++lines;
    }
    layout.endLayout();
    return lines * QFontMetricsF(font(role)).height();
}

double PaintContext::text(const QRectF& rect, const QString& words, TypeRole role, Color color,
                          Qt::Alignment alignment) const {
    const QFontMetricsF metrics(font(role));
    const QString shown = metrics.elidedText(words, Qt::ElideMiddle, rect.width());
    painter.setFont(font(role));
    painter.setPen(colors[color]);
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine, shown);
    return metrics.horizontalAdvance(shown);
}

void PaintContext::paragraph(const QRectF& rect, const QString& words, TypeRole role,
                             Color color) const {
    const QFontMetricsF metrics(font(role));
    QTextLayout layout(words, font(role));
    layout.beginLayout();
    double y = rect.top();
    int from = 0;
    while (from < words.size()) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(rect.width());
        const bool isLast = y + 2 * metrics.height() > rect.bottom() + 1;
        const QString rest = isLast ? words.mid(from) : words.mid(from, line.textLength());
        painter.setFont(font(role));
        painter.setPen(colors[color]);
        painter.drawText(QRectF(rect.left(), y, rect.width(), metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(rest.trimmed(), Qt::ElideRight, rect.width()));
        if (isLast) {
            break;
        }
        from += line.textLength();
        y += metrics.height();
    }
    layout.endLayout();
}

void PaintContext::icon(const QRectF& rect, const QString& name, Color color) const {
    const QPixmap picture = iconPixmap(name, colors[color], rect.size().toSize(), m_scale);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(rect, picture, QRectF(picture.rect()));
}

} // namespace bulkhead::desktop
