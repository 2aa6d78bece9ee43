// SPDX-License-Identifier: MIT
// managerOf: for what no snapshot can know.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

/// The manager behind a call. Failed on a snapshot; `what` says what it lacks ("traffic counters").
[[nodiscard]] inline Result<QPointer<nsx::Connection>> managerOf(const Call& call,
                                                                 const QString& what) {
    QPointer<nsx::Connection> manager = call.source->manager();
    if (!manager) {
        return fail(ErrorKind::Failed, QStringLiteral("Ask the manager."),
                    QStringLiteral("A snapshot does not hold ") + what + u'.');
    }
    return manager;
}

} // namespace bulkhead::ops
