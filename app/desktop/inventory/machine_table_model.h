// SPDX-License-Identifier: MIT
// MachineTableModel: the virtual machines of a snapshot.
#pragma once

#include "desktop/estate/object_marks.h"
#include "desktop/widgets/cell_model.h"
#include "snapshot/snapshot.h"

#include <QHash>

#include <array>
#include <memory>

namespace bulkhead::desktop {

class Document;

enum class MachineColumn : int { Name, Power, Addresses, Tags, Groups, Firewall, Host, System };
inline constexpr int kMachineColumnCount = static_cast<int>(MachineColumn::System) + 1;

class MachineTableModel final : public CellTableModel {
    Q_OBJECT

public:
    /// `document` outlives the model.
    explicit MachineTableModel(const Document& document, QObject* parent = nullptr);

    /// Follows the document. False if it shows the same as before. Rows are reset only where
    /// objects come, go or change their order.
    bool reload();
    /// Group counts or the exclusion list have come.
    void refreshCounts();
    [[nodiscard]] const model::VirtualMachine& machine(const QModelIndex& index) const;
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
    using Row = std::array<Cell, kMachineColumnCount>;
    [[nodiscard]] Row makeRow(const model::VirtualMachine& machine) const;

    const Document& m_document;
    snapshot::SnapshotPointer m_snapshot;
    QHash<QString, RowMark> m_marks;
    mutable QHash<int, std::shared_ptr<const Row>> m_rows;
    mutable QHash<int, QByteArray> m_searchTexts;
};

} // namespace bulkhead::desktop
