// SPDX-License-Identifier: MIT
// Pictures of the traceflow: empty, delivered, dropped, a form that explains, a comparison.
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/pictures.h"
#include "desktop/traceflow/trace_form.h"
#include "desktop/traceflow/trace_graph_view.h"
#include "desktop/traceflow/trace_list.h"
#include "desktop/traceflow/trace_view.h"
#include "desktop/traceflow/traceflow_place.h"

#include <QAction>
#include <QJsonObject>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QJsonObject flow(const QString& from, const QString& to, int port) {
    return {
        {u"src_vm"_s, from}, {u"dst_vm"_s, to}, {u"protocol"_s, u"TCP"_s}, {u"dst_port"_s, port}};
}

} // namespace

void PictureMaker::addTraces() {
    const auto place = [this]() -> TraceflowPlace& {
        return static_cast<TraceflowPlace&>(m_window->place(PlaceId::Traceflow));
    };
    const auto trace = [place](const QJsonObject& packet) {
        place().form().fill(packet);
        place().run(place().form().arguments());
    };
    const auto isDone = [place] {
        return !place().view().isEmpty() && !place().view().trace().isRunning;
    };
    addStep(u"traceflow"_s, {}, [this] {
        m_window->showPlace(PlaceId::Traceflow);
        m_window->actions().themeLight->trigger();
    });
    addStep(u"traceflow form"_s, {}, [this, place] {
        photograph(u"traceflow-empty"_s);
        place().form().fill(flow(u"stage-billing-app-01"_s, u"dev-tracking-01"_s, 443));
    });
    addStep(u"delivered"_s, {}, [this, trace] {
        photograph(u"traceflow-form"_s);
        trace(flow(u"prod-webshop-web-01"_s, u"prod-webshop-app-01"_s, 8443));
    });
    addStep(u"trace delivered"_s, isDone, [place] { place().view().setCurrentHop(2); });
    addStep(u"delivered light"_s, {}, [this] { photograph(u"traceflow-delivered"_s); });
    addStep(u"dropped"_s, {},
            [trace] { trace(flow(u"prod-webshop-web-01"_s, u"prod-crm-app-01"_s, 22)); });
    addStep(u"trace dropped"_s, isDone, [this, place] {
        place().view().setCurrentHop(static_cast<int>(place().view().graph().hops.size()) - 1);
        photograph(u"traceflow-dropped"_s);
        photograph(u"traceflow-200"_s, 2.0);
        m_window->actions().themeDark->trigger();
    });
    addStep(u"trace compared"_s, {}, [this, place] {
        photograph(u"traceflow-dark"_s);
        const auto& traces = place().list().traces();
        place().compare(ShownTrace(traces[1]), ShownTrace(traces[0]));
    });
    addStep(u"comparison"_s, {}, [this] {
        photograph(u"traceflow-compared"_s);
        m_window->actions().themeLight->trigger();
        m_window->showPlace(PlaceId::Firewall);
    });
}

} // namespace bulkhead::desktop
