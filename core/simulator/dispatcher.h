// SPDX-License-Identifier: MIT
// Dispatcher: one request's way through faults, log-in, limits and routes.
#pragma once

#include "simulator/fault_list.h"
#include "simulator/rate_gate.h"
#include "simulator/request_log.h"
#include "simulator/router.h"
#include "simulator/session_store.h"
#include "simulator/simulated_manager.h"

#include <condition_variable>
#include <mutex>

namespace bulkhead::simulator {

/// Thread-safe; the World must outlive it.
class Dispatcher final {
public:
    Dispatcher(World& world, const SimulatorOptions& options);

    [[nodiscard]] Response handle(Request&& request);

    [[nodiscard]] FaultList& faults() { return m_faults; }
    [[nodiscard]] RequestLog& log() { return m_log; }
    [[nodiscard]] SessionStore& sessions() { return m_sessions; }
    /// Ends delays that are under way.
    void stop();

private:
    [[nodiscard]] Response answer(Request& request);
    [[nodiscard]] Response answerLoggedIn(Request& request);
    [[nodiscard]] Response answerWith(const Fault& fault, Request& request);
    void delay(int milliseconds);

    World& m_world;
    Router m_router;
    SessionStore m_sessions;
    RateGate m_gate;
    FaultList m_faults;
    RequestLog m_log;
    std::mutex m_stopMutex;
    std::condition_variable m_stopSignal;
    bool m_stopped = false;
};

} // namespace bulkhead::simulator
