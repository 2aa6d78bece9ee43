// SPDX-License-Identifier: MIT
// Batch: collects the answers to the requests of one JSON-RPC array.
#pragma once

#include "mcp/reply.h"

#include <QJsonArray>

#include <functional>

namespace bulkhead::mcp {

/// Sends one array when every expected answer has come or was dropped; nothing if none is left
/// (MCP 2025-03-26, batching). `expect` before anything can answer, `seal` when all are known.
class Batch final : public Outlet {
public:
    using Send = std::function<void(const QJsonArray&)>;
    using Notify = std::function<void(const QJsonObject&)>;
    Batch(Send send, Notify notify);

    void expect() { ++m_open; }
    void seal();

    void answer(const QJsonObject& message) override;
    void drop() override;
    void notify(const QJsonObject& message) override;

private:
    void finishOne();

    Send m_send;
    Notify m_notify;
    QJsonArray m_answers;
    int m_open = 1; ///< the one that seal() closes
};

} // namespace bulkhead::mcp
