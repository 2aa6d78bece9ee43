// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_table_view.h"

#include "desktop/firewall/rule_text.h"
#include "desktop/firewall/section_words.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/table_header.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kChevronAtFullSize = 14;
constexpr int kStripe = 3;

Color markColor(RowMark mark) {
    switch (mark) {
    case RowMark::New:
        return Color::Allow;
    case RowMark::Deleted:
        return Color::Drop;
    case RowMark::Moved:
        return Color::Jump;
    case RowMark::None:
    case RowMark::Changed:
        break;
    }
    return Color::Accent;
}

int chevron() {
    return kChevronAtFullSize * Theme::current().zoom() / 100;
}

int indentOf(const RuleNode& node) {
    return node.kind == RuleNodeKind::Category ? space::small : space::huge;
}

} // namespace

RuleTableView::RuleTableView(RuleTreeModel* model, QWidget* parent)
    : TableView(u"firewall"_s, model, parent), m_rules(model) {
    setAccessibleName(tr("Firewall rules"));
    setAccessibleDescription(tr("Categories, policies and rules in the order of evaluation"));
    tableHeader().setFlexible(
        {static_cast<int>(RuleColumn::Name), static_cast<int>(RuleColumn::Sources),
         static_cast<int>(RuleColumn::Destinations), static_cast<int>(RuleColumn::Services),
         static_cast<int>(RuleColumn::AppliedTo)});
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(false); // we paint our own: where rules will stand, or the cell
    tableHeader().setDefaultWidths({44, 196, 54, 160, 160, 148, 76, 136, 88, 42, 76, 42, 120});
}

int RuleTableView::nameColumn() const {
    return static_cast<int>(RuleColumn::Name);
}

int RuleTableView::shownRules(const QModelIndex& section) const {
    if (!proxy().isFiltered()) {
        return -1;
    }
    int count = 0;
    for (int row = 0; row < proxy().rowCount(section); ++row) {
        const QModelIndex child = proxy().index(row, 0, section);
        count += child.flags().testFlag(Qt::ItemNeverHasChildren) ? 1 : proxy().rowCount(child);
    }
    return count;
}

QRect RuleTableView::chevronRect(const QModelIndex& index) const {
    const QRect row = visualRect(index.siblingAtColumn(0));
    const int left = indentOf(m_rules->node(proxy().mapToSource(index)));
    return {left - space::tight, row.top(), chevron() + 2 * space::tight, row.height()};
}

void RuleTableView::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const RuleNode& node = m_rules->node(proxy().mapToSource(index));
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    if (node.kind == RuleNodeKind::Rule) {
        TableView::drawRow(painter, option, index);
    } else {
        paintSection(*painter, row, index);
    }
    if (node.mark != RowMark::None) {
        painter->fillRect(QRect(row.left(), row.top(), kStripe, row.height() - 1),
                          themeColor(markColor(node.mark)));
    }
}

void RuleTableView::paintSection(QPainter& painter, const QRect& row,
                                 const QModelIndex& index) const {
    const RuleNode& node = m_rules->node(proxy().mapToSource(index));
    const bool category = node.kind == RuleNodeKind::Category;
    painter.save();
    paintRowBackground(painter, row, index, category ? Color::Category : Color::Section);
    const SectionWords words =
        sectionWords(*m_rules->snapshot(), node, shownRules(index), m_rules->findingsBelow(node));
    const qreal middle = row.center().y();
    qreal x = indentOf(node);
    const int side = chevron();
    paintIcon(painter, QRectF(x, std::round(middle - side / 2.0), side, side),
              isExpanded(index) ? u"chevron-down"_s : u"chevron-right"_s,
              themeColor(Color::TextMuted));
    x += side + space::tight;
    const auto text = [&](const QString& what, TypeRole role, Color color) {
        const QFont& font = Theme::current().font(role);
        const qreal width = std::min(std::ceil(QFontMetricsF(font).horizontalAdvance(what)) + 1,
                                     std::max<qreal>(row.right() - x - space::small, 0));
        paintText(painter, QRectF(x, row.top(), width, row.height()), what, font,
                  themeColor(color));
        x += width;
    };
    text(words.title, TypeRole::BodyStrong, Color::Text);
    x += space::medium;
    text(words.details, TypeRole::Small, Color::TextMuted);
    for (const SectionMark& mark : words.marks) {
        x += space::medium;
        paintIcon(painter, QRectF(std::round(x), std::round(middle - 6), 12, 12), mark.icon,
                  themeColor(mark.color));
        x += 12 + space::tight;
        text(mark.text, TypeRole::Small, mark.color);
    }
    if (currentIndex().isValid() && hasFocus() &&
        currentIndex().siblingAtColumn(0) == index.siblingAtColumn(0)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(themeColor(Color::SelectionEdge), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(row).adjusted(1.5, 1.5, -1.5, -2.5), radius::small,
                                radius::small);
    }
    painter.restore();
}

QString RuleTableView::selectionInWords() const {
    QStringList lines;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex& row : rows) {
        const RuleNode& node = m_rules->node(proxy().mapToSource(row));
        if (node.kind == RuleNodeKind::Rule) {
            lines << ruleInWords(*m_rules->snapshot(), *node.policy(), *node.rule);
        }
    }
    return lines.join(u'\n');
}

} // namespace bulkhead::desktop
