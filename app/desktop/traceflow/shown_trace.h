// SPDX-License-Identifier: MIT
// ShownTrace: a trace as the window shows it, finished or still under way.
#pragma once

#include "graph/hop_graph.h"

#include <QDateTime>
#include <QJsonObject>

#include <functional>
#include <optional>

namespace bulkhead::snapshot {
class Snapshot;
}

namespace bulkhead::desktop {

/// What somebody expects to become of a packet, before or after it was traced.
struct Prediction {
    QString sentence; ///< clean, e.g. "The snapshot predicted rule 1042."
    graph::Hops hops; ///< the way that is expected; may end early
};

/// Works a prediction out for a result of run_traceflow, from the snapshot that is shown; empty if
/// it cannot say. Called on the GUI thread.
using TracePredictor =
    std::function<std::optional<Prediction>(const snapshot::Snapshot&, const QJsonObject& result)>;

struct ShownTrace {
    QString id;
    QString manager;       ///< "host:port" that ran it; may be empty
    QDateTime startedAt;   ///< UTC; may be invalid
    QJsonObject arguments; ///< of run_traceflow, to run it again; may be empty
    QJsonObject result;    ///< of run_traceflow
    bool isRunning = false;
    std::optional<Prediction> prediction;
    std::optional<int> differentHop; ///< where another trace went on otherwise
};

/// The hops of a result, with the rules named from the snapshot where the manager has not named
/// them yet. `snapshot` may be null.
[[nodiscard]] graph::Hops hopsOf(const QJsonObject& result, const snapshot::Snapshot* snapshot);

/// What the icon and the colour of a verdict are; also said in words everywhere.
enum class VerdictKind : quint8 { Delivered, Dropped, Partly, Unknown, Running };
[[nodiscard]] VerdictKind verdictOf(const ShownTrace& trace);
[[nodiscard]] QString verdictIcon(VerdictKind kind);
/// "Delivered", "Dropped", …
[[nodiscard]] QString verdictName(VerdictKind kind);
/// The one sentence on top. Clean.
[[nodiscard]] QString verdictSentence(const ShownTrace& trace, const graph::HopGraph& graph);

} // namespace bulkhead::desktop
