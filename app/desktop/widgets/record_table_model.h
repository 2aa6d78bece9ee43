// SPDX-License-Identifier: MIT
// RecordTableModel: a table of rows that somebody made ready: cells, sort values, a source each.
#pragma once

#include "desktop/widgets/cell_model.h"

#include <QHash>
#include <QJsonObject>

#include <vector>

namespace bulkhead::desktop {

/// One row. `sort` has a value for each cell; an invalid one sorts by the cell's text.
struct Record {
    QString key; ///< unique in its table
    std::vector<Cell> cells;
    std::vector<QVariant> sort;
    QJsonObject source; ///< what it was made from
};

struct RecordColumn {
    QString title;
    bool numeric = false;
};

class RecordTableModel final : public CellTableModel {
    Q_OBJECT

public:
    RecordTableModel(std::vector<RecordColumn> columns, QObject* parent = nullptr);

    /// Each record has as many cells as there are columns.
    void setRecords(std::vector<Record> records);
    [[nodiscard]] const Record& record(const QModelIndex& index) const;
    /// nullptr if there is no such row.
    [[nodiscard]] const Record* find(const QString& key) const;
    /// Folded text of a row for the filter.
    [[nodiscard]] const QByteArray& searchText(const QModelIndex& index) const;

    [[nodiscard]] const Cell& cell(const QModelIndex& index) const override;
    [[nodiscard]] QString key(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexOfKey(const QString& key) const override;
    [[nodiscard]] QVariant sortValue(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<RecordColumn> m_columns;
    std::vector<Record> m_records;
    std::vector<QByteArray> m_searchTexts;
    QHash<QString, int> m_rows; ///< by key
};

} // namespace bulkhead::desktop
