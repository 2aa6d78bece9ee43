// SPDX-License-Identifier: MIT
// CellModel: the base of every table model: rows have keys, cells are painted from one pointer.
#pragma once

#include "desktop/widgets/cell.h"

#include <QAbstractItemModel>

namespace bulkhead::desktop {

/// Roles beyond Qt's own. `Cell` gives a `const Cell*` that is valid until the next call into the
/// model; the delegate needs no other call to paint.
enum CellRole : int {
    kCellRole = Qt::UserRole + 1,
    kKeyRole,     ///< QString that names the row across reloads: a path or an id
    kSortRole,    ///< number or text
    kSectionRole, ///< bool: a row that spans all columns
    kChipPathRole ///< QStringList: the paths of the cell's chips
};

class CellModel : public QAbstractItemModel {
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    /// What stands in a cell. `index` is valid and of this model.
    [[nodiscard]] virtual const Cell& cell(const QModelIndex& index) const = 0;
    [[nodiscard]] virtual QString key(const QModelIndex& index) const = 0;
    /// The row with this key in column 0, or an invalid index. O(1).
    [[nodiscard]] virtual QModelIndex indexOfKey(const QString& key) const = 0;
    [[nodiscard]] virtual QVariant sortValue(const QModelIndex& index) const;
    [[nodiscard]] virtual bool isSection(const QModelIndex&) const { return false; }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
};

/// A CellModel without levels: rows 0..n-1, made from one vector.
class CellTableModel : public CellModel {
    Q_OBJECT

public:
    using CellModel::CellModel;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent) const final;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const final;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const final;
};

} // namespace bulkhead::desktop
