// SPDX-License-Identifier: MIT
// StoreThread: the one thread on which a store does its SQLite work.
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <functional>
#include <memory>
#include <utility>

namespace bulkhead::guard {

/// Jobs run one after the other in the order in which they were given. The thread starts with the
/// first job; before that it costs nothing. Give jobs from one thread; await the future there.
class StoreThread final {
public:
    explicit StoreThread(const QString& name) { m_thread.setObjectName(name); }
    /// Ends every job that was given, then the thread.
    ~StoreThread();
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    template <typename T>
    [[nodiscard]] QFuture<T> run(std::function<T()> job) {
        const auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QFuture<T> future = promise->future();
        post([promise, job = std::move(job)] {
            promise->addResult(job());
            promise->finish();
        });
        return future;
    }
    void post(std::function<void()> job);
    [[nodiscard]] bool isStarted() const { return m_worker != nullptr; }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_worker; ///< lives on m_thread
};

} // namespace bulkhead::guard
