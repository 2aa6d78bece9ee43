// SPDX-License-Identifier: MIT
// Guard parts that keep everything in memory, for tests of what stands above them.
#pragma once

#include "guard/audit_store.h"
#include "guard/confirmer.h"
#include "guard/guard_rules.h"
#include "guard/undo_store.h"

#include <functional>
#include <vector>

namespace bulkhead::tests {

class AllowingRules final : public guard::GuardRules {
public:
    guard::GuardVerdict judge(const guard::GuardRequest& /*request*/) override {
        return {true, {}, {}, false};
    }
};

/// Says yes and remembers what it was asked.
class YesConfirmer final : public guard::Confirmer {
public:
    std::vector<guard::Question> asked;
    Task<guard::Confirmation> ask(guard::Question question, CancellationToken /*token*/) override {
        asked.push_back(question);
        co_return guard::Confirmation{guard::Answer::Confirmed, QStringLiteral("tester"), {}};
    }
};

class MemoryAudit final : public guard::AuditStore {
public:
    struct Row {
        guard::AuditEntry entry;
        guard::AuditOutcome outcome;
    };
    std::vector<Row> rows;
    Task<guard::AuditTicket> begin(guard::AuditEntry entry) override {
        rows.push_back({entry, {}});
        co_return guard::AuditTicket{static_cast<qint64>(rows.size())};
    }
    Task<std::monostate> finish(guard::AuditTicket ticket, guard::AuditOutcome outcome) override {
        rows.at(static_cast<std::size_t>(ticket.row - 1)).outcome = outcome;
        co_return done();
    }
};

class MemoryUndo : public guard::UndoStore {
public:
    std::vector<guard::UndoEntry> entries; ///< the oldest first
    /// Called when a write was planned and confirmed and nothing has been sent yet.
    std::function<void()> onPrepare;
    Task<QString> prepare(guard::UndoRecord record) override {
        if (onPrepare) {
            onPrepare();
        }
        guard::UndoEntry entry;
        entry.id = QStringLiteral("%1").arg(entries.size() + 1, 16, 16, QLatin1Char('0'));
        entry.record = record;
        entries.push_back(entry);
        co_return entry.id;
    }
    Task<std::monostate> complete(QString id, guard::UndoState state, QJsonArray images,
                                  QString note) override {
        for (guard::UndoEntry& entry : entries) {
            if (entry.id == id) {
                entry.state = state;
                entry.note = note;
                entry.heldBy.clear();
                if (!images.isEmpty()) {
                    entry.record.images = images;
                }
            }
        }
        co_return done();
    }
    Task<guard::UndoClaim> claim(QStringList ids) override {
        for (const guard::UndoEntry& entry : entries) {
            if (ids.contains(entry.id) && entry.state != guard::UndoState::Recorded &&
                entry.state != guard::UndoState::Prepared) {
                co_return fail(ErrorKind::Conflict, QStringLiteral("Look again."),
                               entry.id + QStringLiteral(" is ") +
                                   guard::undoStateName(entry.state) + QLatin1Char('.'));
            }
        }
        setStates(ids, guard::UndoState::Undoing, QStringLiteral("the test"));
        co_return guard::UndoClaim{QStringLiteral("test"), ids};
    }
    Task<std::monostate> release(guard::UndoClaim claim, QString /*note*/) override {
        setStates(claim.ids, guard::UndoState::Recorded, {});
        co_return done();
    }
    Task<guard::UndoEntry> find(QString id) override {
        for (const guard::UndoEntry& entry : entries) {
            if (entry.id == id) {
                co_return entry;
            }
        }
        co_return fail(ErrorKind::NotFound, QStringLiteral("List them."),
                       QStringLiteral("There is no undo record ") + id + QLatin1Char('.'), id);
    }
    Task<std::vector<guard::UndoEntry>> list(int last,
                                             std::optional<guard::UndoState> state) override {
        std::vector<guard::UndoEntry> found;
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
            if ((!state || entry->state == *state) && static_cast<int>(found.size()) < last) {
                found.push_back(*entry);
            }
        }
        co_return found;
    }

private:
    void setStates(const QStringList& ids, guard::UndoState state, const QString& heldBy) {
        for (guard::UndoEntry& entry : entries) {
            if (ids.contains(entry.id)) {
                entry.state = state;
                entry.heldBy = heldBy;
            }
        }
    }
};

} // namespace bulkhead::tests
