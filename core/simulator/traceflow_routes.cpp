// SPDX-License-Identifier: MIT
// Routes of traceflows in both APIs. The Policy API's configurations are objects like any other;
// here is what happens when one is written, and its results.
#include "simulator/field_checks.h"
#include "simulator/list_page.h"
#include "simulator/presentation.h"
#include "simulator/router.h"
#include "simulator/traceflow.h"

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDefaultTimeoutMs = 10'000;

ApiError noTrace(const QString& id) {
    return {404, 202, u"traceflow"_s, u"The traceflow "_s + id + u" could not be found."_s};
}

/// The page of observations that pass the filters of the request.
Response observationPage(World& world, const Request& request, const Trace& trace,
                         QJsonObject (*show)(const QJsonObject&)) {
    static const QStringList filters = {u"component_name"_s, u"component_type"_s,
                                        u"resource_type"_s, u"transport_node_name"_s};
    std::vector<QJsonObject> items;
    for (const QJsonObject& observation : observationsSoFar(world, trace)) {
        const QJsonObject shown = show(observation);
        const bool passes = std::all_of(filters.begin(), filters.end(), [&](const QString& filter) {
            const QString wanted = request.parameter(filter);
            return wanted.isEmpty() || shown.value(filter).toString() == wanted;
        });
        if (passes) {
            items.push_back(shown);
        }
    }
    return listResponse(request, std::move(items), QString());
}

// The Manager API

Problem checkOrder(const QJsonObject& order) {
    if (order.value(u"lport_id"_s).toString().isEmpty()) {
        return u"lport_id is required"_s;
    }
    if (Problem problem = checkWhole(order, u"timeout"_s, 5000, 15000)) {
        return problem; // milliseconds
    }
    return checkPacket(order.value(u"packet"_s));
}

Response create(World& world, const Request& request) {
    const Answer<QJsonObject> order = request.json();
    if (!order) {
        return errorResponse(order.error());
    }
    if (const Problem problem = checkOrder(*order)) {
        return errorResponse(invalidField(*problem));
    }
    Trace trace = runTraceflow(world, order->value(u"lport_id"_s).toString(),
                               order->value(u"packet"_s).toObject(),
                               order->value(u"timeout"_s).toInteger(kDefaultTimeoutMs));
    trace.id = world.makeUniqueId(u"traceflow"_s);
    world.traces.insert(trace.id, trace);
    return jsonResponse(traceStatus(world, trace), 201);
}

Response listTraces(World& world, const Request& request) {
    std::vector<QJsonObject> items;
    const QString port = request.parameter(u"lport_id"_s);
    for (auto trace = world.traces.cbegin(); trace != world.traces.cend(); ++trace) {
        const bool isOfPolicy = trace.key().startsWith(u'/');
        if (!isOfPolicy && (port.isEmpty() || trace->lportId == port)) {
            items.push_back(traceStatus(world, *trace));
        }
    }
    return listResponse(request, std::move(items), u"_create_time"_s);
}

Response getTrace(World& world, const Request& request) {
    const QString id = request.captures.value(0);
    const auto trace = world.traces.constFind(id);
    return trace == world.traces.cend() ? errorResponse(noTrace(id))
                                        : jsonResponse(traceStatus(world, *trace));
}

Response getObservations(World& world, const Request& request) {
    const QString id = request.captures.value(0);
    const auto trace = world.traces.constFind(id);
    return trace == world.traces.cend()
               ? errorResponse(noTrace(id))
               : observationPage(world, request, *trace, managerObservation);
}

Response deleteTrace(World& world, const Request& request) {
    const QString id = request.captures.value(0);
    return world.traces.remove(id) ? emptyResponse() : errorResponse(noTrace(id));
}

// The Policy API

QString configurationPath(const Request& request) {
    return u"/infra/traceflows/"_s + request.captures.value(0);
}

/// The run for a configuration as it stands; a new one if it was written since.
const Trace& traceFor(World& world, const StoredObject& configuration) {
    Trace& trace = world.traces[configuration.path];
    if (trace.started == 0 || trace.revision != configuration.revision()) {
        const QJsonObject& fields = configuration.fields;
        const QString source = fields.value(u"source_id"_s).toString();
        constexpr qint64 msPerSecond = 1000;
        trace = runTraceflow(
            world, source.isEmpty() ? fields.value(u"segment_port_path"_s).toString() : source,
            fields.value(u"packet"_s).toObject(),
            fields.value(u"timeout"_s).toInteger() * msPerSecond);
        trace.id = configuration.text(u"unique_id"_s);
        trace.revision = configuration.revision();
        trace.isTransient = fields.value(u"is_transient"_s).toBool(true);
    }
    return trace;
}

using ShowTrace = Response (*)(World&, const Request&, const Trace&);

Response withTrace(World& world, const Request& request, ShowTrace show) {
    const StoredObject* configuration = world.store.find(configurationPath(request));
    return configuration == nullptr ? errorResponse(notFound(configurationPath(request)))
                                    : show(world, request, traceFor(world, *configuration));
}

Response policyStatus(World& world, const Request& request) {
    return withTrace(world, request, [](World& inWorld, const Request&, const Trace& trace) {
        return jsonResponse(traceStatus(inWorld, trace));
    });
}

Response policyObservations(World& world, const Request& request) {
    return withTrace(world, request, [](World& inWorld, const Request& asked, const Trace& trace) {
        return observationPage(inWorld, asked, trace, policyObservation);
    });
}

/// The name of the action is not verified.
Response restart(World& world, const Request& request) {
    if (request.parameter(u"action"_s) != u"restart"_s) {
        return errorResponse(invalidField(u"action is not restart"_s));
    }
    world.traces.remove(configurationPath(request));
    return withTrace(world, request,
                     [](World&, const Request&, const Trace&) { return emptyResponse(); });
}

/// Written as any object is; the packet leaves at once.
Response writeConfiguration(World& world, const Request& request) {
    Response response = writeIntent(world, request);
    if (const StoredObject* configuration = world.store.find(configurationPath(request));
        configuration != nullptr && response.status == 200) {
        traceFor(world, *configuration);
    }
    return response;
}

Response deleteConfiguration(World& world, const Request& request) {
    Response response = writeIntent(world, request);
    if (response.status == 200) {
        world.traces.remove(configurationPath(request));
    }
    return response;
}

} // namespace

void addTraceflowRoutes(Router& router) {
    const QString manager = u"api/v1/traceflows"_s;
    router.add("POST", manager, create);
    router.add("GET", manager, listTraces);
    router.add("GET", manager + u"/*"_s, getTrace);
    router.add("DELETE", manager + u"/*"_s, deleteTrace);
    router.add("GET", manager + u"/*/observations"_s, getObservations);
    const QString configuration = u"policy/api/v1/infra/traceflows/*"_s;
    router.add("PUT", configuration, writeConfiguration);
    router.add("PATCH", configuration, writeConfiguration);
    router.add("DELETE", configuration, deleteConfiguration);
    router.add("POST", configuration, restart);
    router.add("GET", configuration + u"/status"_s, policyStatus);
    router.add("GET", configuration + u"/observations"_s, policyObservations);
}

} // namespace bulkhead::simulator
