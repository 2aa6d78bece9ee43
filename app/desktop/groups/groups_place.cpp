// SPDX-License-Identifier: MIT
#include "desktop/groups/groups_place.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/groups/group_editor.h"
#include "desktop/groups/group_table_model.h"
#include "desktop/places/word_filter.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

GroupsPlace::GroupsPlace(Document& document, QWidget* parent)
    : ObjectPlace(u"groups"_s, document, tr("Filter groups by name, criteria, tag or ID"),
                  tr("Words must all be there; - before a word means not."), parent),
      m_model(new GroupTableModel(document, this)) {
    auto* view = new TableView(u"groups"_s, m_model, this);
    view->setAccessibleName(tr("Groups"));
    view->tableHeader().setFlexible(
        {static_cast<int>(GroupColumn::Name), static_cast<int>(GroupColumn::Criteria),
         static_cast<int>(GroupColumn::Tags), static_cast<int>(GroupColumn::Id)});
    view->tableHeader().setDefaultWidths({230, 380, 170, 130, 130, 150});
    install(view, {tr("group"), tr("groups")}, u"search"_s);
    view->setSortingEnabled(true);
    view->sortByColumn(static_cast<int>(GroupColumn::Name), Qt::AscendingOrder);
    connect(&document, &Document::snapshotChanged, this, [this] {
        if (m_model->reload()) {
            filterAgain();
        }
        inspectLater();
    });
    const auto refresh = [this] {
        m_model->refreshCounts();
        inspectLater();
    };
    connect(&document, &Document::indexed, this, refresh);
    connect(&document, &Document::membersChanged, this, refresh);
    installEditor(
        new GroupEditor(document, this),
        {u"Group"_s, tr("&New group"), tr("&Edit criteria"), tr("No rule and no group names it."),
         u"layers"_s, tr("No groups"),
         tr("A group says who belongs together: machines by tag or name, addresses, segments.")});
}

int GroupsPlace::count() const {
    return document().isEmpty() ? -1 : static_cast<int>(document().snapshot()->groups().size());
}

void GroupsPlace::applyFilter(const QString& text) {
    const WordFilter filter(text);
    table().setFilter(filter.isEmpty() ? std::function<bool(const QModelIndex&)>()
                                       : [this, filter](const QModelIndex& index) {
                                             return filter.matches(m_model->searchText(index));
                                         });
}

void GroupsPlace::inspect() {
    const QModelIndex current = table().currentIndex();
    if (document().isEmpty() || !current.isValid()) {
        inspector().showNothing(tr("Choose a group to see its members and where it is used."));
        return;
    }
    describeGroup(inspector(), document(), m_model->group(table().proxy().mapToSource(current)));
}

} // namespace bulkhead::desktop
