// SPDX-License-Identifier: MIT
#include "desktop/widgets/record_table_model.h"

#include "desktop/firewall/rule_search_index.h"

#include <utility>

namespace bulkhead::desktop {

RecordTableModel::RecordTableModel(std::vector<RecordColumn> columns, QObject* parent)
    : CellTableModel(parent), m_columns(std::move(columns)) {}

void RecordTableModel::setRecords(std::vector<Record> records) {
    beginResetModel();
    m_records = std::move(records);
    m_rows.clear();
    m_searchTexts.clear();
    for (std::size_t row = 0; row < m_records.size(); ++row) {
        m_rows.insert(m_records[row].key, static_cast<int>(row));
        QStringList texts{m_records[row].key};
        for (const Cell& cell : m_records[row].cells) {
            texts << cell.plain();
        }
        m_searchTexts.push_back(foldForSearch(texts.join(u'\n')));
    }
    endResetModel();
}

const Record& RecordTableModel::record(const QModelIndex& index) const {
    return m_records[static_cast<std::size_t>(index.row())];
}

const Record* RecordTableModel::find(const QString& key) const {
    const auto found = m_rows.constFind(key);
    return found == m_rows.cend() ? nullptr : &m_records[static_cast<std::size_t>(*found)];
}

const QByteArray& RecordTableModel::searchText(const QModelIndex& index) const {
    return m_searchTexts[static_cast<std::size_t>(index.row())];
}

const Cell& RecordTableModel::cell(const QModelIndex& index) const {
    return record(index).cells[static_cast<std::size_t>(index.column())];
}

QString RecordTableModel::key(const QModelIndex& index) const {
    return record(index).key;
}

QModelIndex RecordTableModel::indexOfKey(const QString& key) const {
    const auto found = m_rows.constFind(key);
    return found == m_rows.cend() ? QModelIndex() : index(*found, 0, {});
}

QVariant RecordTableModel::sortValue(const QModelIndex& index) const {
    const QVariant value = record(index).sort[static_cast<std::size_t>(index.column())];
    return value.isValid() ? value : CellTableModel::sortValue(index);
}

int RecordTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int RecordTableModel::columnCount(const QModelIndex& /*parent*/) const {
    return static_cast<int>(m_columns.size());
}

QVariant RecordTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 ||
        section >= static_cast<int>(m_columns.size())) {
        return {};
    }
    const RecordColumn& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((column.numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
}

} // namespace bulkhead::desktop
