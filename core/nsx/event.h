// SPDX-License-Identifier: MIT
// Event: the one thing that coroutines of this room wait for.
#pragma once

#include <QCoro/QCoroTask>

#include <chrono>
#include <coroutine>
#include <initializer_list>
#include <memory>
#include <vector>

namespace bulkhead {
class CancellationToken;
}

namespace bulkhead::nsx {

/// Happens once; whoever waits goes on then. Copies are the same event. Waiting on the signal of a
/// QObject instead would leave a coroutine behind for ever when that object dies first.
///
/// Waiters go on from the event loop, never from inside fire(): they may destroy the object whose
/// signal led to it. All use is on one thread.
class Event final {
    struct State {
        bool hasFired = false;
        std::vector<std::coroutine_handle<>> waiters;
    };

public:
    /// Trivial on purpose: g++ 12 loses the way after a co_await on a temporary with a destructor.
    struct Awaiter {
        State* state;
        [[nodiscard]] bool await_ready() const noexcept { return state->hasFired; }
        void await_suspend(std::coroutine_handle<> waiter) const {
            state->waiters.push_back(waiter);
        }
        void await_resume() const noexcept {}
    };

    Event() : m_state(std::make_shared<State>()) {}
    [[nodiscard]] bool hasFired() const { return m_state->hasFired; }
    void fire() const;
    /// `co_await event.wait();` on an Event that the waiting coroutine keeps.
    [[nodiscard]] Awaiter wait() const { return Awaiter{m_state.get()}; }

private:
    std::shared_ptr<State> m_state;
};

/// Ends after `duration`, or sooner when one of the tokens is cancelled.
QCoro::Task<void> pause(std::chrono::milliseconds duration, CancellationToken first,
                        CancellationToken second);

} // namespace bulkhead::nsx
