// SPDX-License-Identifier: MIT
// TraceDebt: a trace that is on a manager because of us, written down until it is taken away.
#pragma once

#include "nsx/traceflow_api.h"

#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>
#include <vector>

namespace bulkhead::ops {

/// One small file a trace, beside a lock that its run holds: a program that is killed, or that
/// loses its manager, leaves the file, and whoever speaks to that manager next pays. Written at
/// once, by one thread; several programs may share the folder. A folder that cannot be written
/// costs no trace: then only the manager itself clears up, two hours later (NSX 4.2,
/// TraceflowConfig.is_transient).
class TraceDebt final {
public:
    /// Beside the results (ops/trace_store.h).
    [[nodiscard]] static QString defaultFolder();

    /// Before the first request of a run. `manager` is "host:port".
    [[nodiscard]] static TraceDebt incur(const QString& manager, const nsx::RunningTrace& trace,
                                         const QString& folder = defaultFolder());
    /// What is due at this manager and whose run has ended, now locked for us.
    [[nodiscard]] static std::vector<TraceDebt>
    due(const QString& manager, const QDateTime& now = QDateTime::currentDateTimeUtc(),
        const QString& folder = defaultFolder());

    TraceDebt() = default;
    TraceDebt(TraceDebt&&) = default;
    TraceDebt& operator=(TraceDebt&&) = default;
    TraceDebt(const TraceDebt&) = delete;
    TraceDebt& operator=(const TraceDebt&) = delete;
    /// What was not settled is due from now on.
    ~TraceDebt() = default;

    [[nodiscard]] const nsx::RunningTrace& trace() const { return m_trace; }
    /// The manager has it no more.
    void settle();
    /// The same for a trace whose run may be over since long.
    static void settle(const QString& traceId, const QString& folder = defaultFolder());
    /// Nobody takes it away before then: somebody may still ask for its result.
    void postpone(const QDateTime& until);
    /// The manager gave it another name than the one that was asked for.
    void rename(const nsx::RunningTrace& trace);

private:
    void write();

    nsx::RunningTrace m_trace;
    QString m_manager;
    QString m_folder;
    QString m_file; ///< empty: not written down
    QDateTime m_madeAt;
    QDateTime m_dueAt;
    std::unique_ptr<QLockFile> m_lock;
};

/// Takes away what earlier runs left on this manager; never fails, because what cannot be taken
/// away stays written down. Ends at once without a request if nothing is due.
[[nodiscard]] Task<std::monostate> payTraceDebts(QPointer<nsx::Connection> connection);

} // namespace bulkhead::ops
