// SPDX-License-Identifier: MIT
#include "simulator/dispatcher.h"

#include "simulator/batch.h"

#include <chrono>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

bool isSessionCall(const Request& request, const QString& verb) {
    const QStringList call = {u"api"_s, u"session"_s, verb};
    // The bindings put the session calls below /policy/api/v1, an artefact that clients send.
    return request.method == "POST" &&
           (request.segments == call ||
            request.segments == QStringList{u"policy"_s, u"api"_s, u"v1"_s} + call);
}

std::vector<SimulatedUser> allUsers(const SimulatorOptions& options) {
    std::vector<SimulatedUser> users = options.moreUsers;
    users.push_back({options.user, options.password});
    return users;
}

/// POSTs that only ask: the IDS reports and the search in the exclusion list.
bool isRead(const Request& request) {
    static const QStringList questions = {u"ids-events"_s, u"ids-summary"_s, u"affected-vms"_s,
                                          u"affected-ips"_s, u"affected-users"_s};
    return request.method == "GET" || request.method == "HEAD" ||
           (request.method == "POST" &&
            (questions.contains(request.segments.value(request.segments.size() - 1)) ||
             request.parameter(u"action"_s) == u"filter"_s));
}

/// 403/401: the code for "authenticated, but the role denies it" (not verified).
ApiError forbidden(const Caller& caller) {
    return {403, 401, u"common-services"_s,
            u"The user '"_s + caller.user + u"' with role '"_s + caller.role +
                u"' does not have permission to perform this operation."_s};
}

void addRetryAfter(const Fault& fault, Response& response) {
    if (fault.retryAfterSeconds >= 0) {
        response.headers.emplace_back("Retry-After", QByteArray::number(fault.retryAfterSeconds));
    }
}

ApiError plantedError(const Fault& fault) {
    const QString message = fault.message.isEmpty()
                                ? u"The service is not available at the moment."_s
                                : QString::fromUtf8(fault.message);
    const QString module =
        fault.module.isEmpty() ? u"common-services"_s : QString::fromUtf8(fault.module);
    return {fault.status, fault.errorCode < 0 ? fault.status : fault.errorCode, module, message};
}

Response otherContent(const QByteArray& text, const QByteArray& type) {
    Response response;
    response.text = text;
    response.contentType = type;
    return response;
}

} // namespace

Dispatcher::Dispatcher(World& world, const SimulatorOptions& options)
    : m_world(world),
      m_sessions(allUsers(options), options.sessionTimeoutSeconds),
      m_gate(options.requestsPerSecond, options.concurrentRequests) {
    world.productVersion = options.productVersion;
    world.user = options.user;
    world.sessionTimeoutSeconds = options.sessionTimeoutSeconds;
    world.requestsPerSecond = options.requestsPerSecond;
    world.concurrentRequests = options.concurrentRequests;
    world.realizationDelayMs = options.realizationDelayMs;
    world.purgeDelayMs = options.purgeDelayMs;
    world.traceflowDelayMs = options.traceflowDelayMs;
    world.trafficSeed = options.trafficSeed;
    addSystemRoutes(m_router);
    addInventoryRoutes(m_router);
    addHostRoutes(m_router);
    addIdsRoutes(m_router);
    addConfigurationRoutes(m_router);
    addTagRoutes(m_router);
    addTagOperationRoutes(m_router);
    addGroupRoutes(m_router);
    addExcludeListRoutes(m_router);
    addAssociationRoutes(m_router);
    addSearchRoutes(m_router);
    addRealizationRoutes(m_router);
    addStatisticsRoutes(m_router);
    addServiceEntryRoutes(m_router);
    addTraceflowRoutes(m_router);
    addHierarchyRoutes(m_router);
    addIntentRoutes(m_router);
}

Response Dispatcher::handle(Request&& request) {
    RequestRecord record{request.method, request.target,
                         isSessionCall(request, u"create"_s) ? QByteArray() : request.body, 0};
    const Strike strike = m_faults.take(request.method, request.target);
    if (strike.delayMs > 0) {
        delay(strike.delayMs);
    }
    Response response = strike.fault ? answerWith(*strike.fault, request) : answer(request);
    record.status = response.delivery == Response::Delivery::Drop ? 0 : response.status;
    m_log.add(std::move(record));
    return response;
}

Response Dispatcher::answer(Request& request) {
    if (isSessionCall(request, u"create"_s)) {
        return m_sessions.create(request);
    }
    if (isSessionCall(request, u"destroy"_s)) {
        return m_sessions.destroy(request);
    }
    Answer<Caller> caller = m_sessions.authenticate(request);
    if (!caller) {
        return errorResponse(caller.error());
    }
    caller->allowsOverwrite = request.caller.allowsOverwrite;
    request.caller = *caller;
    if (!isRead(request) && !request.caller.mayWrite()) {
        return errorResponse(forbidden(request.caller));
    }
    return answerLoggedIn(request);
}

Response Dispatcher::answerLoggedIn(Request& request) {
    const Answer<RateGate::Ticket> ticket = m_gate.enter(request.caller.user);
    if (!ticket) {
        return errorResponse(ticket.error());
    }
    const std::scoped_lock lock(m_world.mutex);
    m_world.viewer = request.caller;
    m_world.dropPurged();
    return isBatch(request) ? runBatch(m_world, m_router, request)
                            : m_router.route(m_world, request);
}

Response Dispatcher::answerWith(const Fault& fault, Request& request) {
    Response response;
    switch (fault.kind) {
    case Fault::Kind::Delay: // a delay never comes here as a fault of its own
        return answer(request);
    case Fault::Kind::Status:
        if (fault.isDone) {
            const Response unheard = answer(request);
            Q_UNUSED(unheard)
        }
        response = errorResponse(plantedError(fault));
        addRetryAfter(fault, response);
        return response;
    case Fault::Kind::LoseRequest:
        response.delivery = Response::Delivery::Drop;
        return response;
    case Fault::Kind::DropConnection:
        response = answer(request);
        response.delivery = Response::Delivery::Drop;
        return response;
    case Fault::Kind::TruncateBody:
        response = answer(request);
        response.delivery = Response::Delivery::Truncate;
        return response;
    case Fault::Kind::HtmlBody:
        return otherContent("<html><head><title>Proxy</title></head>"
                            "<body><h1>Welcome</h1></body></html>",
                            "text/html");
    case Fault::Kind::WrongJson:
        return otherContent("[1,2,3]", "application/json");
    case Fault::Kind::ExpireSession:
        m_sessions.expireAll();
        return answer(request);
    case Fault::Kind::BadXsrf:
        return errorResponse(badXsrfToken());
    case Fault::Kind::RateLimit:
        response = errorResponse(tooManyRequests(m_world.user, m_world.requestsPerSecond));
        addRetryAfter(fault, response);
        return response;
    case Fault::Kind::StaleRevision:
        return errorResponse(staleRevision(request.path()));
    }
    return answer(request);
}

void Dispatcher::delay(int milliseconds) {
    std::unique_lock lock(m_stopMutex);
    m_stopSignal.wait_for(lock, std::chrono::milliseconds(milliseconds),
                          [this] { return m_stopped; });
}

void Dispatcher::stop() {
    const std::scoped_lock lock(m_stopMutex);
    m_stopped = true;
    m_stopSignal.notify_all();
}

} // namespace bulkhead::simulator
