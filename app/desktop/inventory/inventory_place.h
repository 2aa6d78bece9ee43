// SPDX-License-Identifier: MIT
// InventoryPlace: the virtual machines, their addresses, tags and groups.
#pragma once

#include "desktop/places/table_place.h"

namespace bulkhead::desktop {

class MachineTableModel;

class InventoryPlace final : public TablePlace {
    Q_OBJECT

public:
    explicit InventoryPlace(Document& document, QWidget* parent = nullptr);
    [[nodiscard]] int count() const override;

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;

private:
    MachineTableModel* m_model;
};

} // namespace bulkhead::desktop
