// SPDX-License-Identifier: MIT
#include "desktop/theme/bulkhead_style.h"

#include "desktop/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kToolTipDelayMs = 350;
} // namespace

BulkheadStyle::BulkheadStyle() : QProxyStyle(u"Fusion"_s) {}

void BulkheadStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                  QPainter* painter, const QWidget* widget) const {
    if (element == PE_FrameFocusRect) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(themeColor(Color::SelectionEdge), 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), radius::small,
                                 radius::small);
        painter->restore();
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

int BulkheadStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                             QStyleHintReturn* returned) const {
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return kToolTipDelayMs;
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_Menu_SupportsSections:
        return 1;
    case SH_UnderlineShortcut:
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

int BulkheadStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                               const QWidget* widget) const {
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return kIcon * m_zoom / 100;
    case PM_SplitterWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace bulkhead::desktop
