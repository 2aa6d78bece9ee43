// SPDX-License-Identifier: MIT
#include "desktop/widgets/icon_label.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"

#include <QPainter>

namespace bulkhead::desktop {

IconLabel::IconLabel(int size, QWidget* parent) : QWidget(parent) {
    const auto resizeToZoom = [this, size] {
        const int zoomed = size * Theme::current().zoom() / 100;
        setFixedSize(zoomed, zoomed);
    };
    resizeToZoom();
    connect(&Theme::current(), &Theme::changed, this, resizeToZoom);
}

void IconLabel::setIcon(const QString& name, Color color) {
    m_name = name;
    m_color = color;
    update();
}

void IconLabel::paintEvent(QPaintEvent*) {
    if (!m_name.isEmpty()) {
        QPainter painter(this);
        paintIcon(painter, rect(), m_name, themeColor(m_color));
    }
}

} // namespace bulkhead::desktop
