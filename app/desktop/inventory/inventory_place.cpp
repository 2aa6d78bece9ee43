// SPDX-License-Identifier: MIT
#include "desktop/inventory/inventory_place.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/inventory/machine_table_model.h"
#include "desktop/places/word_filter.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

InventoryPlace::InventoryPlace(Document& document, QWidget* parent)
    : TablePlace(u"inventory"_s, document,
                 tr("Filter machines by name, address, tag, host or system"),
                 tr("Words must all be there; - before a word means not."), parent),
      m_model(new MachineTableModel(document, this)) {
    auto* view = new TableView(u"inventory"_s, m_model, this);
    view->setAccessibleName(tr("Virtual machines"));
    view->tableHeader().setFlexible(
        {static_cast<int>(MachineColumn::Name), static_cast<int>(MachineColumn::Addresses),
         static_cast<int>(MachineColumn::Tags), static_cast<int>(MachineColumn::Host),
         static_cast<int>(MachineColumn::System)});
    view->tableHeader().setDefaultWidths({190, 104, 190, 280, 64, 124, 130, 130});
    install(view, tr("machines"), u"search"_s);
    view->setSortingEnabled(true);
    view->sortByColumn(static_cast<int>(MachineColumn::Name), Qt::AscendingOrder);
    connect(&document, &Document::snapshotChanged, this, [this] {
        m_model->reload();
        filterAgain();
        inspect();
    });
    connect(&document, &Document::membersChanged, this, [this] {
        m_model->refreshCounts();
        inspect();
    });
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
