// SPDX-License-Identifier: MIT
// AuditStore: the trail of every call, one row before it runs and the same row completed after.
#pragma once

#include "base/task.h"
#include "guard/risk.h"

#include <QJsonObject>
#include <QString>

#include <variant>

namespace bulkhead::guard {

/// The audit table's `status`. A row that was begun and never finished reads as Interrupted.
enum class AuditStatus : std::uint8_t { Ok, Error, Denied, Rejected, DryRun, Interrupted };

/// ok, error, denied, rejected, dry_run, interrupted.
[[nodiscard]] QString auditStatusName(AuditStatus status);

/// What is known before a call runs. Holds no secret: operations take none as an argument.
struct AuditEntry {
    QString operation;
    QJsonObject parameters; ///< as checked, defaults included
    QString target;
    QString environment;
    QString agent;      ///< who called: an MCP client's name, "console", "desktop"
    QString approvedBy; ///< who confirmed it; empty if nobody had to
    QString workflowId; ///< ties the calls of one piece of work together; may be empty
    QString rationale;  ///< why, as the caller says; may be empty
    Risk risk = Risk::Low;
    bool isWrite = false;
};

/// What is known after it ran.
struct AuditOutcome {
    AuditStatus status = AuditStatus::Interrupted;
    QJsonObject summary; ///< {"error": …} or what a write changed; never the whole answer of a read
    qint64 durationMs = 0;
    bool bypassed = false; ///< the guard rules were switched off for it
};

/// Names the row that `begin` made.
struct AuditTicket {
    qint64 row = 0;
};

/// Both calls return when the row is on disk. The caller does not run a write whose `begin` failed.
class AuditStore {
public:
    virtual ~AuditStore() = default;
    [[nodiscard]] virtual Task<AuditTicket> begin(AuditEntry entry) = 0;
    [[nodiscard]] virtual Task<std::monostate> finish(AuditTicket ticket, AuditOutcome outcome) = 0;
};

} // namespace bulkhead::guard
