// SPDX-License-Identifier: MIT
// FinderDelegate: paints one line of the command palette.
#pragma once

#include <QStyledItemDelegate>

namespace bulkhead::desktop {

class FinderDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
};

} // namespace bulkhead::desktop
