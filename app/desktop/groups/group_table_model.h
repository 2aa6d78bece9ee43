// SPDX-License-Identifier: MIT
// GroupTableModel: the groups of a snapshot with criteria in words and live member counts.
#pragma once

#include "desktop/places/object_table_model.h"

namespace bulkhead::desktop {

enum class GroupColumn : int { Name, Criteria, Members, UsedIn, Tags, Id };
inline constexpr int kGroupColumnCount = static_cast<int>(GroupColumn::Id) + 1;

class GroupTableModel final : public ObjectTableModel {
    Q_OBJECT

public:
    /// `document` outlives the model.
    explicit GroupTableModel(const Document& document, QObject* parent = nullptr);

    /// Member counts or usage have come.
    void refreshCounts();
    [[nodiscard]] const model::Group& group(const QModelIndex& index) const;

    [[nodiscard]] QString key(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexOfKey(const QString& key) const override;
    [[nodiscard]] QVariant sortValue(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] Objects compare(const snapshot::Content& before,
                                  const snapshot::Content& now) const override;
    [[nodiscard]] Row makeRow(const QModelIndex& index) const override;
    [[nodiscard]] QStringList searchWords(const QModelIndex& index) const override;
    [[nodiscard]] Cell memberCell(const QString& path) const;
    [[nodiscard]] Cell usageCell(const QString& path) const;
};

} // namespace bulkhead::desktop
