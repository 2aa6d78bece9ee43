// SPDX-License-Identifier: MIT
// ServiceTableModel: the services of a snapshot with their ports in words and where they are used.
#pragma once

#include "desktop/places/object_table_model.h"

namespace bulkhead::desktop {

enum class ServiceColumn : int { Name, Ports, UsedIn, Owner, Tags, Id };
inline constexpr int kServiceColumnCount = static_cast<int>(ServiceColumn::Id) + 1;

class ServiceTableModel final : public ObjectTableModel {
    Q_OBJECT

public:
    /// `document` outlives the model.
    explicit ServiceTableModel(const Document& document, QObject* parent = nullptr);

    /// Usage has come.
    void refreshUsage();
    [[nodiscard]] const model::Service& service(const QModelIndex& index) const;

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
    [[nodiscard]] Cell usageCell(const QString& path) const;
};

} // namespace bulkhead::desktop
