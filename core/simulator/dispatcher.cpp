// SPDX-License-Identifier: MIT
#include "simulator/dispatcher.h"

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

void addRetryAfter(const Fault& fault, Response& response) {
    if (fault.retryAfterSeconds >= 0) {
        response.headers.emplace_back("Retry-After", QByteArray::number(fault.retryAfterSeconds));
    }
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
      m_sessions(options.user, options.password, options.sessionTimeoutSeconds),
      m_gate(options.requestsPerSecond, options.concurrentRequests) {
    world.productVersion = options.productVersion;
    world.user = options.user;
    world.sessionTimeoutSeconds = options.sessionTimeoutSeconds;
    world.requestsPerSecond = options.requestsPerSecond;
    world.concurrentRequests = options.concurrentRequests;
    world.realizationDelayMs = options.realizationDelayMs;
    addSystemRoutes(m_router);
    addInventoryRoutes(m_router);
    addTagRoutes(m_router);
    addTagOperationRoutes(m_router);
    addGroupRoutes(m_router);
    addAssociationRoutes(m_router);
    addSearchRoutes(m_router);
    addRealizationRoutes(m_router);
    addStatisticsRoutes(m_router);
    addServiceEntryRoutes(m_router);
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
    Answer<QString> user = m_sessions.authenticate(request);
    if (!user) {
        return errorResponse(user.error());
    }
    request.user = *user;
    return answerLoggedIn(request);
}

Response Dispatcher::answerLoggedIn(Request& request) {
    const Answer<RateGate::Ticket> ticket = m_gate.enter(request.user);
    if (!ticket) {
        return errorResponse(ticket.error());
    }
    const std::scoped_lock lock(m_world.mutex);
    m_world.dropPurged();
    return m_router.route(m_world, request);
}

Response Dispatcher::answerWith(const Fault& fault, Request& request) {
    Response response;
    switch (fault.kind) {
    case Fault::Kind::Delay: // a delay never comes here as a fault of its own
        return answer(request);
    case Fault::Kind::Status:
        response = errorResponse({fault.status, fault.status, u"common-services"_s,
                                  u"The service is not available at the moment."_s});
        addRetryAfter(fault, response);
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
