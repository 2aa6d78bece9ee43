// SPDX-License-Identifier: MIT
// TaskKeeper: keeps tasks that nobody awaits, and drops their answer when their owner is gone.
#pragma once

#include "base/task.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace bulkhead {

/// Starts a task on behalf of `owner` and calls `done` with its result on the owner's thread,
/// exactly once, unless the owner dies before. The task itself runs to its end either way; cancel
/// it through its CancellationToken.
template <typename T>
void keepTask(QObject* owner, QCoro::Task<T> task, std::function<void(T)> done) {
    struct Keeper {
        static QCoro::Task<void> run(QCoro::Task<T> inner, QPointer<QObject> watched,
                                     std::function<void(T)> finish) {
            T result = co_await std::move(inner);
            if (watched) {
                finish(std::move(result));
            }
        }
    };
    // QCoro keeps the frame alive until the coroutine has ended, even if the Task object dies.
    Keeper::run(std::move(task), QPointer<QObject>(owner), std::move(done));
}

/// Counts the tasks that are under way, so that a program can end only when none is left.
class TaskCounter final {
public:
    /// Lives as long as one piece of work; copies count as one piece.
    using Ticket = std::shared_ptr<void>;
    [[nodiscard]] Ticket take();
    [[nodiscard]] int count() const { return *m_count; }
    /// Called whenever the count falls to zero.
    void onIdle(std::function<void()> callback) { *m_idle = std::move(callback); }

private:
    std::shared_ptr<int> m_count = std::make_shared<int>(0);
    std::shared_ptr<std::function<void()>> m_idle = std::make_shared<std::function<void()>>();
};

} // namespace bulkhead
