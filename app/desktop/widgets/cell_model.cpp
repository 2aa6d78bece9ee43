// SPDX-License-Identifier: MIT
#include "desktop/widgets/cell_model.h"

#include <QStringList>

namespace bulkhead::desktop {

QVariant CellModel::sortValue(const QModelIndex& index) const {
    return cell(index).plain();
}

QVariant CellModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    switch (role) {
    case kCellRole:
        return QVariant::fromValue<const Cell*>(&cell(index));
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cell(index).plain();
    case Qt::AccessibleDescriptionRole:
        return cell(index).markWords;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            Qt::AlignVCenter | (cell(index).numeric ? Qt::AlignRight : Qt::AlignLeft)));
    case kKeyRole:
        return key(index);
    case kSortRole:
        return sortValue(index);
    case kSectionRole:
        return isSection(index);
    case kChipPathRole: {
        QStringList paths;
        for (const Chip& chip : cell(index).chips.chips) {
            paths << chip.path;
        }
        return paths;
    }
    default:
        return {};
    }
}

QModelIndex CellTableModel::index(int row, int column, const QModelIndex& parent) const {
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex CellTableModel::parent(const QModelIndex&) const {
    return {};
}

Qt::ItemFlags CellTableModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

} // namespace bulkhead::desktop
