// SPDX-License-Identifier: MIT
// HopTableModel: a trace as rows, for screen readers and for whoever prefers text.
#pragma once

#include "desktop/widgets/cell_model.h"
#include "graph/hop.h"

#include <array>

namespace bulkhead::desktop {

enum class HopColumn : int { Hop, Host, Component, Step, Rule, Policy, Detail, Time };
inline constexpr int kHopColumnCount = static_cast<int>(HopColumn::Time) + 1;

/// Rows in the order of the way. The key of a row is its index.
class HopTableModel final : public CellTableModel {
    Q_OBJECT

public:
    using CellTableModel::CellTableModel;

    /// `differentHop` is marked; -1 for none.
    void show(graph::Hops hops, int differentHop = -1);

    [[nodiscard]] const Cell& cell(const QModelIndex& index) const override;
    [[nodiscard]] QString key(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexOfKey(const QString& key) const override;
    [[nodiscard]] QVariant sortValue(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    using Row = std::array<Cell, kHopColumnCount>;
    [[nodiscard]] Row makeRow(std::size_t place, bool isDifferent) const;

    graph::Hops m_hops;
    std::vector<Row> m_rows;
};

} // namespace bulkhead::desktop
