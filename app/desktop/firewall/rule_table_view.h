// SPDX-License-Identifier: MIT
// RuleTableView: the firewall table: categories and policies as headings across all columns.
#pragma once

#include "desktop/firewall/rule_tree_model.h"
#include "desktop/widgets/table_view.h"

namespace bulkhead::desktop {

class RuleTableView final : public TableView {
    Q_OBJECT

public:
    explicit RuleTableView(RuleTreeModel* model, QWidget* parent = nullptr);

    /// The selected rules as sentences, a line each.
    [[nodiscard]] QString selectionInWords() const;

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void mousePressEvent(QMouseEvent* event) override;
    [[nodiscard]] int nameColumn() const override;

private:
    [[nodiscard]] QRect chevronRect(const QModelIndex& index) const;
    [[nodiscard]] int shownRules(const QModelIndex& section) const;
    void paintSection(QPainter& painter, const QRect& row, const QModelIndex& index) const;

    RuleTreeModel* m_rules;
};

} // namespace bulkhead::desktop
