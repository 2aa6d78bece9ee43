// SPDX-License-Identifier: MIT
#include "guard/sql_audit_store.h"

#include <QCoro/QCoroFuture>

#include <utility>

namespace bulkhead::guard {

SqlAuditStore::SqlAuditStore(AuditOptions options)
    : m_file(std::make_shared<AuditFile>(std::move(options))),
      m_thread(QStringLiteral("audit store")) {}

SqlAuditStore::~SqlAuditStore() {
    if (m_thread.isStarted()) {
        m_thread.post([file = m_file] { file->close(); });
    }
}

Task<AuditTicket> SqlAuditStore::begin(AuditEntry entry) {
    const QFuture<Result<AuditTicket>> writing =
        m_thread.run<Result<AuditTicket>>([file = m_file, entry] { return file->begin(entry); });
    Result<AuditTicket> ticket = co_await writing;
    co_return ticket;
}

Task<std::monostate> SqlAuditStore::finish(AuditTicket ticket, AuditOutcome outcome) {
    const QFuture<Result<std::monostate>> writing = m_thread.run<Result<std::monostate>>(
        [file = m_file, ticket, outcome] { return file->finish(ticket, outcome); });
    Result<std::monostate> written = co_await writing;
    co_return written;
}

} // namespace bulkhead::guard
