// SPDX-License-Identifier: MIT
// ToolService: tools/list and tools/call for both eras; only the dialect differs.
#pragma once

#include "mcp/dialect.h"
#include "mcp/in_flight.h"
#include "mcp/reply.h"
#include "mcp/tool_catalogue.h"
#include "ops/pipeline.h"

#include <QObject>

namespace bulkhead::mcp {

/// Runs tools at the same time; each answers when it is done. Lives on the server's thread.
class ToolService final : public QObject {
public:
    explicit ToolService(ops::Pipeline pipeline, InFlight& inFlight, QObject* parent = nullptr);

    void list(const QJsonObject& params, const Reply& reply, Dialect dialect) const;
    void call(const QJsonObject& params, const Reply& reply, Dialect dialect,
              const QString& clientName);

    [[nodiscard]] const ops::Pipeline& pipeline() const { return m_pipeline; }
    /// Calls that have not ended yet, cancelled ones too.
    [[nodiscard]] int running() const { return m_running; }
    void onIdle(std::function<void()> callback) { m_idle = std::move(callback); }

private:
    void finish(const Reply& reply, Dialect dialect, const Result<ops::Outcome>& outcome);

    ops::Pipeline m_pipeline;
    ToolCatalogue m_catalogue;
    InFlight& m_inFlight;
    int m_running = 0;
    std::function<void()> m_idle;
};

} // namespace bulkhead::mcp
