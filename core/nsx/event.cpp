// SPDX-License-Identifier: MIT
#include "nsx/event.h"

#include "base/cancellation.h"

#include <QAbstractEventDispatcher>
#include <QMetaObject>
#include <QTimer>

#include <utility>

namespace bulkhead::nsx {

void Event::fire() const {
    if (m_state->hasFired) {
        return;
    }
    m_state->hasFired = true;
    // The thread's own dispatcher is a receiver that lives as long as its event loop.
    QObject* loop = QAbstractEventDispatcher::instance();
    for (const std::coroutine_handle<> waiter : std::exchange(m_state->waiters, {})) {
        if (loop != nullptr) {
            QMetaObject::invokeMethod(loop, [waiter] { waiter.resume(); }, Qt::QueuedConnection);
        }
    }
}

QCoro::Task<void> pause(std::chrono::milliseconds duration, CancellationToken first,
                        CancellationToken second) {
    const Event over;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [over] { over.fire(); });
    timer.start(duration);
    first.onCancelled(&timer, [over] { over.fire(); });
    second.onCancelled(&timer, [over] { over.fire(); });
    co_await over.wait();
}

} // namespace bulkhead::nsx
