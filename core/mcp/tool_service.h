// SPDX-License-Identifier: MIT
// ToolService: tools/list and tools/call for both eras; only the dialect differs.
#pragma once

#include "mcp/confirmation_desk.h"
#include "mcp/in_flight.h"
#include "mcp/log_service.h"
#include "mcp/method_table.h"
#include "mcp/tool_catalogue.h"
#include "ops/pipeline.h"

#include <QObject>

namespace bulkhead::mcp {

/// Runs tools at the same time; each answers when it is done. Lives on the server's thread.
class ToolService final : public QObject {
public:
    struct Parts {
        ops::Pipeline pipeline;
        InFlight& inFlight;
        const LogService& log;
        ConfirmationDesk& desk;
        ServerOptions options;
    };
    explicit ToolService(Parts parts, QObject* parent = nullptr);

    /// tools/list, tools/call and the capability.
    void addTo(MethodTable& methods);

    [[nodiscard]] const ops::Pipeline& pipeline() const { return m_parts.pipeline; }
    /// Calls that have not ended yet, cancelled ones too.
    [[nodiscard]] int running() const { return m_running; }
    void onIdle(std::function<void()> callback) { m_idle = std::move(callback); }

private:
    using Outcome = Result<ops::Outcome>;
    void list(const Request& request) const;
    void call(const Request& request);
    void finish(const Request& request, const std::shared_ptr<CallConfirmer>& confirmer,
                const Outcome& outcome);
    static void answer(const Request& request, const ToolOutcome& outcome);
    static void answer(const Request& request, const Detour& detour);

    Parts m_parts;
    ToolCatalogue m_catalogue;
    int m_running = 0;
    std::function<void()> m_idle;
};

} // namespace bulkhead::mcp
