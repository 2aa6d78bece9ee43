// SPDX-License-Identifier: MIT
// FirewallPlace: the rules of the distributed firewall, searched and inspected.
#pragma once

#include "desktop/places/table_place.h"

#include <QSet>

namespace bulkhead::desktop {

class RuleCellEditing;
class RuleEditor;
class RuleTableView;
class RuleTreeModel;

class FirewallPlace final : public TablePlace {
    Q_OBJECT

public:
    explicit FirewallPlace(Document& document, QWidget* parent = nullptr);

    [[nodiscard]] int count() const override;
    void copyInWords() const;
    /// Makes the cell current that shows a field of the current rule, by NSX's name.
    void showField(const QString& field);
    void copySelection() const override;
    [[nodiscard]] RuleEditor& editor() const { return *m_editor; }

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;
    void fillContextMenu(QMenu& menu) const override;

private:
    void makeNothing();
    void showSnapshot();

    RuleTreeModel* m_model;
    RuleTableView* m_view;
    RuleEditor* m_editor;
    RuleCellEditing* m_cells;
    EmptyState* m_nothing;
    QSet<QString> m_kept; ///< rows that were edited since the filter was typed: they stay
};

} // namespace bulkhead::desktop
