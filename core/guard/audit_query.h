// SPDX-License-Identifier: MIT
// Blocking questions to the files of an audit folder; what AuditReader does on its thread.
#pragma once

#include "guard/audit_reader.h"

namespace bulkhead::guard {

[[nodiscard]] Result<std::vector<AuditRow>> readAuditRows(const QString& folder,
                                                          const AuditFilter& filter, int busyMs);

[[nodiscard]] Result<AuditStatistics> readAuditStatistics(const QString& folder, int days,
                                                          int busyMs);

} // namespace bulkhead::guard
