// SPDX-License-Identifier: MIT
#include "desktop/widgets/table_header.h"

#include "desktop/settings.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kSmallestSection = 36;
constexpr int kArrow = 12;
constexpr int kSmallestShare = 80; ///< percent of their usual width that flexible columns keep
} // namespace

TableHeader::TableHeader(QString place, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), m_place(std::move(place)) {
    setObjectName(m_place + u"Header"_s);
    setSectionsMovable(true);
    connect(this, &QHeaderView::sectionMoved, this, [this] { m_isOwn |= !m_applying; });
    setSectionsClickable(true);
    setFirstSectionMovable(true);
    setHighlightSections(false);
    setMinimumSectionSize(kSmallestSection);
    setStretchLastSection(false);
    setTextElideMode(Qt::ElideRight);
    connect(this, &QHeaderView::sectionResized, this, [this] { m_isOwn |= !m_applying; });
    connect(&Theme::current(), &Theme::changed, this, [this] {
        followZoom();
        updateGeometry();
        viewport()->update();
    });
}

QString TableHeader::settingsKey() const {
    return u"columns/"_s + m_place;
}

void TableHeader::setDefaultWidths(const QList<int>& widths) {
    m_defaults = widths;
    applyDefaults();
    const QByteArray saved = settings().value(settingsKey()).toByteArray();
    if (!saved.isEmpty()) {
        m_isOwn = restoreState(saved);
        setSectionsMovable(true);
    }
    makeActions();
}

void TableHeader::resetLayout() {
    settings().remove(settingsKey());
    m_isOwn = false;
    applyDefaults();
    for (int visual = 0; visual < count(); ++visual) {
        moveSection(visualIndex(visual), visual);
    }
    for (QAction* action : std::as_const(m_actions)) {
        action->setChecked(!isSectionHidden(action->data().toInt()));
    }
}

void TableHeader::saveLayout() const {
    if (count() > 0 && m_isOwn) {
        settings().setValue(settingsKey(), saveState());
    }
}

void TableHeader::fit(int width) {
    if (m_isOwn || m_flexible.isEmpty() || count() == 0) {
        return;
    }
    m_applying = true;
    const auto wanted = [this](int section) {
        return std::abs(m_defaults.value(section)) * Theme::current().zoom() / 100;
    };
    int fixed = 0;
    int flexible = 0;
    for (int section = 0; section < count(); ++section) {
        if (!isSectionHidden(section)) {
            (m_flexible.contains(section) ? flexible : fixed) += wanted(section);
        }
    }
    // Names are read first: where there is too little room the others give theirs.
    const bool isNarrow = width - fixed < flexible;
    const int first = m_flexible.constFirst();
    const int names = isNarrow && !isSectionHidden(first) ? wanted(first) : 0;
    flexible -= names;
    const int room = std::max(width - fixed - names, flexible * kSmallestShare / 100);
    for (const int section : std::as_const(m_flexible)) {
        if (!isSectionHidden(section) && flexible > 0) {
            const bool keeps = names > 0 && section == first;
            resizeSection(section, keeps ? names : wanted(section) * room / flexible);
        }
    }
    m_applying = false;
}

void TableHeader::followZoom() {
    const int zoom = Theme::current().zoom();
    if (zoom == m_zoom) {
        return;
    }
    m_applying = true;
    for (int section = 0; section < count(); ++section) {
        if (!isSectionHidden(section)) {
            resizeSection(section, sectionSize(section) * zoom / m_zoom);
        }
    }
    m_applying = false;
    m_zoom = zoom;
    fit(viewport()->width());
}

void TableHeader::applyDefaults() {
    m_applying = true;
    const int zoom = Theme::current().zoom();
    m_zoom = zoom;
    for (int section = 0; section < count() && section < m_defaults.size(); ++section) {
        resizeSection(section, std::abs(m_defaults.at(section)) * zoom / 100);
        setSectionHidden(section, m_defaults.at(section) < 0);
    }
    m_applying = false;
    fit(viewport()->width());
}

void TableHeader::makeActions() {
    qDeleteAll(m_actions);
    m_actions.clear();
    for (int section = 0; section < count(); ++section) {
        auto* action = new QAction(
            model()->headerData(section, Qt::Horizontal, Qt::AccessibleTextRole).toString(), this);
        action->setObjectName(u"%1Column%2"_s.arg(m_place).arg(section));
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(section));
        action->setData(section);
        connect(action, &QAction::toggled, this,
                [this, section](bool shown) { showColumn(section, shown); });
        m_actions << action;
    }
}

void TableHeader::showColumn(int section, bool shown) {
    if (!shown && hiddenSectionCount() == count() - 1) {
        // The last column stays: a table without any has no header to bring one back.
        m_actions.at(section)->setChecked(true);
        return;
    }
    m_isOwn = true;
    setSectionHidden(section, !shown);
    if (shown && sectionSize(section) < kSmallestSection) {
        resizeSection(section, std::abs(m_defaults.value(section, kSmallestSection)));
    }
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->fillRect(rect, themeColor(Color::Window));
    painter->setPen(themeColor(Color::Border));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.right(), rect.top() + space::small, rect.right(),
                      rect.bottom() - space::small);
    QRectF content = QRectF(rect).adjusted(space::small, 0, -space::small, 0);
    if (isSortIndicatorShown() && sortIndicatorSection() == section) {
        const QRectF arrow(content.right() - kArrow, content.center().y() - kArrow / 2.0, kArrow,
                           kArrow);
        paintIcon(*painter, arrow,
                  sortIndicatorOrder() == Qt::AscendingOrder ? u"chevron-up"_s : u"chevron-down"_s,
                  themeColor(Color::TextMuted));
        content.setRight(arrow.left() - space::hair);
    }
    const auto alignment =
        model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
    paintText(*painter, content, model()->headerData(section, Qt::Horizontal).toString(),
              Theme::current().font(TypeRole::SmallStrong), themeColor(Color::TextMuted),
              alignment.testFlag(Qt::AlignRight) ? Qt::AlignRight | Qt::AlignVCenter
                                                 : Qt::AlignLeft | Qt::AlignVCenter);
}

QSize TableHeader::sizeHint() const {
    return {QHeaderView::sizeHint().width(), Theme::current().rowHeight()};
}

void TableHeader::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setObjectName(u"columnMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSection(tr("Columns"));
    menu->addActions(m_actions);
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), this, &TableHeader::resetLayout);
    menu->popup(event->globalPos());
}

} // namespace bulkhead::desktop
