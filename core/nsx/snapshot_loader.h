// SPDX-License-Identifier: MIT
// Loads a snapshot from a manager with as few requests as it allows.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "base/task.h"
#include "nsx/connection.h"
#include "snapshot/snapshot.h"

#include <QPointer>

namespace bulkhead::nsx {

/// Reads everything that the firewall's verdicts depend on: one hierarchical read for the
/// configuration (NSX 4.2 Policy API, GET /infra?filter=), and beside it the pages of virtual
/// machines and their interfaces. A manager that refuses the hierarchical read is asked by search
/// pages. What a role may not read is left unset and said in `remarks()`; a list that broke off is
/// an error, never a short list. Decoding runs on the thread pool. `progress` is called on the
/// connection's thread. Errors as Connection::get.
Task<snapshot::SnapshotPointer> loadSnapshot(QPointer<Connection> connection,
                                             CancellationToken token, ProgressCallback progress);

} // namespace bulkhead::nsx
