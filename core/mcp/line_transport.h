// SPDX-License-Identifier: MIT
// LineTransport: carries whole lines both ways; the protocol knows no pipe and no file descriptor.
#pragma once

#include <QByteArray>
#include <QObject>

namespace bulkhead::mcp {

/// One JSON-RPC message a line, UTF-8, without the line feed (MCP 2026-07-28, transports: stdio).
/// Lives on the server's thread.
class LineTransport : public QObject {
    Q_OBJECT
public:
    explicit LineTransport(QObject* parent = nullptr);
    ~LineTransport() override;

    /// Begins to read. Connect first.
    virtual void start() = 0;
    /// Writes the line and a line feed as one piece.
    virtual void send(const QByteArray& line) = 0;

Q_SIGNALS:
    /// Never empty; a trailing carriage return is gone.
    void lineReceived(const QByteArray& line);
    /// A line that was longer than the transport takes was thrown away.
    void lineTooLong();
    /// The other side is gone: nothing will come any more.
    void closed();
};

} // namespace bulkhead::mcp
