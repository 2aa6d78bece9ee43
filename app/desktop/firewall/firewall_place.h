// SPDX-License-Identifier: MIT
// FirewallPlace: the rules of the distributed firewall, searched and inspected.
#pragma once

#include "desktop/places/table_place.h"

namespace bulkhead::desktop {

class RuleTableView;
class RuleTreeModel;

class FirewallPlace final : public TablePlace {
    Q_OBJECT

public:
    explicit FirewallPlace(Document& document, QWidget* parent = nullptr);

    [[nodiscard]] int count() const override;
    void copyInWords() const;

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;
    void fillContextMenu(QMenu& menu) const override;

private:
    void showSnapshot();

    RuleTreeModel* m_model;
    RuleTableView* m_view;
};

} // namespace bulkhead::desktop
