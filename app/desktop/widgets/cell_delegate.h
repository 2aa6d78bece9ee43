// SPDX-License-Identifier: MIT
// CellDelegate: paints a Cell: text, icon with word, or chips. One data() call a cell.
#pragma once

#include "desktop/widgets/cell.h"

#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

namespace bulkhead::desktop {

/// The chip that the person selected inside a cell of the view's model. Invalid once the model is
/// reset.
struct ChipSelection {
    QPersistentModelIndex cell;
    qsizetype chip = -1;
    [[nodiscard]] bool isValid() const { return cell.isValid() && chip >= 0; }
};

class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

    /// The part of a cell that content may use; a mark keeps some of it for itself.
    [[nodiscard]] static QRectF contentRect(const Cell& cell, const QRect& rect);
    /// True if the text of a cell of this width is cut.
    [[nodiscard]] static bool isCut(const Cell& cell, const QRect& rect);

    void setChipSelection(ChipSelection selection) { m_selection = std::move(selection); }
    [[nodiscard]] const ChipSelection& chipSelection() const { return m_selection; }

private:
    void paintChipMark(QPainter& painter, const Cell& cell, const QRectF& content) const;

    ChipSelection m_selection;
};

} // namespace bulkhead::desktop
