// SPDX-License-Identifier: MIT
#include "mcp/server.h"

#include "guard/guard_files.h"
#include "mcp/batch.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

/// So many unreadable lines in a row are answered; a client that sends more does not listen.
constexpr int kAnsweredBadLines = 8;

} // namespace

/// The outlet of single requests.
class Server::Wire final : public Outlet {
public:
    explicit Wire(Server* server) : m_server(server) {}
    void answer(const QJsonObject& message) override { notify(message); }
    void drop() override {}
    void notify(const QJsonObject& message) override {
        if (m_server) {
            m_server->sendJson(message);
        }
    }

private:
    QPointer<Server> m_server;
};

Server::Server(ops::Pipeline pipeline, LineTransport& transport, const ServerOptions& options,
               QObject* parent)
    : QObject(parent),
      m_transport(transport),
      m_desk(options.destructive, [this](const QJsonObject& message) { askClient(message); }),
      m_tools({std::move(pipeline), m_inFlight, m_log, m_desk, options}),
      m_wire(std::make_shared<Wire>(this)),
      m_context(m_tools.pipeline(), guard::standardGuard().reader, m_inFlight, m_wire),
      m_legacy(m_methods, m_tools.pipeline().sources()),
      m_modern(m_methods, m_tools.pipeline().sources()) {
    m_tools.addTo(m_methods);
    m_context.addTo(m_methods);
    m_legacy.onHandshake([this] { m_context.forgetLegacy(); });
    m_log.addTo(m_methods);
    connect(&m_transport, &LineTransport::lineReceived, this, &Server::receive);
    connect(&m_transport, &LineTransport::lineTooLong, this,
            [this] { refuseLine(u"The line is longer than this server takes."_s); });
    connect(&m_transport, &LineTransport::closed, this, &Server::shutDown);
}

Server::~Server() = default;

void Server::sendJson(const QJsonObject& message) {
    m_transport.send(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

void Server::askClient(const QJsonObject& message) {
    if (m_open) {
        sendJson(message);
    }
}

void Server::refuseLine(const QString& why) {
    if (!m_open || ++m_badLines > kAnsweredBadLines) {
        return;
    }
    const std::optional<Dialect>& dialect = m_legacy.dialect();
    if (dialect && !dialect->takesErrorWithoutId()) {
        return;
    }
    sendJson(errorMessage(QJsonValue(QJsonValue::Undefined), kParseError, why));
}

void Server::receive(const QByteArray& line) {
    if (!m_open) {
        return;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (error.error != QJsonParseError::NoError) {
        refuseLine(u"Parse error: "_s + error.errorString());
        return;
    }
    m_badLines = 0;
    if (document.isArray()) {
        receiveBatch(document.array());
    } else {
        receiveOne(classify(document.object()), m_wire);
    }
}

void Server::receiveBatch(const QJsonArray& messages) {
    const std::optional<Dialect>& dialect = m_legacy.dialect();
    if (!dialect || !dialect->takesBatches() || messages.isEmpty()) {
        sendJson(errorMessage(QJsonValue(QJsonValue::Undefined), kInvalidRequest,
                              messages.isEmpty()
                                  ? u"A batch holds at least one message."_s
                                  : u"Batches are not supported in this protocol version."_s));
        return;
    }
    const auto batch = std::make_shared<Batch>(
        [this, guard = QPointer<Server>(this)](const QJsonArray& answers) {
            if (guard) {
                m_transport.send(QJsonDocument(answers).toJson(QJsonDocument::Compact));
            }
        },
        [wire = m_wire](const QJsonObject& message) { wire->notify(message); });
    for (const QJsonValue value : messages) {
        Message message = classify(value);
        // The handshake is no part of a batch, and the modern era has none.
        if (message.kind == MessageKind::Request &&
            (message.method == u"initialize" || message.hasModernClaim())) {
            message.kind = MessageKind::Invalid;
            message.fault = u"This request cannot stand in a batch."_s;
        }
        if (message.kind == MessageKind::Request || message.kind == MessageKind::Invalid) {
            batch->expect();
        }
        receiveOne(message, batch);
    }
    batch->seal();
}

void Server::receiveOne(const Message& message, const std::shared_ptr<Outlet>& outlet) {
    switch (message.kind) {
    case MessageKind::Invalid:
        outlet->answer(errorMessage(message.id, kInvalidRequest, message.fault));
        break;
    case MessageKind::Request:
        request(message, outlet);
        break;
    case MessageKind::Notification:
        notification(message);
        break;
    case MessageKind::Response:
        m_desk.clientRequests().take(message.id, message.body);
        break;
    }
}

void Server::request(const Message& message, const std::shared_ptr<Outlet>& outlet) {
    const Reply reply(message.id, outlet);
    if (!message.fault.isEmpty()) {
        reply.error(kInvalidParams, message.fault);
    } else if (m_inFlight.contains(message.id)) {
        reply.error(kInvalidRequest, u"A request with this id is still being answered."_s);
    } else if (message.hasModernClaim()) {
        m_modern.handle(message, reply);
    } else if (message.method == u"server/discover") {
        reply.error(kInvalidParams, u"Missing params._meta: "_s + kVersionKey + u" is required"_s);
    } else {
        m_legacy.handle(message, reply);
    }
}

void Server::notification(const Message& message) {
    if (message.method == u"notifications/cancelled") {
        const QJsonValue id = message.params.value(u"requestId"_s);
        if (isIdentifier(id)) {
            m_inFlight.cancel(id);
        }
    }
}

void Server::shutDown() {
    if (!m_open) {
        return;
    }
    m_open = false;
    m_context.close();
    m_inFlight.cancelAll();
    m_tools.onIdle([this] { finishIfIdle(); });
    m_context.onIdle([this] { finishIfIdle(); });
    finishIfIdle();
}

void Server::finishIfIdle() {
    if (!m_finished && m_tools.running() == 0 && m_context.isIdle()) {
        m_finished = true;
        Q_EMIT finished();
    }
}

} // namespace bulkhead::mcp
