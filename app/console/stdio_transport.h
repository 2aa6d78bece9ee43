// SPDX-License-Identifier: MIT
// StdioTransport: MCP's lines over the process's standard input and output.
#pragma once

#include "mcp/line_transport.h"

#include <QByteArray>

class QSocketNotifier;

namespace bulkhead::console {

/// Takes the wire for itself: afterwards descriptor 1 is the error stream and descriptor 0 is
/// empty, so that a stray print cannot break the protocol and a child cannot eat it. Reading and
/// writing never block the event loop. A line may have 16 MiB.
class StdioTransport final : public mcp::LineTransport {
    Q_OBJECT
public:
    explicit StdioTransport(QObject* parent = nullptr);
    /// On any two descriptors, which it owns from now on.
    StdioTransport(int input, int output, QObject* parent);
    ~StdioTransport() override;

    void start() override;
    void send(const QByteArray& line) override;
    /// True when everything that was sent has left.
    [[nodiscard]] bool isFlushed() const { return m_pending.isEmpty(); }

Q_SIGNALS:
    void flushed();

private:
    void read();
    void take(const QByteArray& bytes);
    void finishLine();
    void write();
    void watchWriting(bool wanted);
    void end();

    int m_input;
    int m_output;
    QSocketNotifier* m_readable = nullptr;
    QSocketNotifier* m_writable = nullptr;
    QByteArray m_line;
    QByteArray m_pending;
    bool m_skipping = false; ///< inside a line that is too long
    bool m_ended = false;
};

} // namespace bulkhead::console
