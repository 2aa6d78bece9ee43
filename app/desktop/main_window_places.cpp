// SPDX-License-Identifier: MIT
// How MainWindow gets to places and objects, and back; its content stands in main_window.cpp.
#include "desktop/changes/change_panel.h"
#include "desktop/connection/top_bar.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/finder/navigator.h"
#include "desktop/firewall/firewall_place.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/traceflow/traceflow_place.h"
#include "desktop/widgets/navigation_bar.h"

#include <QAction>

namespace bulkhead::desktop {

void MainWindow::connectNavigator() {
    m_navigator = new Navigator(*m_document, *m_actions, centralWidget(), [this] {
        const QString part = place(m_place).currentPart();
        const Visit visit = whereAmI();
        return Standpoint{visit, part.isEmpty() ? visit.key : part};
    });
    m_topBar->addSearch(m_navigator->openPalette());
    connect(m_navigator, &Navigator::openRequested, this, &MainWindow::openObject);
    connect(m_navigator, &Navigator::visitRequested, this, [this](const Visit& visit) {
        switchTo(visit.place);
        if (!visit.key.isEmpty()) {
            place(visit.place).goTo(visit.key);
        }
        place(visit.place).focusContent();
    });
    connect(m_navigator, &Navigator::findingRequested, this,
            [this](const change::Finding& finding) {
                openObject(finding.path);
                if (m_place == PlaceId::Firewall) {
                    static_cast<FirewallPlace&>(place(m_place)).showField(finding.field);
                }
            });
}

Visit MainWindow::whereAmI() const {
    return {m_place, place(m_place).currentKey()};
}

void MainWindow::showPlace(PlaceId place) {
    const Visit from = whereAmI();
    switchTo(place);
    m_navigator->went(from, whereAmI());
}

void MainWindow::switchTo(PlaceId place) {
    m_place = place;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (m_places[i].first == place) {
            m_navigation->setCurrent(static_cast<int>(i));
        }
    }
    showEmptyOrPlace();
    fillColumnMenu();
    updateEnabled();
}

TraceflowPlace& MainWindow::traceflow() const {
    return static_cast<TraceflowPlace&>(place(PlaceId::Traceflow));
}

void MainWindow::traceFrom(const QString& pathOrId) {
    showPlace(PlaceId::Traceflow);
    traceflow().startFrom(pathOrId);
}

void MainWindow::openObject(const QString& pathOrId) {
    if (m_document->isEmpty()) {
        return;
    }
    for (const auto& [id, place] : m_places) {
        if (place->holds(pathOrId)) {
            const Visit from = whereAmI();
            switchTo(id);
            place->goTo(pathOrId);
            place->focusContent();
            m_navigator->went(from, whereAmI());
            return;
        }
    }
    // Segments and profiles have no place of their own.
    if (Inspector* inspector = place(m_place).inspectorPane()) {
        describeObject(*inspector, *m_document, pathOrId);
    }
}

} // namespace bulkhead::desktop
