// SPDX-License-Identifier: MIT
// Server: classifies each line and hands it to the era that it belongs to.
#pragma once

#include "mcp/context_service.h"
#include "mcp/in_flight.h"
#include "mcp/legacy_era.h"
#include "mcp/line_transport.h"
#include "mcp/message.h"
#include "mcp/modern_era.h"
#include "mcp/server_options.h"
#include "mcp/tool_service.h"

#include <QObject>
#include <QPointer>

namespace bulkhead::mcp {

/// An MCP server over one transport, for clients of both eras at the same time. Tools run
/// concurrently; a line is never kept waiting by the one before. Nothing is opened or asked before
/// the first tools/call.
class Server final : public QObject {
    Q_OBJECT
public:
    /// Does not own the transport, which must live as long.
    Server(ops::Pipeline pipeline, LineTransport& transport, const ServerOptions& options = {},
           QObject* parent = nullptr);
    ~Server() override;

    /// Takes no more lines, cancels what is running without answering, and emits `finished` when
    /// nothing is left.
    void shutDown();
    /// What is answered by whom; for whoever adds to it before the transport starts.
    [[nodiscard]] MethodTable& methods() { return m_methods; }
    /// For whoever answers in its place: what asks the client, and what tells it.
    [[nodiscard]] const ClientRequests& clientRequests() const { return m_desk.clientRequests(); }
    [[nodiscard]] const LogService& log() const { return m_log; }

Q_SIGNALS:
    void finished();

private:
    class Wire;
    void receive(const QByteArray& line);
    void receiveBatch(const QJsonArray& messages);
    void receiveOne(const Message& message, const std::shared_ptr<Outlet>& outlet);
    void request(const Message& message, const std::shared_ptr<Outlet>& outlet);
    void notification(const Message& message);
    void refuseLine(const QString& why);
    void sendJson(const QJsonObject& message);
    void finishIfIdle();
    void askClient(const QJsonObject& message);

    LineTransport& m_transport;
    InFlight m_inFlight;
    LogService m_log;
    ConfirmationDesk m_desk;
    ToolService m_tools;
    std::shared_ptr<Wire> m_wire;
    ContextService m_context;
    MethodTable m_methods;
    LegacyEra m_legacy;
    ModernEra m_modern;
    int m_badLines = 0; ///< in a row
    bool m_open = true;
    bool m_finished = false;
};

} // namespace bulkhead::mcp
