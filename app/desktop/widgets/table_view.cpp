// SPDX-License-Identifier: MIT
#include "desktop/widgets/table_view.h"

#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/table_header.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

TableView::TableView(const QString& place, CellModel* model, QWidget* parent)
    : QTreeView(parent),
      m_model(model),
      m_proxy(new IndexVectorProxy(this)),
      m_header(new TableHeader(place, this)),
      m_delegate(new CellDelegate(this)) {
    setObjectName(place + u"Table"_s);
    setHeader(m_header);
    setItemDelegate(m_delegate);
    m_proxy->setSourceModel(model);
    setUniformRowHeights(true);
    setWordWrap(false);
    setRootIsDecorated(false);
    setIndentation(0);
    setExpandsOnDoubleClick(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setModel(m_proxy);
    // Connected after setModel, so the view's own reset has run when these do.
    connect(m_proxy, &QAbstractItemModel::modelAboutToBeReset, this, &TableView::rememberState);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &TableView::restoreState);
    connect(m_proxy, &QAbstractItemModel::layoutAboutToBeChanged, this, &TableView::rememberTop);
    connect(m_proxy, &QAbstractItemModel::layoutChanged, this, &TableView::restoreTop);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (!m_proxy->isFiltered()) {
            m_collapsed.insert(index.data(kKeyRole).toString());
        }
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (!m_proxy->isFiltered()) {
            m_collapsed.remove(index.data(kKeyRole).toString());
        }
    });
    connect(&Theme::current(), &Theme::changed, this, [this] {
        scheduleDelayedItemsLayout();
        viewport()->update();
    });
}

TableView::~TableView() {
    m_header->saveLayout();
}

QString TableView::currentKey() const {
    return currentIndex().data(kKeyRole).toString();
}

QModelIndex TableView::shown(const QString& key, int column) const {
    const QModelIndex source = key.isEmpty() ? QModelIndex() : m_model->indexOfKey(key);
    const QModelIndex row = m_proxy->mapFromSource(source);
    return row.isValid() ? row.siblingAtColumn(std::max(column, 0)) : QModelIndex();
}

bool TableView::goTo(const QString& key) {
    const QModelIndex index = shown(key, std::max(currentIndex().column(), nameColumn()));
    if (!index.isValid()) {
        return false;
    }
    for (QModelIndex up = index.parent(); up.isValid(); up = up.parent()) {
        expand(up);
    }
    // Not setCurrentIndex, which leaves the selection alone while Control is held (Ctrl+Enter).
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                 QItemSelectionModel::Rows);
    scrollTo(index, PositionAtCenter);
    return true;
}

void TableView::selectKeys(const QStringList& keys) {
    QItemSelection selection;
    QModelIndex first;
    for (const QString& key : keys) {
        const QModelIndex row = shown(key, 0);
        if (!row.isValid()) {
            continue;
        }
        selection.select(row, row.siblingAtColumn(m_proxy->columnCount({}) - 1));
        if (!first.isValid()) {
            first = row;
        }
    }
    if (first.isValid()) {
        const int column = std::max(currentIndex().column(), nameColumn());
        selectionModel()->setCurrentIndex(first.siblingAtColumn(column),
                                          QItemSelectionModel::NoUpdate);
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
        scrollTo(first);
        Q_EMIT inspectionChanged();
    }
}

QSet<QString> TableView::shownKeys() const {
    QSet<QString> keys;
    const std::function<void(const QModelIndex&)> collect = [&](const QModelIndex& parent) {
        for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
            const QModelIndex index = m_proxy->index(row, 0, parent);
            if (index.flags().testFlag(Qt::ItemNeverHasChildren)) {
                keys.insert(index.data(kKeyRole).toString());
            } else {
                collect(index);
            }
        }
    };
    collect({});
    return keys;
}

void TableView::setFilter(std::function<bool(const QModelIndex&)> accept) {
    m_proxy->setFilter(std::move(accept));
}

void TableView::replaceFilter(std::function<bool(const QModelIndex&)> accept) {
    m_proxy->replaceFilter(std::move(accept));
}

void TableView::rememberTop() {
    const QModelIndex top = indexAt(QPoint(0, 0));
    m_state.top = top.data(kKeyRole).toString();
    m_state.topOffset = top.isValid() ? visualRect(top).top() : 0;
}

void TableView::restoreTop() {
    if (const QModelIndex top = shown(m_state.top, 0); top.isValid()) {
        scrollTo(top, PositionAtTop);
        verticalScrollBar()->setValue(verticalScrollBar()->value() - m_state.topOffset);
    }
}

