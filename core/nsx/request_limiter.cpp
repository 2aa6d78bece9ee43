// SPDX-License-Identifier: MIT
#include "nsx/request_limiter.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>

namespace bulkhead::nsx {

using Clock = std::chrono::steady_clock;

struct RequestLimiter::Waiter {
    Event turn;
    bool isAdmitted = false;
    bool hasLeft = false;
};

struct RequestLimiter::State {
    int perSecond = 0;
    int inFlight = 0;
    int running = 0;
    std::deque<Clock::time_point> starts; ///< of the last `perSecond` requests
    std::deque<std::shared_ptr<Waiter>> queue;
    QTimer timer;

    void pump() {
        while (!queue.empty() && running < inFlight) {
            if (queue.front()->hasLeft) {
                queue.pop_front();
                continue;
            }
            const Clock::time_point now = Clock::now();
            if (starts.size() == static_cast<std::size_t>(perSecond)) {
                const auto free = starts.front() + std::chrono::seconds(1);
                if (free > now) {
                    timer.start(std::chrono::ceil<std::chrono::milliseconds>(free - now));
                    return;
                }
                starts.pop_front();
            }
            starts.push_back(now);
            ++running;
            queue.front()->isAdmitted = true;
            queue.front()->turn.fire();
            queue.pop_front();
        }
    }
};

RequestLimiter::RequestLimiter(int perSecond, int inFlight) : m_state(std::make_shared<State>()) {
    m_state->perSecond = perSecond;
    m_state->inFlight = inFlight;
    m_state->timer.setSingleShot(true);
    State* state = m_state.get(); // the timer is a part of the state
    QObject::connect(&state->timer, &QTimer::timeout, &state->timer, [state] { state->pump(); });
}

RequestLimiter::~RequestLimiter() = default;

QCoro::Task<RequestLimiter::Ticket> RequestLimiter::admit(CancellationToken token,
                                                          CancellationToken ending) {
    const std::shared_ptr<State> state = m_state;
    const auto waiter = std::make_shared<Waiter>();
    QObject listener;
    const auto leave = [waiter] {
        if (!waiter->isAdmitted) {
            waiter->hasLeft = true;
            waiter->turn.fire();
        }
    };
    token.onCancelled(&listener, leave);
    ending.onCancelled(&listener, leave);
    state->queue.push_back(waiter);
    state->pump();
    co_await waiter->turn.wait();
    if (!waiter->isAdmitted) {
        co_return Ticket();
    }
    const std::weak_ptr<State> watched = state;
    // Points at something, so that it is not an empty ticket; only the deleter matters.
    co_return Ticket(waiter.get(), [watched](void*) {
        if (const auto alive = watched.lock()) {
            --alive->running;
            alive->pump();
        }
    });
}

} // namespace bulkhead::nsx
