// SPDX-License-Identifier: MIT
#include "base/cancellation.h"

#include <QMetaObject>
#include <QPointer>

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace bulkhead {

using namespace Qt::StringLiterals;

class CancellationState final {
public:
    struct Listener {
        QPointer<QObject> context;
        std::function<void()> callback;
    };
    std::atomic<bool> cancelled = false;
    std::mutex mutex;
    std::vector<Listener> listeners;
};

namespace {
void notify(const CancellationState::Listener& listener) {
    if (listener.context) {
        QMetaObject::invokeMethod(listener.context.data(), listener.callback, Qt::QueuedConnection);
    }
}
} // namespace

bool CancellationToken::isCancelled() const {
    return m_state && m_state->cancelled.load(std::memory_order_acquire);
}

void CancellationToken::onCancelled(QObject* context, std::function<void()> callback) const {
    if (!m_state) {
        return;
    }
    CancellationState::Listener listener{context, std::move(callback)};
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->cancelled.load(std::memory_order_acquire)) {
        notify(listener);
        return;
    }
    // A token that outlives many requests must not collect the listeners of finished ones.
    std::erase_if(m_state->listeners, [](const auto& known) { return known.context.isNull(); });
    m_state->listeners.push_back(std::move(listener));
}

CancellationSource::CancellationSource() : m_state(std::make_shared<CancellationState>()) {}

void CancellationSource::cancel() {
    std::vector<CancellationState::Listener> listeners;
    {
        const std::scoped_lock lock(m_state->mutex);
        if (m_state->cancelled.exchange(true)) {
            return;
        }
        listeners.swap(m_state->listeners);
    }
    for (const auto& listener : listeners) {
        notify(listener);
    }
}

Error cancelledError(const QString& what) {
    return Error{ErrorKind::Cancelled,
                 u"Start it again when you want it."_s,
                 what + u" was cancelled."_s,
                 {},
                 std::nullopt};
}

} // namespace bulkhead
