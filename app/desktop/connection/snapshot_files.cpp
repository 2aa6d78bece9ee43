// SPDX-License-Identifier: MIT
#include "desktop/connection/snapshot_files.h"

#include "config/files.h"
#include "snapshot/formats.h"

#include <QFileInfo>
#include <QFutureWatcher>
#include <QtConcurrentRun>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

using OpenResult = Result<snapshot::SnapshotPointer>;
using SaveResult = Result<void>;

OpenResult readSnapshot(const QString& file) {
    const auto bytes = config::readFile(file, u"the snapshot"_s);
    if (!bytes) {
        return fail(bytes.error());
    }
    return snapshot::read(*bytes, QFileInfo(file).fileName());
}

} // namespace

SnapshotFiles::SnapshotFiles(QObject* parent) : QObject(parent) {}

void SnapshotFiles::open(const QString& file) {
    const quint64 job = ++m_job;
    auto* watcher = new QFutureWatcher<OpenResult>(this);
    connect(watcher, &QFutureWatcher<OpenResult>::finished, this, [this, watcher, job, file] {
        const OpenResult result = watcher->result();
        watcher->deleteLater();
        if (job != m_job) {
            return;
        }
        if (result) {
            Q_EMIT opened(file, *result);
        } else {
            Q_EMIT failed(file, result.error());
        }
    });
    watcher->setFuture(QtConcurrent::run(readSnapshot, file));
}

void SnapshotFiles::save(const snapshot::SnapshotPointer& snapshot, const QString& file) {
    const quint64 job = ++m_job;
    auto* watcher = new QFutureWatcher<SaveResult>(this);
    connect(watcher, &QFutureWatcher<SaveResult>::finished, this, [this, watcher, job, file] {
        const SaveResult result = watcher->result();
        watcher->deleteLater();
        if (!result) {
            Q_EMIT failed(file, result.error());
        } else if (job == m_job) {
            Q_EMIT saved(file);
        }
    });
    watcher->setFuture(QtConcurrent::run([snapshot, file]() -> SaveResult {
        return config::writeFileAtomically(file, snapshot::write(*snapshot), u"the snapshot"_s);
    }));
}

void SnapshotFiles::cancel() {
    ++m_job;
}

} // namespace bulkhead::desktop
