// SPDX-License-Identifier: MIT
// TracePlan: a traceflow worked out from a call, and what a person should know before it runs.
#pragma once

#include "nsx/traceflow_api.h"
#include "ops/trace_ends.h"

namespace bulkhead::ops {

struct TracePlan {
    nsx::TraceOrder order;
    QString sourcePort;  ///< path of the port, else its id
    QString source;      ///< the machine's name, else the port
    QString destination; ///< the machine's name; empty if it is only an address
    nsx::TracePacket packet;
    QStringList warnings; ///< clean sentences
};

/// Reads what the trace needs and refuses what could not run; sends nothing. About 10 requests for
/// two machines.
[[nodiscard]] Task<TracePlan> planTrace(Call call);

} // namespace bulkhead::ops
