// SPDX-License-Identifier: MIT
#include "hits/hit_store.h"

#include <QCoro/QCoroFuture>

#include <utility>

namespace bulkhead::hits {

HitStore::HitStore(HitOptions options)
    : m_file(std::make_shared<HitFile>(std::move(options))),
      m_thread(QStringLiteral("hit history")) {}

HitStore::~HitStore() {
    if (m_thread.isStarted()) {
        m_thread.post([file = m_file] { file->close(); });
    }
}

Task<std::monostate> HitStore::record(HitPass pass) {
    const QFuture<Result<void>> writing = m_thread.run<Result<void>>(
        [file = m_file, pass = std::move(pass)] { return file->record(pass); });
    const Result<void> written = co_await writing;
    if (!written) {
        co_return fail(written.error());
    }
    co_return done();
}

Task<HitTablePointer> HitStore::read(QString manager, int days, qint64 now, QString below) {
    const QFuture<Result<HitTablePointer>> reading =
        m_thread.run<Result<HitTablePointer>>([file = m_file, manager, days, now, below] {
            return file->read(manager, days, now, below);
        });
    Result<HitTablePointer> table = co_await reading;
    co_return table;
}

} // namespace bulkhead::hits
