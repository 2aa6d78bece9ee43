// SPDX-License-Identifier: MIT
// StandardGuard: rules, audit trail and undo records in the folder that the family of tools shares.
#pragma once

#include "guard/audit_reader.h"
#include "guard/rules_file.h"
#include "guard/sql_audit_store.h"
#include "guard/sql_undo_store.h"

#include <QString>

#include <memory>

namespace bulkhead::guard {

struct StandardGuard {
    QString folder;
    std::shared_ptr<RulesFile> rules;
    std::shared_ptr<SqlAuditStore> audit;
    std::shared_ptr<SqlUndoStore> undo;
    std::shared_ptr<AuditReader> reader;
};

/// The folder that OPS_HOME names (`~` is expanded), else ~/.vmware. Absolute.
[[nodiscard]] QString guardFolder();

/// Costs nothing: no file is opened, no thread started and no lock taken before the first call.
[[nodiscard]] StandardGuard standardGuard(const QString& folder = guardFolder());

} // namespace bulkhead::guard
