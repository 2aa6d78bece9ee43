// SPDX-License-Identifier: MIT
#include "desktop/inventory/inventory_place.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/exclusions/exclusion_edit.h"
#include "desktop/inventory/machine_table_model.h"
#include "desktop/inventory/tag_import_panel.h"
#include "desktop/inventory/tag_panel.h"
#include "desktop/places/row_commands.h"
#include "desktop/places/word_filter.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QItemSelectionModel>
#include <QKeySequence>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

InventoryPlace::InventoryPlace(Document& document, QWidget* parent)
    : TablePlace(u"inventory"_s, document,
                 tr("Filter machines by name, address, tag, host or system"),
                 tr("Words must all be there; - before a word means not."), parent),
      m_model(new MachineTableModel(document, this)),
      m_tags(new TagPanel(document, this)),
      m_import(new TagImportPanel(document, this)) {
    auto* view = new TableView(u"inventory"_s, m_model, this);
    view->setAccessibleName(tr("Virtual machines"));
    view->tableHeader().setFlexible(
        {static_cast<int>(MachineColumn::Name), static_cast<int>(MachineColumn::Addresses),
         static_cast<int>(MachineColumn::Tags), static_cast<int>(MachineColumn::Host),
         static_cast<int>(MachineColumn::System)});
    view->tableHeader().setDefaultWidths({190, 104, 190, 280, 64, 124, 130, 130});
    install(view, {tr("machine"), tr("machines")}, u"search"_s);
    auto* nothing = new EmptyState(this);
    nothing->setContent(u"monitor"_s, tr("No machines"),
                        tr("This manager knows no virtual machine. They come from the vCenter "
                           "servers and hosts that are registered with it."));
    setNothingPage(nothing);
    view->setSortingEnabled(true);
    view->sortByColumn(static_cast<int>(MachineColumn::Name), Qt::AscendingOrder);
    connect(&document, &Document::snapshotChanged, this, [this] {
        if (m_model->reload()) {
            filterAgain();
        }
        inspectLater();
    });
    connect(&document, &Document::membersChanged, this, [this] {
        m_model->refreshCounts();
        inspectLater();
    });
    addPanel(m_tags);
    addPanel(m_import);
    makeCommands();
    connectPanels();
}

void InventoryPlace::makeCommands() {
    m_commands = new RowCommands(table(), this);
    using Needs = RowCommands::Needs;
    m_commands->add(u"editTags"_s, tr("Edit &tags"), QKeySequence(tr("Ctrl+T")), u"tag"_s,
                    Needs::Rows, [this] { openTags(); });
    m_commands->add(u"importTags"_s, tr("Tags from a &CSV file…"), QKeySequence(tr("Ctrl+Shift+T")),
                    u"file-text"_s, Needs::Nothing, [this] { m_import->chooseFile(); });
    m_commands->addSeparator();
    m_commands->add(u"excludeMachines"_s, tr("&Exclude from the firewall"),
                    QKeySequence(tr("Ctrl+Shift+E")), u"shield-off"_s, Needs::Rows,
                    [this] { setExcluded(true); });
    m_commands->add(u"protectMachines"_s, tr("&Protect again"), QKeySequence(tr("Ctrl+Shift+R")),
                    u"shield-check"_s, Needs::Rows, [this] { setExcluded(false); });
    connect(&document(), &Document::snapshotChanged, m_commands,
            [this] { m_commands->setEditable(document().edits() != nullptr); });
    m_commands->setEditable(document().edits() != nullptr);
}

void InventoryPlace::connectPanels() {
    connect(table().selectionModel(), &QItemSelectionModel::selectionChanged, m_tags,
            [this] { m_tags->setMachines(m_commands->selectedKeys()); });
    connect(&table(), &TableView::rowActivated, this, [this](const QString&) { openTags(); });
    connect(m_tags, &TagPanel::closed, this, &InventoryPlace::returnToTable);
    connect(m_tags, &TagPanel::failed, this, &Place::failed);
    connect(m_import, &TagImportPanel::opened, m_tags, &QWidget::hide);
    connect(m_import, &TagImportPanel::closed, this, &InventoryPlace::returnToTable);
    connect(m_import, &TagImportPanel::failed, this, &Place::failed);
}

void InventoryPlace::openTags() {
    m_import->hide();
    m_tags->setMachines(m_commands->selectedKeys());
    m_tags->openPanel();
}

void InventoryPlace::setExcluded(bool excluded) {
    const QStringList machines = m_commands->selectedKeys();
    const snapshot::Snapshot& snapshot = *document().snapshot();
    const Result<void> staged = document().stage(excluded ? exclude(snapshot, machines)
                                                          : protectMachines(snapshot, machines));
    if (!staged) {
        Q_EMIT failed(staged.error());
    }
}

std::vector<QAction*> InventoryPlace::commands() const {
    return m_commands->actions();
}

void InventoryPlace::fillContextMenu(QMenu& menu) const {
    addCommands(menu);
    TablePlace::fillContextMenu(menu);
}

int InventoryPlace::count() const {
    return document().isEmpty() ? -1 : static_cast<int>(document().snapshot()->machines().size());
}

void InventoryPlace::applyFilter(const QString& text) {
    const WordFilter filter(text);
    table().setFilter(filter.isEmpty() ? std::function<bool(const QModelIndex&)>()
                                       : [this, filter](const QModelIndex& index) {
                                             return filter.matches(m_model->searchText(index));
                                         });
}

void InventoryPlace::inspect() {
    const QModelIndex current = table().currentIndex();
    if (document().isEmpty() || !current.isValid()) {
        inspector().showNothing(tr("Choose a machine to see its interfaces and groups."));
        return;
    }
    describeMachine(inspector(), document(),
                    m_model->machine(table().proxy().mapToSource(current)));
}

} // namespace bulkhead::desktop
