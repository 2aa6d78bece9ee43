// SPDX-License-Identifier: MIT
// Where the audit trail lies: audit.db and the files that it was rotated into.
#pragma once

#include "guard/audit_schema.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace bulkhead::guard {

/// The live file of a folder.
[[nodiscard]] QString auditFilePath(const QString& folder);

/// audit.YYYYMMDD-HHMMSS.db, the newest first by name; full paths.
[[nodiscard]] QStringList rotatedAuditFiles(const QString& folder);

/// A name of that shape that is still free.
[[nodiscard]] QString freeRotatedName(const QString& folder, QDateTime utc);

/// The head of the newest rotated file that has a chain: what a new audit.db follows. The origin if
/// there is none. O(number of rotated files).
[[nodiscard]] Result<ChainHead> newestRotatedHead(const QString& folder, int busyMs);

} // namespace bulkhead::guard
