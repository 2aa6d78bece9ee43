// SPDX-License-Identifier: MIT
#include "mcp/client_requests.h"

#include "nsx/event.h"

#include <QHash>
#include <QTimer>

#include <optional>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

struct Pending {
    nsx::Event over;
    std::optional<QJsonObject> message; ///< the client's answer
    bool isAbandoned = false;           ///< by us
};

QJsonObject message(const QString& method, const QJsonObject& params) {
    return {{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, method}, {u"params"_s, params}};
}

} // namespace

struct ClientRequests::State {
    Send send;
    QHash<QString, std::shared_ptr<Pending>> open;
    int last = 0;
};

ClientRequests::ClientRequests(Send send)
    : m_state(std::make_shared<State>(State{std::move(send), {}, 0})) {}

Task<QJsonObject> ClientRequests::ask(QString method, QJsonObject params, CancellationToken token,
                                      std::chrono::milliseconds patience) const {
    const std::shared_ptr<State> state = m_state;
    const auto pending = std::make_shared<Pending>();
    const QString id = u"s%1"_s.arg(++state->last);
    state->open.insert(id, pending);
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [pending] { pending->over.fire(); });
    timer.start(patience);
    token.onCancelled(&timer, [pending] {
        pending->isAbandoned = true;
        pending->over.fire();
    });
    QJsonObject request = message(method, params);
    request.insert(u"id"_s, id);
    state->send(request);
    co_await pending->over.wait();
    state->open.remove(id);
    if (!pending->message) {
        const QString reason = pending->isAbandoned ? u"not needed any more"_s : u"timed out"_s;
        state->send(
            message(u"notifications/cancelled"_s, {{u"requestId"_s, id}, {u"reason"_s, reason}}));
        if (pending->isAbandoned) {
            co_return fail(cancelledError(u"The question to the person"_s));
        }
        co_return fail(ErrorKind::Unreachable, u"Ask again."_s,
                       u"The client did not answer in time."_s);
    }
    const QJsonValue result = pending->message->value(u"result"_s);
    if (!result.isObject()) {
        co_return fail(ErrorKind::Refused, u"Use a client that can ask its person."_s,
                       u"The client refused to ask."_s);
    }
    co_return result.toObject();
}

void ClientRequests::take(const QJsonValue& id, const QJsonObject& message) const {
    const auto pending = m_state->open.value(id.toString());
    if (pending && !pending->message && !pending->over.hasFired()) {
        pending->message = message;
        pending->over.fire();
    }
}

void ClientRequests::close() const {
    m_state->send = [](const QJsonObject&) {};
    for (const std::shared_ptr<Pending>& pending : std::as_const(m_state->open)) {
        pending->isAbandoned = true;
        pending->over.fire();
    }
}

} // namespace bulkhead::mcp
