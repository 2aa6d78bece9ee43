// SPDX-License-Identifier: MIT
// Finds a segment port by any of its names, and the machine that is plugged into it.
#pragma once

#include "ops/trace_ends.h"

namespace bulkhead::ops {

/// `wanted` is a port's path, attachment id, unique id or own id. An id that the manager's search
/// does not show is taken as the port's unique id: the traceflow itself will tell. At most 3
/// requests.
[[nodiscard]] Task<TraceEnd> findPort(Call call, QString wanted);

/// The machine behind a port, from its path or unique id; nothing if there is none, or if it cannot
/// be read. At most 3 requests.
struct PortOwner {
    QString portPath;
    QString machineId;
    UntrustedText machineName;
};
[[nodiscard]] QCoro::Task<PortOwner> ownerOf(QPointer<nsx::Connection> manager, QString portPath,
                                             QString portId, CancellationToken token);

} // namespace bulkhead::ops
