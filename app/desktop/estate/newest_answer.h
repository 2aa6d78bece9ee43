// SPDX-License-Identifier: MIT
// NewestAnswer: works out answers on the thread pool, one at a time, of which only the newest
// counts.
#pragma once

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <functional>
#include <optional>
#include <utility>

namespace bulkhead::desktop {

/// For what has to be computed while somebody types. Lives on the GUI thread; the work runs on the
/// pool and owns everything that it uses. Nothing is heard of it once this object is gone.
template <typename Answer>
class NewestAnswer final {
public:
    /// `take` is called on the GUI thread.
    explicit NewestAnswer(std::function<void(Answer)> take) : m_take(std::move(take)) {
        QObject::connect(&m_watcher, &QFutureWatcher<Answer>::finished, &m_watcher, [this] {
            if (m_next) {
                start(); // what came is old already
            } else if (!std::exchange(m_isDropped, false)) {
                m_take(m_watcher.result());
            }
        });
    }

    void ask(std::function<Answer()> work) {
        m_isDropped = false;
        m_next = std::move(work);
        if (!m_watcher.isRunning()) {
            start();
        }
    }

    /// Nobody wants an answer any more.
    void drop() {
        m_next.reset();
        m_isDropped = m_watcher.isRunning();
    }

private:
    void start() { m_watcher.setFuture(QtConcurrent::run(*std::exchange(m_next, std::nullopt))); }

    std::function<void(Answer)> m_take;
    std::optional<std::function<Answer()>> m_next;
    bool m_isDropped = false;
    QFutureWatcher<Answer> m_watcher;
};

} // namespace bulkhead::desktop
