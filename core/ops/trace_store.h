// SPDX-License-Identifier: MIT
// TraceStore: remembers the traces that this program ran, because the manager keeps none of them.
#pragma once

#include "base/result.h"
#include "nsx/traceflow_api.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::ops {

struct TraceRecord {
    nsx::RunningTrace trace;
    QString manager;       ///< "host:port" that ran it
    bool isRunning = true; ///< it was still under way and is on the manager
    QDateTime startedAt;   ///< UTC; invalid for one that an older program kept
    QJsonObject arguments; ///< of the call, to run it again; empty like startedAt
    QJsonObject request;   ///< what was asked for, as the result repeats it
    QJsonObject result;    ///< of a trace that has ended: the whole answer
};

/// A file a trace, readable by its owner only, the newest 200; beside them this process's own
/// memory, for a home that cannot be written. Small files, written at once. One thread.
class TraceStore final {
public:
    static constexpr int kMaximumTraces = 200;

    /// $XDG_STATE_HOME/bulkhead/traces, by default below ~/.local/state (XDG Base Directory).
    [[nodiscard]] static QString defaultFolder();

    explicit TraceStore(QString folder = defaultFolder());

    /// Replaces what is known of this trace. A failure means that only this process remembers it.
    Result<void> keep(const TraceRecord& record) const;
    /// Nothing for an id that is not known, or whose file cannot be read.
    [[nodiscard]] std::optional<TraceRecord> find(const QString& id) const;
    /// Everything that is known, the newest first. Reads up to 200 small files.
    [[nodiscard]] std::vector<TraceRecord> all() const;
    void forget(const QString& id) const;

private:
    [[nodiscard]] QString fileOf(const QString& id) const;
    void prune() const;

    QString m_folder;
};

} // namespace bulkhead::ops
