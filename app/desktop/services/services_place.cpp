// SPDX-License-Identifier: MIT
#include "desktop/services/services_place.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/places/word_filter.h"
#include "desktop/services/service_editor.h"
#include "desktop/services/service_table_model.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

ServicesPlace::ServicesPlace(Document& document, QWidget* parent)
    : ObjectPlace(u"services"_s, document, tr("Filter services by name, port, protocol, tag or ID"),
                  tr("Words must all be there; - before a word means not."), parent),
      m_model(new ServiceTableModel(document, this)) {
    auto* view = new TableView(u"services"_s, m_model, this);
    view->setAccessibleName(tr("Services"));
    view->tableHeader().setFlexible(
        {static_cast<int>(ServiceColumn::Name), static_cast<int>(ServiceColumn::Ports),
         static_cast<int>(ServiceColumn::Tags), static_cast<int>(ServiceColumn::Id)});
    view->tableHeader().setDefaultWidths({230, 420, 130, 120, 150, 190});
    install(view, {tr("service"), tr("services")}, u"search"_s);
    view->setSortingEnabled(true);
    view->sortByColumn(static_cast<int>(ServiceColumn::Name), Qt::AscendingOrder);
    connect(&document, &Document::snapshotChanged, this, [this] {
        if (m_model->reload()) {
            filterAgain();
        }
        inspectLater();
    });
    connect(&document, &Document::indexed, this, [this] {
        m_model->refreshUsage();
        inspectLater();
    });
    installEditor(new ServiceEditor(document, this),
                  {u"Service"_s, tr("&New service"), tr("&Edit entries"),
                   tr("No rule and no service names it."), u"plug"_s, tr("No services"),
                   tr("A service gives ports and protocols a name that rules can use.")});
}

int ServicesPlace::count() const {
    return document().isEmpty() ? -1 : static_cast<int>(document().snapshot()->services().size());
}

void ServicesPlace::applyFilter(const QString& text) {
    const WordFilter filter(text);
    table().setFilter(filter.isEmpty() ? std::function<bool(const QModelIndex&)>()
                                       : [this, filter](const QModelIndex& index) {
                                             return filter.matches(m_model->searchText(index));
                                         });
}

void ServicesPlace::inspect() {
    const QModelIndex current = table().currentIndex();
    if (document().isEmpty() || !current.isValid()) {
        inspector().showNothing(tr("Choose a service to see its ports and where it is used."));
        return;
    }
    describeService(inspector(), document(),
                    m_model->service(table().proxy().mapToSource(current)));
}

} // namespace bulkhead::desktop
