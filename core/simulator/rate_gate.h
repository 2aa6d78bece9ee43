// SPDX-License-Identifier: MIT
// RateGate: the manager's per-client limits on requests a second and at the same time.
#pragma once

#include "simulator/api_error.h"

#include <QString>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <mutex>

namespace bulkhead::simulator {

/// NSX 4.2 ApiServiceConfig: client_api_rate_limit and client_api_concurrency_limit. Thread-safe.
class RateGate final {
public:
    /// 0 switches a limit off.
    RateGate(int requestsPerSecond, int concurrentRequests)
        : m_perSecond(requestsPerSecond), m_concurrent(concurrentRequests) {}

    /// Held while a request is worked on.
    using Ticket = std::shared_ptr<void>;
    /// Lets a request of `user` in, or refuses it with 429/102.
    [[nodiscard]] Answer<Ticket> enter(const QString& user);

private:
    struct Client {
        std::deque<std::chrono::steady_clock::time_point> lastSecond;
        int running = 0;
    };
    const int m_perSecond;
    const int m_concurrent;
    std::mutex m_mutex;
    std::map<QString, Client> m_clients;
};

[[nodiscard]] ApiError tooManyRequests(const QString& user, int perSecond);

} // namespace bulkhead::simulator
