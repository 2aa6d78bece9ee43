// SPDX-License-Identifier: MIT
// ToolService: tools/list and tools/call for both eras; only the dialect differs.
#pragma once

#include "mcp/in_flight.h"
#include "mcp/method_table.h"
#include "mcp/tool_catalogue.h"
#include "ops/pipeline.h"

#include <QObject>

namespace bulkhead::mcp {

/// Runs tools at the same time; each answers when it is done. Lives on the server's thread.
class ToolService final : public QObject {
public:
    explicit ToolService(ops::Pipeline pipeline, InFlight& inFlight, QObject* parent = nullptr);

    /// tools/list, tools/call and the capability.
    void addTo(MethodTable& methods);

    [[nodiscard]] const ops::Pipeline& pipeline() const { return m_pipeline; }
    /// Calls that have not ended yet, cancelled ones too.
    [[nodiscard]] int running() const { return m_running; }
    void onIdle(std::function<void()> callback) { m_idle = std::move(callback); }

private:
    void list(const Request& request) const;
    void call(const Request& request);
    void finish(const Reply& reply, Dialect dialect, const Result<ops::Outcome>& outcome);

    ops::Pipeline m_pipeline;
    ToolCatalogue m_catalogue;
    InFlight& m_inFlight;
    int m_running = 0;
    std::function<void()> m_idle;
};

} // namespace bulkhead::mcp
