// SPDX-License-Identifier: MIT
// InventoryPlace: the virtual machines, their addresses, tags and groups, and what can be edited.
#pragma once

#include "desktop/places/table_place.h"

namespace bulkhead::desktop {

class MachineTableModel;
class RowCommands;
class TagImportPanel;
class TagPanel;

class InventoryPlace final : public TablePlace {
    Q_OBJECT

public:
    explicit InventoryPlace(Document& document, QWidget* parent = nullptr);
    [[nodiscard]] int count() const override;
    [[nodiscard]] std::vector<QAction*> commands() const override;
    [[nodiscard]] TagPanel& tagPanel() const { return *m_tags; }
    [[nodiscard]] TagImportPanel& importPanel() const { return *m_import; }

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;
    void fillContextMenu(QMenu& menu) const override;

private:
    void makeCommands();
    void connectPanels();
    void openTags();
    void setExcluded(bool excluded);

    MachineTableModel* m_model;
    TagPanel* m_tags;
    TagImportPanel* m_import;
    RowCommands* m_commands = nullptr;
};

} // namespace bulkhead::desktop
