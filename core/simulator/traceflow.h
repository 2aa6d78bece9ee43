// SPDX-License-Identifier: MIT
// Traceflow: sends a packet through the estate and writes down what happens to it.
#pragma once

#include "simulator/world.h"

#include <QJsonObject>
#include <QString>

namespace bulkhead::simulator {

/// Runs at once; `source` is a segment port's path or id. A source that is not there, or not on a
/// host, is an outcome like any other. The caller keeps the trace.
[[nodiscard]] Trace runTraceflow(const World& world, const QString& source,
                                 const QJsonObject& packet, qint64 timeoutMs);

/// NSX 4.2 Traceflow: IN_PROGRESS until the options' delay is over.
[[nodiscard]] QJsonObject traceStatus(const World& world, const Trace& trace);
/// Nothing while it is in progress.
[[nodiscard]] std::vector<QJsonObject> observationsSoFar(const World& world, const Trace& trace);

/// As each API shows an observation: the Manager API without paths, the Policy API with its own
/// type names.
[[nodiscard]] QJsonObject managerObservation(const QJsonObject& observation);
[[nodiscard]] QJsonObject policyObservation(const QJsonObject& observation);

} // namespace bulkhead::simulator
