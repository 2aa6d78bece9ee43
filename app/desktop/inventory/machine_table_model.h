// SPDX-License-Identifier: MIT
// MachineTableModel: the virtual machines of a snapshot.
#pragma once

#include "desktop/places/object_table_model.h"

namespace bulkhead::desktop {

enum class MachineColumn : int { Name, Power, Addresses, Tags, Groups, Firewall, Host, System };
inline constexpr int kMachineColumnCount = static_cast<int>(MachineColumn::System) + 1;

class MachineTableModel final : public ObjectTableModel {
    Q_OBJECT

public:
    /// `document` outlives the model.
    explicit MachineTableModel(const Document& document, QObject* parent = nullptr);

    /// Group counts or the exclusion list have come.
    void refreshCounts();
    [[nodiscard]] const model::VirtualMachine& machine(const QModelIndex& index) const;

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
};

} // namespace bulkhead::desktop
