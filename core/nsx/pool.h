// SPDX-License-Identifier: MIT
// Runs heavy work on the thread pool while a coroutine waits for it.
#pragma once

#include "nsx/event.h"

#include <QCoro/QCoroTask>
#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <functional>
#include <utility>

namespace bulkhead::nsx {

/// `work` runs on the global pool; the coroutine goes on with its result on its own thread. `work`
/// must own what it uses.
template <typename T>
QCoro::Task<T> runInPool(std::function<T()> work) {
    const Event over;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &watcher, [over] { over.fire(); });
    watcher.setFuture(QtConcurrent::run(std::move(work)));
    co_await over.wait();
    co_return watcher.future().takeResult();
}

} // namespace bulkhead::nsx
