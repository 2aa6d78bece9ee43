// SPDX-License-Identifier: MIT
#include "desktop/finder/finder_delegate.h"

#include "desktop/finder/finder_model.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr qreal kDimmed = 0.55;
constexpr qreal kMostOfName = 0.6; ///< of the line, so that the rest can be read
} // namespace

void FinderDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const auto* model = qobject_cast<const FinderModel*>(index.model());
    if (model == nullptr) {
        return;
    }
    const FinderHit& hit = model->hits()[static_cast<std::size_t>(index.row())];
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (selected || hovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(themeColor(selected ? Color::Selection : Color::Hover));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 0, -1, 0), radius::small,
                                 radius::small);
    }
    painter->setOpacity(hit.isEnabled ? 1.0 : kDimmed);
    QRectF line = QRectF(option.rect).adjusted(space::small, 0, -space::medium, 0);
    const qreal side = kIcon * Theme::current().zoom() / 100.0;
    paintIcon(*painter,
              QRectF(std::round(line.left()), std::round(line.center().y() - side / 2), side, side),
              hit.key.isEmpty() ? u"info"_s : finderKindIcon(hit.kind),
              themeColor(Color::TextMuted));
    line.setLeft(line.left() + side + space::small);
    const QFont& small = Theme::current().font(TypeRole::Small);
    const QFont& body = Theme::current().font(TypeRole::Body);
    const bool isRemark = hit.key.isEmpty();
    const QString right = isRemark                 ? QString()
                          : hit.shortcut.isEmpty() ? finderKindName(hit.kind)
                                                   : hit.shortcut;
    const qreal rightWidth = std::ceil(QFontMetricsF(small).horizontalAdvance(right)) + 1;
    paintText(*painter, QRectF(line.right() - rightWidth, line.top(), rightWidth, line.height()),
              right, small, themeColor(Color::TextMuted));
    line.setRight(line.right() - rightWidth - space::medium);
    const qreal wanted = std::ceil(QFontMetricsF(body).horizontalAdvance(hit.name)) + 1;
    const qreal nameWidth =
        std::min(wanted, hit.hint.isEmpty() ? line.width() : line.width() * kMostOfName);
    paintText(*painter, QRectF(line.left(), line.top(), nameWidth, line.height()), hit.name, body,
              themeColor(Color::Text));
    line.setLeft(line.left() + nameWidth + space::medium);
    paintText(*painter, line, hit.hint, small, themeColor(Color::TextMuted));
    painter->restore();
}

QSize FinderDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, Theme::current().rowHeight() + space::tight};
}

} // namespace bulkhead::desktop
