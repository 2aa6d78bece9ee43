// SPDX-License-Identifier: MIT
// RuleTableView: the firewall table: categories and policies as headings across all columns.
#pragma once

#include "change/place.h"
#include "desktop/firewall/rule_tree_model.h"
#include "desktop/widgets/table_view.h"

#include <QMimeData>

#include <functional>
#include <optional>

namespace bulkhead::desktop {

class RuleTableView final : public TableView {
    Q_OBJECT

public:
    explicit RuleTableView(RuleTreeModel* model, QWidget* parent = nullptr);

    /// What a drag of the selection carries; set once by whoever edits. The caller owns the result.
    void setDragData(std::function<QMimeData*()> make) { m_makeDragData = std::move(make); }
    /// The operand of a dragged chip: a path or a literal.
    static const QString kOperandMime;

    /// The selected rules as sentences, a line each.
    [[nodiscard]] QString selectionInWords() const;

Q_SIGNALS:
    /// The person wants to edit a cell of this view's model; `typed` is what was typed already.
    void editRequested(const QModelIndex& index, const QString& typed);
    /// Rules were dropped at a place of a policy: those of this table to be moved (`move`), or a
    /// copy of them or of another window's. `data` lives as long as the signal.
    void rulesDropped(const QMimeData* data, const QString& policy,
                      const bulkhead::change::Place& place, bool move);
    /// An object was dropped onto an operand cell of a rule.
    /// `from` is the cell of this table that it leaves, or invalid: then it is copied.
    void operandDropped(const QModelIndex& index, const QString& operand, const QModelIndex& from);
    /// Policies were dropped among those of their category.
    void policiesDropped(const QStringList& policies, const bulkhead::change::Place& place);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] int nameColumn() const override;

private:
    [[nodiscard]] QRect chevronRect(const QModelIndex& index) const;
    [[nodiscard]] int shownRules(const QModelIndex& section) const;
    void paintSection(QPainter& painter, const QRect& row, const QModelIndex& index) const;

    struct Drop {
        QString policy;
        change::Place place;
        int line = -1; ///< y of the mark in the viewport
    };
    [[nodiscard]] std::optional<Drop> dropAt(const QPoint& position) const;
    /// Where policies of a category can go.
    [[nodiscard]] std::optional<Drop> policyDropAt(const QPoint& position,
                                                   const QStringList& policies) const;
    [[nodiscard]] QModelIndex operandCellAt(const QPoint& position) const;
    [[nodiscard]] bool movesOperand(const QDropEvent& event) const;
    void scrollAtEdges(const QPoint& position);
    void showDrop(int line, const QModelIndex& cell);

    RuleTreeModel* m_rules;
    std::function<QMimeData*()> m_makeDragData;
    int m_dropLine = -1;
    QPersistentModelIndex m_dropCell;
    QPersistentModelIndex m_dragCell; ///< that the dragged object stands in
};

} // namespace bulkhead::desktop
