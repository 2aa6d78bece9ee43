// SPDX-License-Identifier: MIT
// ExclusionsPlace: what the distributed firewall leaves alone, why that matters, and how to change
// it.
#pragma once

#include "desktop/places/table_place.h"

#include <QPointer>

namespace bulkhead::desktop {

class ExclusionTableModel;
class OperandEditor;
class RowCommands;

class ExclusionsPlace final : public TablePlace {
    Q_OBJECT

public:
    explicit ExclusionsPlace(Document& document, QWidget* parent = nullptr);
    [[nodiscard]] int count() const override;
    /// The list itself is here; what stands on it lives elsewhere.
    [[nodiscard]] bool holds(const QString& key) const override;
    bool goTo(const QString& key) override;
    [[nodiscard]] std::vector<QAction*> commands() const override;

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;
    void fillContextMenu(QMenu& menu) const override;

private:
    void makeCommands();
    void reload();
    void showEmpty();
    void choose();
    void remove();

    ExclusionTableModel* m_model;
    RowCommands* m_commands = nullptr;
    EmptyState* m_nothing;
    QPointer<OperandEditor> m_panel;
};

} // namespace bulkhead::desktop
