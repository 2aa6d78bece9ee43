// SPDX-License-Identifier: MIT
#include "desktop/widgets/navigation_button.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"

#include <QAction>
#include <QEvent>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 156;
constexpr int kPlaceIcon = 18;
} // namespace

NavigationButton::NavigationButton(QAction* action, QWidget* parent)
    : QAbstractButton(parent), m_icon(action->data().toString()) {
    setObjectName(action->objectName() + u"Button"_s);
    setText(action->iconText());
    setAccessibleName(action->iconText());
    setToolTip(u"%1 (%2)"_s.arg(action->iconText(),
                                action->shortcut().toString(QKeySequence::NativeText)));
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(&Theme::current(), &Theme::changed, this, [this] { updateGeometry(); });
}

void NavigationButton::setCount(int count) {
    m_count = count;
    setAccessibleDescription(count < 0 ? QString() : QLocale().toString(count));
    update();
}

QSize NavigationButton::sizeHint() const {
    const double zoom = std::max(Theme::current().zoom(), 100) / 100.0;
    return {static_cast<int>(kWidth * zoom), Theme::current().rowHeight() + space::tight};
}

void NavigationButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(rect());
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(themeColor(isChecked() ? Color::Selection : Color::Category));
        painter.drawRoundedRect(box, radius::medium, radius::medium);
    }
    if (hasFocus()) {
        painter.setPen(QPen(themeColor(Color::SelectionEdge), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius::medium, radius::medium);
    }
    const int side = kPlaceIcon * Theme::current().zoom() / 100;
    const QRectF picture(box.left() + space::small, std::round(box.center().y() - side / 2.0), side,
                         side);
    paintIcon(painter, picture, m_icon, themeColor(isChecked() ? Color::Accent : Color::TextMuted));
    QRectF text =
        box.adjusted(picture.width() + 2 * space::small + space::hair, 0, -space::small, 0);
    if (m_count >= 0) {
        const QString count = QLocale().toString(m_count);
        const QFont& small = Theme::current().font(TypeRole::Small);
        paintText(painter, text, count, small, themeColor(Color::TextMuted),
                  Qt::AlignRight | Qt::AlignVCenter);
        text.setRight(text.right() - QFontMetricsF(small).horizontalAdvance(count) - space::small);
    }
    paintText(painter, text, this->text(),
              Theme::current().font(isChecked() ? TypeRole::BodyStrong : TypeRole::Body),
              themeColor(Color::Text));
}

} // namespace bulkhead::desktop
