// SPDX-License-Identifier: MIT
#include "desktop/places/object_table_model.h"

#include "desktop/estate/document.h"

namespace bulkhead::desktop {

namespace {
constexpr qsizetype kMostCachedRows = 2000;
} // namespace

ObjectTableModel::ObjectTableModel(const Document& document, change::ObjectKind kind,
                                   QObject* parent)
    : CellTableModel(parent), m_document(document), m_kind(kind) {}

bool ObjectTableModel::reload() {
    const snapshot::SnapshotPointer now = m_document.snapshot();
    const Objects objects =
        m_snapshot && now ? compare(m_snapshot->content(), now->content()) : Objects::Others;
    const QHash<QString, RowMark> marks = objectMarks(m_document.edits(), m_kind);
    if (objects == Objects::Same && marks == m_marks) {
        m_snapshot = now;
        return false;
    }
    const bool isReset = objects == Objects::Others;
    if (isReset) {
        beginResetModel();
    }
    m_snapshot = now;
    m_marks = marks;
    m_searchTexts.clear();
    if (isReset) {
        m_rows.clear();
        endResetModel();
    } else {
        refresh(0, columnCount({}) - 1);
    }
    return true;
}

void ObjectTableModel::refresh(int firstColumn, int lastColumn) {
    m_rows.clear();
    if (const int rows = rowCount({}); rows > 0) {
        Q_EMIT dataChanged(index(0, firstColumn, {}), index(rows - 1, lastColumn, {}));
    }
}

QStringList ObjectTableModel::searchWords(const QModelIndex& index) const {
    QStringList words;
    for (const Cell& cell : makeRow(index)) {
        words << cell.plain();
    }
    return words;
}

const QByteArray& ObjectTableModel::searchText(const QModelIndex& index) const {
    auto found = m_searchTexts.constFind(index.row());
    if (found == m_searchTexts.constEnd()) {
        found = m_searchTexts.insert(index.row(), foldForSearch(searchWords(index).join(u'\n')));
    }
    return *found;
}

const Cell& ObjectTableModel::cell(const QModelIndex& index) const {
    auto found = m_rows.constFind(index.row());
    if (found == m_rows.constEnd()) {
        if (m_rows.size() >= kMostCachedRows) {
            m_rows.clear();
        }
        found = m_rows.insert(index.row(), std::make_shared<const Row>(makeRow(index)));
    }
    return (**found)[static_cast<std::size_t>(index.column())];
}

} // namespace bulkhead::desktop
