// SPDX-License-Identifier: MIT
// TagCsvModel: the lines of a CSV file of tags and what each would do.
#pragma once

#include "desktop/inventory/tag_csv.h"
#include "desktop/widgets/cell_model.h"

#include <array>

namespace bulkhead::desktop {

enum class CsvColumn : int { Line, Machine, Tag, Outcome };
inline constexpr int kCsvColumnCount = static_cast<int>(CsvColumn::Outcome) + 1;

class TagCsvModel final : public CellTableModel {
    Q_OBJECT

public:
    using CellTableModel::CellTableModel;

    void show(const std::vector<TagCsvLine>& lines);

    [[nodiscard]] const Cell& cell(const QModelIndex& index) const override;
    [[nodiscard]] QString key(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexOfKey(const QString& key) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<std::array<Cell, kCsvColumnCount>> m_rows;
};

} // namespace bulkhead::desktop
