// SPDX-License-Identifier: MIT
#include "desktop/history/history_place.h"

#include "base/text.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/manager_session.h"
#include "desktop/estate/document.h"
#include "desktop/history/history_bar.h"
#include "desktop/history/history_details.h"
#include "desktop/history/history_model.h"
#include "desktop/places/word_filter.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

HistoryPlace::HistoryPlace(Document& document, const ManagerSession& session,
                           const guard::StandardGuard& files, Publisher& publisher, QWidget* parent)
    : TablePlace(u"history"_s, document,
                 tr("Filter by words, person, manager, reason, result or object"),
                 tr("Words must all be there; - before a word means not."), parent),
      m_session(session),
      m_publisher(publisher),
      m_reader(files),
      m_model(new HistoryModel(this)),
      m_revert(new QAction(tr("Take &back…"), this)),
      m_bar(nullptr),
      m_state(new EmptyState(this)) {
    m_revert->setObjectName(u"revertEntry"_s);
    m_revert->setShortcut(QKeySequence(tr("Ctrl+Backspace")));
    m_revert->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_revert);
    m_bar = new HistoryBar(*m_revert, this);
    addStrip(m_bar);
    auto* view = new TableView(u"history"_s, m_model, this);
    view->setAccessibleName(tr("History"));
    view->tableHeader().setFlexible(
        {static_cast<int>(HistoryColumn::What), static_cast<int>(HistoryColumn::Reason)});
    view->tableHeader().setDefaultWidths({150, 340, 124, 96, 130, 200, 70});
    install(view, {tr("write"), tr("writes")}, u"search"_s);
    view->setSortingEnabled(true);
    view->sortByColumn(static_cast<int>(HistoryColumn::When), Qt::DescendingOrder);
    connect(m_revert, &QAction::triggered, this, &HistoryPlace::revert);
    connect(m_bar, &HistoryBar::readAgain, this, &HistoryPlace::read);
    connect(&m_reader, &HistoryReader::finished, this, &HistoryPlace::take);
    connect(&m_reader, &HistoryReader::failed, this, &HistoryPlace::showProblem);
    connect(view, &TableView::inspectionChanged, this, &HistoryPlace::updateRevert);
    connect(&session, &ManagerSession::targetChanged, this, &HistoryPlace::updateRevert);
    connect(&document, &Document::snapshotChanged, this, &HistoryPlace::updateRevert);
    connect(&publisher, &Publisher::busyChanged, this, [this](const QString& activity) {
        updateRevert();
        if (activity.isEmpty() && m_hasRead) {
            read(); // also what was refused stands in the trail
        }
    });
    updateRevert();
}

void HistoryPlace::showEvent(QShowEvent* event) {
    TablePlace::showEvent(event);
    read();
}

void HistoryPlace::read() {
    if (!m_hasRead) {
        m_state->clearButtons();
        m_state->setContent(u"loader"_s, tr("Reading the history"),
                            tr("Every write from this account, and whether somebody changed it."));
        showInstead(m_state);
    }
    m_bar->showReading();
    m_reader.read();
}

void HistoryPlace::take(const History& history) {
    m_hasRead = true;
    m_model->setEntries(history.entries);
    m_bar->showChain(history);
    if (history.entries.empty()) {
        showNothing();
    } else {
        showInstead(nullptr);
    }
    filterAgain();
    chooseWanted();
    inspect();
    updateRevert();
}

void HistoryPlace::showWrite(const QString& undoId) {
    m_wanted = undoId;
    read();
}

void HistoryPlace::chooseWanted() {
    if (m_wanted.isEmpty()) {
        return;
    }
    for (const HistoryEntry& entry : m_model->entries()) {
        if (entry.undoId == m_wanted) {
            goTo(entry.key);
            break;
        }
    }
    m_wanted.clear();
}

void HistoryPlace::showNothing() {
    m_state->clearButtons();
    m_state->setContent(u"history"_s, tr("Nothing was written yet"),
                        tr("Each change that you publish, and each write of the command line or an "
                           "agent, appears here with its reason and a way back."));
    showInstead(m_state);
}

void HistoryPlace::showProblem(const Error& error) {
    m_model->setEntries({});
    m_bar->clear();
    m_state->clearButtons();
    m_state->setContent(u"circle-x"_s, tr("The history cannot be read"),
                        cleanLine(error.message()));
    connect(m_state->addButton(u"historyRetry"_s, tr("Try again"), u"refresh-cw"_s),
            &QPushButton::clicked, this, &HistoryPlace::read);
    showInstead(m_state);
    inspect();
    updateRevert();
}

void HistoryPlace::applyFilter(const QString& text) {
    const WordFilter filter(text);
    table().setFilter(filter.isEmpty() ? std::function<bool(const QModelIndex&)>()
                                       : [this, filter](const QModelIndex& index) {
                                             return filter.matches(m_model->searchText(index));
                                         });
}

const HistoryEntry* HistoryPlace::current() const {
    const QModelIndex index = table().proxy().mapToSource(table().currentIndex());
    return index.isValid() ? &m_model->entry(index) : nullptr;
}

QString HistoryPlace::nameOf(const QString& path) const {
    const QString known = document().isEmpty() ? path : document().snapshot()->nameOf(path);
    // What is gone, or lives on another manager, is named by its id.
    return known == path ? cleanLine(path.section(u'/', -1)) : known;
}

void HistoryPlace::inspect() {
    const HistoryEntry* entry = current();
    if (entry == nullptr) {
        inspector().showNothing(tr("Choose a write to see what it changed, object by object."));
        return;
    }
    describeEntry(inspector(), *entry, [this](const QString& path) { return nameOf(path); });
}

void HistoryPlace::fillContextMenu(QMenu& menu) const {
    menu.addAction(m_revert);
    menu.addSeparator();
    TablePlace::fillContextMenu(menu);
}

void HistoryPlace::updateRevert() {
    const HistoryEntry* entry = current();
    const auto& target = m_session.target();
    const QString connectedTo = m_session.isConnected() && target ? target->name : QString();
    const QString obstacle = entry == nullptr       ? tr("Choose a write first.")
                             : m_publisher.isBusy() ? tr("Wait until the other write has ended.")
                                                    : entry->obstacleToRevert(connectedTo);
    m_revert->setEnabled(obstacle.isEmpty());
    m_revert->setToolTip(
        (obstacle.isEmpty() ? tr("Put everything back as it was before this write.") : obstacle)
            .toHtmlEscaped());
}

void HistoryPlace::revert() {
    const HistoryEntry* entry = current();
    if (entry == nullptr) {
        return;
    }
    if (entry->operation == u"publish_change") {
        m_publisher.revert(entry->undoId);
    } else {
        m_publisher.undoWrite(entry->undoId);
    }
}

} // namespace bulkhead::desktop
