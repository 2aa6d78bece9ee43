// SPDX-License-Identifier: MIT
#include "desktop/widgets/figure_tile.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"

#include <QFontMetrics>
#include <QPainter>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 200;
constexpr int kSmallestWidth = 132;

QFont figureFont() {
    QFont font = Theme::current().font(TypeRole::BodyStrong);
    font.setPixelSize(qRound(font.pixelSize() * type_scale::display));
    return font;
}

int heightOf(const QFont& font) {
    return QFontMetrics(font).height();
}

} // namespace

FigureTile::FigureTile(const QString& objectName, const QString& label, QWidget* parent)
    : QAbstractButton(parent), m_label(label), m_figure(u"…"_s) {
    setObjectName(objectName);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(m_label);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void FigureTile::setFigure(const QString& figure, const QString& note, const QString& iconName,
                           Color tone) {
    m_figure = figure;
    m_note = note;
    m_icon = iconName;
    m_tone = tone;
    setAccessibleName(u"%1: %2"_s.arg(m_label, figure));
    setAccessibleDescription(note);
    setToolTip((note.isEmpty() ? m_label : m_label + u": "_s + note).toHtmlEscaped());
    update();
}

QSize FigureTile::sizeHint() const {
    const Theme& theme = Theme::current();
    return {kWidth, 2 * space::medium + heightOf(figureFont()) + space::hair +
                        heightOf(theme.font(TypeRole::BodyStrong)) +
                        heightOf(theme.font(TypeRole::Small))};
}

QSize FigureTile::minimumSizeHint() const {
    return {kSmallestWidth, sizeHint().height()};
}

void FigureTile::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void FigureTile::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

void FigureTile::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor fill = isDown()       ? themeColor(Color::Selection)
                        : underMouse() ? themeColor(Color::Hover)
                                       : themeColor(Color::Surface);
    painter.setBrush(fill);
    painter.setPen(
        QPen(themeColor(hasFocus() ? Color::Accent : Color::Border), hasFocus() ? 2 : 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius::medium, radius::medium);
    QRectF content =
        QRectF(rect()).adjusted(space::large, space::medium, -space::large, -space::medium);
    const QFont big = figureFont();
    const qreal bigHeight = heightOf(big);
    QRectF line(content.left(), content.top(), content.width(), bigHeight);
    if (!m_icon.isEmpty()) {
        const qreal size = kIcon * theme.zoom() / 100.0 * 1.25;
        const QRectF place(line.right() - size, line.center().y() - size / 2, size, size);
        paintIcon(painter, place, m_icon, themeColor(m_tone));
        line.setRight(place.left() - space::small);
    }
    paintText(painter, line, m_figure, big, themeColor(m_tone));
    QRectF label(content.left(), content.top() + bigHeight + space::hair, content.width(),
                 heightOf(theme.font(TypeRole::BodyStrong)));
    paintText(painter, label, m_label, theme.font(TypeRole::BodyStrong), themeColor(Color::Text),
              Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideRight);
    const QRectF note(content.left(), label.bottom(), content.width(),
                      heightOf(theme.font(TypeRole::Small)));
    paintText(painter, note, m_note, theme.font(TypeRole::Small), themeColor(Color::TextMuted),
              Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideRight);
}

} // namespace bulkhead::desktop
