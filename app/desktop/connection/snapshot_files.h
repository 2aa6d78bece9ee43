// SPDX-License-Identifier: MIT
// SnapshotFiles: opens and saves snapshot files without blocking the window.
#pragma once

#include "snapshot/snapshot.h"

#include <QObject>

namespace bulkhead::desktop {

/// GUI thread; the work itself runs on the thread pool. A second request makes the answer of the
/// first one irrelevant.
class SnapshotFiles final : public QObject {
    Q_OBJECT

public:
    explicit SnapshotFiles(QObject* parent = nullptr);

    void open(const QString& file);
    void save(const snapshot::SnapshotPointer& snapshot, const QString& file);
    /// Drops the answer of what is under way.
    void cancel();

Q_SIGNALS:
    void opened(const QString& file, const bulkhead::snapshot::SnapshotPointer& snapshot);
    void saved(const QString& file);
    void failed(const QString& file, const bulkhead::Error& error);

private:
    quint64 m_job = 0;
};

} // namespace bulkhead::desktop
