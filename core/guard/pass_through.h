// SPDX-License-Identifier: MIT
// Guard parts of a program that only reads: they let reads pass and refuse everything else.
#pragma once

#include "guard/audit_store.h"
#include "guard/confirmer.h"
#include "guard/guard_rules.h"
#include "guard/undo_store.h"

namespace bulkhead::guard {

// For programs and tests that have no folder to keep rules, rows and records in (guard_files.h
// has). They are no permissive fakes: what they cannot guard, record, ask or undo, they refuse.

/// Knows no rules: allows reads, denies writes.
class ReadOnlyRules final : public GuardRules {
public:
    [[nodiscard]] GuardVerdict judge(const GuardRequest& request) override;
};

/// Keeps no rows: a read gets a ticket, a write fails.
class NoAuditStore final : public AuditStore {
public:
    [[nodiscard]] Task<AuditTicket> begin(AuditEntry entry) override;
    [[nodiscard]] Task<std::monostate> finish(AuditTicket ticket, AuditOutcome outcome) override;
};

/// Asks nobody: the answer is always Unavailable.
class NobodyToAsk final : public Confirmer {
public:
    [[nodiscard]] Task<Confirmation> ask(Question question, CancellationToken token) override;
};

/// Stores nothing and says so.
class NoUndoStore final : public UndoStore {
public:
    [[nodiscard]] Task<QString> prepare(UndoRecord record) override;
    [[nodiscard]] Task<std::monostate> complete(QString id, UndoState state, QJsonArray images,
                                                QString note) override;
    [[nodiscard]] Task<UndoEntry> find(QString id) override;
    [[nodiscard]] Task<std::vector<UndoEntry>> list(int last,
                                                    std::optional<UndoState> state) override;
};

} // namespace bulkhead::guard
