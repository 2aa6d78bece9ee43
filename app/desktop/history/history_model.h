// SPDX-License-Identifier: MIT
// HistoryModel: the writes of the history as a table.
#pragma once

#include "desktop/history/history_entry.h"
#include "desktop/widgets/cell_model.h"

#include <QHash>

#include <array>
#include <memory>

namespace bulkhead::desktop {

enum class HistoryColumn : int { When, What, Result, Target, Who, Reason, Risk };
inline constexpr int kHistoryColumnCount = static_cast<int>(HistoryColumn::Risk) + 1;

class HistoryModel final : public CellTableModel {
    Q_OBJECT

public:
    using CellTableModel::CellTableModel;

    void setEntries(std::vector<HistoryEntry> entries);
    [[nodiscard]] const std::vector<HistoryEntry>& entries() const { return m_entries; }
    [[nodiscard]] const HistoryEntry& entry(const QModelIndex& index) const;
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
    using Row = std::array<Cell, kHistoryColumnCount>;
    [[nodiscard]] static Row makeRow(const HistoryEntry& entry);

    std::vector<HistoryEntry> m_entries;
    QHash<QString, int> m_rowOfKey;
    mutable QHash<int, std::shared_ptr<const Row>> m_rows;
    mutable QHash<int, QByteArray> m_searchTexts;
};

/// The mark of a result: icon and colour.
struct ResultLook {
    QString icon;
    Color color;
};
[[nodiscard]] ResultLook lookOf(HistoryResult result);

/// The moment in the person's own time and language; a word if nobody knows it.
[[nodiscard]] QString momentWords(const QDateTime& time);
/// "jane with the console"; the desktop is not named.
[[nodiscard]] QString whoWords(const HistoryEntry& entry);

} // namespace bulkhead::desktop
