// SPDX-License-Identifier: MIT
// RequestLimiter: keeps the program below the manager's own limits.
#pragma once

#include "base/cancellation.h"
#include "nsx/event.h"

#include <QCoro/QCoroTask>

#include <memory>

namespace bulkhead::nsx {

/// Lets requests through in their order: at most `inFlight` at a time and at most `perSecond`
/// started in any second. NSX 4.2 ApiServiceConfig: a client that exceeds 100 a second gets 429,
/// one with more than 40 at a time 429 or 503. QNetworkAccessManager itself opens no more than 6
/// connections to a host, so more would only queue there, out of reach of a cancellation.
class RequestLimiter final {
public:
    static constexpr int kPerSecond = 80;
    static constexpr int kInFlight = 6;

    explicit RequestLimiter(int perSecond = kPerSecond, int inFlight = kInFlight);
    ~RequestLimiter();
    RequestLimiter(const RequestLimiter&) = delete;
    RequestLimiter& operator=(const RequestLimiter&) = delete;

    /// Held while a request is under way.
    using Ticket = std::shared_ptr<void>;
    /// Waits for its turn. Empty if one of the tokens was cancelled first.
    QCoro::Task<Ticket> admit(CancellationToken token, CancellationToken ending);

private:
    struct Waiter;
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace bulkhead::nsx
