// SPDX-License-Identifier: MIT
// TraceflowApi: starts a traceflow on the manager, asks how it goes, and takes it away again.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "model/traceflow.h"
#include "nsx/connection.h"

#include <QJsonObject>
#include <QPointer>
#include <QString>

#include <cstdint>
#include <vector>

namespace bulkhead::nsx {

/// Which of the manager's two interfaces runs a trace.
enum class TraceFace : std::uint8_t { Policy, Manager };

struct TraceOrder {
    /// Name of the trace, a UUID, chosen before anything is sent so that it can be taken away
    /// whatever happens; the Manager API chooses its own. Empty: start() makes one up.
    QString id;
    QString portPath; ///< of the source's segment port; empty if only its id is known
    QString portId;   ///< unique id of the port; may be empty if there is a path
    QJsonObject packet;
    int timeoutSeconds = 10; ///< clamped to what the manager takes: see traceSeconds
};

struct RunningTrace {
    QString id;
    TraceFace face = TraceFace::Policy;
};

/// The next time-out that NSX accepts: 5 to 15 seconds, on a Global Manager 15 to 60
/// (NSX 4.2 Policy API, TraceflowConfig).
[[nodiscard]] int traceSeconds(const config::Target& target, int wanted);

/// NSX 4.2: Policy API /infra/traceflows; where a manager answers 404 or 405 to that, the Manager
/// API /api/v1/traceflows. A cheap value over a Connection.
class TraceflowApi final {
public:
    explicit TraceflowApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// Injects the packet. Takes no token: a request that was given up half-way could leave a trace
    /// behind that nobody knows. It ends by itself after 15 s at the latest; after a failure whose
    /// outcome is open it takes away what may have been made.
    Task<RunningTrace> start(TraceOrder order) const;
    /// NotFound when the manager has it no more (it drops them after two hours).
    Task<model::TraceStatus> status(RunningTrace trace, CancellationToken token) const;
    /// All pages, by place on the way.
    Task<std::vector<model::TraceObservation>> observations(RunningTrace trace,
                                                            CancellationToken token) const;
    /// Takes the trace away; one that is not there counts as done. Takes no token, because it is
    /// called when everything else was cancelled; it tries three times within 8 s at most.
    Task<std::monostate> remove(RunningTrace trace) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
