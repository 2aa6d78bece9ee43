// SPDX-License-Identifier: MIT
// GroupsPlace: who belongs together, who that is right now, where it is used, and how it is edited.
#pragma once

#include "desktop/places/object_place.h"

namespace bulkhead::desktop {

class GroupTableModel;

class GroupsPlace final : public ObjectPlace {
    Q_OBJECT

public:
    explicit GroupsPlace(Document& document, QWidget* parent = nullptr);
    [[nodiscard]] int count() const override;

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;

private:
    GroupTableModel* m_model;
};

} // namespace bulkhead::desktop
