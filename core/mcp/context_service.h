// SPDX-License-Identifier: MIT
// ContextService: what a server offers beside its tools: resources, prompts, completion,
// subscriptions.
#pragma once

#include "mcp/change_watch.h"
#include "mcp/completion_service.h"
#include "mcp/method_table.h"
#include "mcp/resource_service.h"
#include "mcp/subscription_service.h"

#include <functional>
#include <memory>

namespace bulkhead::mcp {

/// Making it costs nothing: no manager, file or thread is touched before the first request that
/// needs one. Lives on the server's thread.
class ContextService final : public QObject {
public:
    /// `wire` takes the notifications of legacy subscriptions. `audit` is where changes are read.
    ContextService(const ops::Pipeline& pipeline, std::shared_ptr<guard::AuditReader> audit,
                   InFlight& inFlight, std::shared_ptr<Outlet> wire,
                   std::chrono::milliseconds pollInterval = ChangeWatch::kInterval,
                   QObject* parent = nullptr);

    /// The methods and their capabilities. The table must not outlive this.
    void addTo(MethodTable& methods);

    /// A client shakes hands anew: its subscriptions of before are gone.
    void forgetLegacy() { m_subscriptions.forgetLegacy(); }
    /// Ends the subscriptions. Requests under way end by their cancellation.
    void close() { m_subscriptions.close(); }
    /// Work that has not ended yet, cancelled work too.
    [[nodiscard]] bool isIdle() const { return m_running.count() == 0 && !m_watch.isBusy(); }
    /// Calls back each time it becomes idle.
    void onIdle(std::function<void()> callback);

private:
    TaskCounter m_running;
    ResourceReader m_reader;
    ChangeWatch m_watch;
    ResourceService m_resources;
    CompletionService m_completion;
    SubscriptionService m_subscriptions;
};

} // namespace bulkhead::mcp
