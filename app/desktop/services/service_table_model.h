// SPDX-License-Identifier: MIT
// ServiceTableModel: the services of a snapshot with their ports in words and where they are used.
#pragma once

#include "desktop/estate/object_marks.h"
#include "desktop/widgets/cell_model.h"
#include "snapshot/snapshot.h"

#include <QHash>

#include <array>
#include <memory>

namespace bulkhead::desktop {

class Document;

enum class ServiceColumn : int { Name, Ports, UsedIn, Owner, Tags, Id };
inline constexpr int kServiceColumnCount = static_cast<int>(ServiceColumn::Id) + 1;

class ServiceTableModel final : public CellTableModel {
    Q_OBJECT

public:
    /// `document` outlives the model.
    explicit ServiceTableModel(const Document& document, QObject* parent = nullptr);

    /// Follows the document. False if it shows the same as before. Rows are reset only where
    /// objects come, go or change their order.
    bool reload();
    /// Usage has come.
    void refreshUsage();
    [[nodiscard]] const model::Service& service(const QModelIndex& index) const;
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
    using Row = std::array<Cell, kServiceColumnCount>;
    [[nodiscard]] Row makeRow(const model::Service& service) const;
    [[nodiscard]] Cell usageCell(const QString& path) const;

    const Document& m_document;
    snapshot::SnapshotPointer m_snapshot;
    QHash<QString, RowMark> m_marks;
    mutable QHash<int, std::shared_ptr<const Row>> m_rows;
    mutable QHash<int, QByteArray> m_searchTexts;
};

} // namespace bulkhead::desktop
