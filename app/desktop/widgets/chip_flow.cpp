// SPDX-License-Identifier: MIT
#include "desktop/widgets/chip_flow.h"

#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

ChipFlow::ChipFlow(std::vector<Chip> chips, QWidget* parent)
    : QWidget(parent), m_chips(std::move(chips)) {
    const auto count = static_cast<qsizetype>(m_chips.size());
    m_hidden = std::max<qsizetype>(count - kMostChips, 0);
    m_chips.resize(static_cast<std::size_t>(std::min(count, kMostChips)));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    QStringList names;
    for (const Chip& chip : m_chips) {
        names << chip.text;
    }
    setAccessibleName(names.join(u", "_s));
}

std::vector<PlacedChip> ChipFlow::place(qreal width) const {
    const ChipMetrics& metrics = chipMetrics();
    const qreal frame = 2 * metrics.padding + metrics.icon + metrics.gap;
    std::vector<PlacedChip> placed;
    qreal x = 0;
    qreal y = 1;
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const QString& text = m_chips[i].text;
        const qreal wanted = std::min(frame + metrics.width(text), width);
        if (x > 0 && x + wanted > width) {
            x = 0;
            y += metrics.chipHeight + metrics.gap;
        }
        const bool cut = frame + metrics.width(text) > width;
        placed.push_back({QRectF(x, y, wanted, metrics.chipHeight), static_cast<qsizetype>(i),
                          cut ? metrics.elide(text, width - frame) : text});
        x += wanted + metrics.gap;
    }
    return placed;
}

int ChipFlow::heightForWidth(int width) const {
    const std::vector<PlacedChip> placed = place(width);
    const qreal bottom = placed.empty() ? 0 : placed.back().box.bottom();
    const qreal more = m_hidden > 0 ? chipMetrics().chipHeight + chipMetrics().gap : 0;
    return static_cast<int>(std::ceil(bottom + more)) + 1;
}

QSize ChipFlow::sizeHint() const {
    constexpr int usualWidth = 200;
    return {usualWidth, heightForWidth(usualWidth)};
}

QSize ChipFlow::minimumSizeHint() const {
    return {60, static_cast<int>(chipMetrics().chipHeight) + 2};
}

void ChipFlow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const std::vector<PlacedChip> placed = place(width());
    for (const PlacedChip& chip : placed) {
        paintChip(painter, chip, m_chips[static_cast<std::size_t>(chip.index)]);
        if (hasFocus() && chip.index == m_current) {
            painter.setPen(QPen(themeColor(Color::SelectionEdge), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(chip.box.adjusted(0, 0, 0, 0), radius::medium, radius::medium);
        }
    }
    if (m_hidden > 0) {
        const qreal top = placed.empty() ? 0 : placed.back().box.bottom() + chipMetrics().gap;
        paintText(painter, QRectF(0, top, width(), chipMetrics().chipHeight),
                  tr("and %1 more").arg(QLocale().toString(m_hidden)),
                  Theme::current().font(TypeRole::Small), themeColor(Color::TextMuted));
    }
}

const Chip* ChipFlow::chipAt(const QPointF& point) const {
    for (const PlacedChip& placed : place(width())) {
        if (placed.box.contains(point)) {
            return &m_chips[static_cast<std::size_t>(placed.index)];
        }
    }
    return nullptr;
}

void ChipFlow::mouseReleaseEvent(QMouseEvent* event) {
    const Chip* chip = chipAt(event->position());
    if (chip != nullptr && event->button() == Qt::LeftButton && !chip->path.isEmpty()) {
        const QString path = chip->path; // the receiver may rebuild the inspector and delete us
        Q_EMIT activated(path);
    }
}

void ChipFlow::mouseMoveEvent(QMouseEvent* event) {
    const Chip* chip = chipAt(event->position());
    setCursor(chip != nullptr && !chip->path.isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ChipFlow::keyPressEvent(QKeyEvent* event) {
    const auto last = static_cast<qsizetype>(m_chips.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        m_current = std::max<qsizetype>(m_current - 1, 0);
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
        m_current = std::min(m_current + 1, last);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current <= last) {
            const QString path = m_chips[static_cast<std::size_t>(m_current)].path;
            Q_EMIT activated(path);
        }
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

bool ChipFlow::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Chip* chip = chipAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           chip == nullptr ? QString()
                                           : chipKindName(chip->kind).toHtmlEscaped() + u": <b>"_s +
                                                 chip->text.toHtmlEscaped() + u"</b>"_s,
                           this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace bulkhead::desktop
