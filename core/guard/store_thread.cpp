// SPDX-License-Identifier: MIT
#include "guard/store_thread.h"

#include <QMetaObject>

namespace bulkhead::guard {

StoreThread::~StoreThread() {
    if (!m_worker) {
        return;
    }
    // Queued behind the jobs: QThread::quit from here would overtake them.
    post([thread = &m_thread] { thread->quit(); });
    m_thread.wait();
}

void StoreThread::post(std::function<void()> job) {
    if (!m_worker) {
        m_worker = std::make_unique<QObject>();
        m_worker->moveToThread(&m_thread);
        m_thread.start();
    }
    QMetaObject::invokeMethod(m_worker.get(), std::move(job), Qt::QueuedConnection);
}

} // namespace bulkhead::guard
