// SPDX-License-Identifier: MIT
#include "desktop/idps/idps_list.h"

#include "desktop/places/word_filter.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QMenu>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

IdpsList::IdpsList(IdpsListShape shape, Document& document, QWidget* parent)
    : TablePlace(shape.name, document, shape.hint,
                 tr("Words must all be there; - before a word means not."), parent),
      m_shape(std::move(shape)),
      m_model(new RecordTableModel(m_shape.columns, this)),
      m_none(new EmptyState(this)) {
    auto* view = new TableView(m_shape.name, m_model, this);
    view->setAccessibleName(m_shape.title);
    view->tableHeader().setFlexible(m_shape.flexible);
    view->tableHeader().setDefaultWidths(m_shape.widths);
    setNothingPage(m_none);
    install(view, m_shape.noun, QStringLiteral("search"));
    view->setSortingEnabled(true);
    view->sortByColumn(m_shape.sortColumn, m_shape.sortOrder);
    inspect();
}

void IdpsList::setRecords(std::vector<Record> records, bool isKnown) {
    if (isKnown) {
        m_none->setContent(u"shield-alert"_s, tr("No %1").arg(m_shape.noun.many),
                           tr("The manager has answered, and there is nothing to list."));
    } else {
        m_none->setContent(u"circle-help"_s, tr("Not known"),
                           tr("What the manager has here was not read yet, or could not be read."));
    }
    m_model->setRecords(std::move(records));
    filterAgain();
    inspectLater();
}

void IdpsList::setFilterText(const QString& text) {
    filterBar().setText(text);
}

const Record* IdpsList::current() const {
    const QModelIndex index = table().currentIndex();
    return index.isValid() ? &m_model->record(table().proxy().mapToSource(index)) : nullptr;
}

void IdpsList::applyFilter(const QString& text) {
    const WordFilter filter(text);
    table().setFilter(filter.isEmpty() ? std::function<bool(const QModelIndex&)>()
                                       : [this, filter](const QModelIndex& index) {
                                             return filter.matches(m_model->searchText(index));
                                         });
}

void IdpsList::inspect() {
    if (const Record* record = current()) {
        m_shape.describe(inspector(), *record);
    } else {
        inspector().showNothing(m_shape.nothing);
    }
    Q_EMIT currentChanged();
}

void IdpsList::fillContextMenu(QMenu& menu) const {
    const Record* record = current();
    if (record != nullptr && m_shape.fillMenu) {
        m_shape.fillMenu(menu, *record);
        menu.addSeparator();
    }
    TablePlace::fillContextMenu(menu);
}

} // namespace bulkhead::desktop
