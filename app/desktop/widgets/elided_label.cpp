// SPDX-License-Identifier: MIT
#include "desktop/widgets/elided_label.h"

#include "desktop/theme/theme.h"

#include <QPainter>

namespace bulkhead::desktop {

ElidedLabel::ElidedLabel(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        updateTip();
        update();
    });
}

void ElidedLabel::setText(const QString& text) {
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    updateTip();
    update();
}

QSize ElidedLabel::sizeHint() const {
    const QFontMetrics metrics(Theme::current().font(TypeRole::Small));
    return {metrics.horizontalAdvance(m_text) + 2 * space::small, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const {
    return {0, sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFont& font = Theme::current().font(TypeRole::Small);
    painter.setFont(font);
    painter.setPen(themeColor(Color::TextMuted));
    const QRect inside = rect().adjusted(space::small, 0, -space::small, 0);
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(m_text, Qt::ElideMiddle, inside.width()));
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateTip();
}

void ElidedLabel::updateTip() {
    setToolTip(width() < sizeHint().width() ? m_text.toHtmlEscaped() : QString());
}

} // namespace bulkhead::desktop
