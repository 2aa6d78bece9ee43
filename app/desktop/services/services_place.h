// SPDX-License-Identifier: MIT
// ServicesPlace: ports and protocols by name, where they are used, and how they are edited.
#pragma once

#include "desktop/places/object_place.h"

namespace bulkhead::desktop {

class ServiceTableModel;

class ServicesPlace final : public ObjectPlace {
    Q_OBJECT

public:
    explicit ServicesPlace(Document& document, QWidget* parent = nullptr);
    [[nodiscard]] int count() const override;

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;

private:
    ServiceTableModel* m_model;
};

} // namespace bulkhead::desktop
