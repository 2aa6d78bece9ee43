// SPDX-License-Identifier: MIT
// awaitTagOperation: how a bulk tag operation ended, machine by machine.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QJsonObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <chrono>

namespace bulkhead::change {

/// The machines that an operation's status names as failed, "name (id): reason" each, raw (NSX 4.2
/// Policy API, TagBulkOperationStatus).
[[nodiscard]] QStringList failuresIn(const QJsonObject& status);

/// Asks `statusPath` until the operation is over, at most `patience` long. Fails with
/// `mayHaveHappened` when a machine failed (all of them are named), when it is still running, or
/// when the status cannot be read: the tags themselves tell the rest.
[[nodiscard]] Task<std::monostate> awaitTagOperation(QPointer<nsx::Connection> connection,
                                                     QString statusPath,
                                                     std::chrono::milliseconds patience,
                                                     CancellationToken token);

} // namespace bulkhead::change
