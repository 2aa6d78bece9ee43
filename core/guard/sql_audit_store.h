// SPDX-License-Identifier: MIT
// SqlAuditStore: the audit trail in ~/.vmware/audit.db, which a family of tools shares.
#pragma once

#include "guard/audit_file.h"
#include "guard/audit_store.h"
#include "guard/store_thread.h"

#include <memory>

namespace bulkhead::guard {

/// Making it touches nothing: the thread starts and the file is opened with the first row. All
/// SQLite work is done on that thread; the tasks end on the caller's. A row of a write is on the
/// disk when its task has ended; a row of a read survives a crash of the program. `begin` fails if
/// the row cannot be stored: folder missing and not to be made, read-only, disk full, file locked
/// for longer than the busy time or corrupt. `finish` adds `_bypassed` to the status where the
/// guard rules were switched off. Costs about a millisecond a row, more where the disk is slow to
/// sync. Destroying it ends what was begun.
class SqlAuditStore final : public AuditStore {
public:
    explicit SqlAuditStore(AuditOptions options);
    ~SqlAuditStore() override;
    SqlAuditStore(const SqlAuditStore&) = delete;
    SqlAuditStore& operator=(const SqlAuditStore&) = delete;

    [[nodiscard]] Task<AuditTicket> begin(AuditEntry entry) override;
    [[nodiscard]] Task<std::monostate> finish(AuditTicket ticket, AuditOutcome outcome) override;

private:
    std::shared_ptr<AuditFile> m_file; ///< used by jobs only
    StoreThread m_thread;
};

} // namespace bulkhead::guard