void TableView::rememberState() {
    if (m_restoring) {
        return;
    }
    // A row that the filter hides keeps its place in the memory until another one is chosen.
    if (currentIndex().isValid()) {
        m_state.current = currentKey();
        m_state.column = currentIndex().column();
        m_state.selected.clear();
        const QModelIndexList rows = selectionModel()->selectedRows();
        for (const QModelIndex& row : rows) {
            m_state.selected << row.data(kKeyRole).toString();
        }
    }
    rememberTop();
    m_state.horizontal = horizontalScrollBar()->value();
    m_delegate->setChipSelection({});
    m_hovered = QPersistentModelIndex();
}

void TableView::expandSections(const QModelIndex& parent) {
    for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
        const QModelIndex index = m_proxy->index(row, 0, parent);
        if (index.flags().testFlag(Qt::ItemNeverHasChildren)) {
            return; // leaves have only leaves beside them
        }
        if (m_proxy->isFiltered() || !m_collapsed.contains(index.data(kKeyRole).toString())) {
            expand(index); // cheap: the layout waits until the reset is over
        }
        expandSections(index);
    }
}

void TableView::restoreState() {
    m_restoring = true;
    expandSections({});
    QItemSelection selection;
    for (const QString& key : std::as_const(m_state.selected)) {
        if (const QModelIndex row = shown(key, 0); row.isValid()) {
            selection.select(row, row.siblingAtColumn(m_proxy->columnCount({}) - 1));
        }
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (const QModelIndex current = shown(m_state.current, m_state.column); current.isValid()) {
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    }
    restoreTop();
    horizontalScrollBar()->setValue(m_state.horizontal);
    m_restoring = false;
    Q_EMIT inspectionChanged();
}

QString TableView::selectionAsTsv() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [this](const QModelIndex& a, const QModelIndex& b) {
        return visualRect(a).top() < visualRect(b).top();
    });
    QStringList lines;
    for (const QModelIndex& row : std::as_const(rows)) {
        QStringList cells;
        for (int visual = 0; visual < m_header->count(); ++visual) {
            const int column = m_header->logicalIndex(visual);
            if (!m_header->isSectionHidden(column)) {
                cells << row.siblingAtColumn(column).data(Qt::DisplayRole).toString();
            }
        }
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

QString TableView::selectedChipPath() const {
    const ChipSelection& selection = m_delegate->chipSelection();
    if (!selection.isValid() || QModelIndex(selection.cell) != currentIndex()) {
        return {};
    }
    return selection.cell.data(kChipPathRole).toStringList().value(selection.chip);
}

void TableView::clearChipSelection() {
    if (m_delegate->chipSelection().isValid()) {
        selectChip({}, -1);
    }
}

void TableView::selectChip(const QModelIndex& index, qsizetype chip) {
    m_delegate->setChipSelection({QPersistentModelIndex(index), chip});
    viewport()->update();
    Q_EMIT inspectionChanged();
}

void TableView::selectNextChip() {
    const QModelIndex index = currentIndex();
    const qsizetype count = index.data(kChipPathRole).toStringList().size();
    const ChipSelection& selection = m_delegate->chipSelection();
    const bool here = selection.isValid() && QModelIndex(selection.cell) == index;
    const qsizetype next = here ? selection.chip + 1 : 0;
    if (next < count) {
        selectChip(index, next);
    } else {
        selectChip({}, -1);
    }
}

qsizetype TableView::chipAt(const QModelIndex& index, const QPoint& position) const {
    const Cell* cell = index.data(kCellRole).value<const Cell*>();
    if (cell == nullptr || !cell->isChips || index.data(kSectionRole).toBool()) {
        return -1;
    }
    return layoutChips(cell->chips, CellDelegate::contentRect(*cell, visualRect(index)),
                       chipMetrics())
        .chipAt(position);
}

void TableView::keyboardSearch(const QString& search) {
    constexpr qint64 pauseMs = 1000;
    const bool continues = m_typing.isValid() && m_typing.elapsed() < pauseMs;
    m_typing.start();
    m_typed = continues ? m_typed + search : search;
    QModelIndex start = currentIndex().isValid() ? currentIndex() : m_proxy->index(0, 0, {});
    if (!start.isValid()) {
        return;
    }
    const int column = start.column();
    QModelIndex candidate = continues ? start : indexBelow(start);
    const int most = m_proxy->shownLeaves() * 2 + m_proxy->rowCount({});
    for (int i = 0; i <= most; ++i) {
        if (!candidate.isValid()) {
            candidate = m_proxy->index(0, 0, {}); // round to the top
        }
        const QModelIndex name = candidate.siblingAtColumn(nameColumn());
        if (name.data(Qt::DisplayRole).toString().startsWith(m_typed, Qt::CaseInsensitive)) {
            setCurrentIndex(candidate.siblingAtColumn(column));
            return;
        }
        candidate = indexBelow(candidate);
    }
}

} // namespace bulkhead::desktop
