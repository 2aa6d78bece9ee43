// SPDX-License-Identifier: MIT
// HistoryEntry: one guarded write, with what the audit trail and its undo record know about it.
#pragma once

#include "change/before_image.h"
#include "guard/audit_reader.h"
#include "guard/undo_store.h"
#include "ops/registry.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// How a write ended.
enum class HistoryResult : std::uint8_t {
    Done,
    TakenBack, ///< done, and undone since
    Partly,    ///< some of its requests were carried out
    Failed,
    Denied,   ///< by a guard rule, or by the configuration
    Declined, ///< nobody confirmed it
    DryRun,   ///< only worked out
    Nothing,  ///< everything already was as wanted
    Open,     ///< nobody knows: the program ended in the middle, or the answer got lost
};

/// Every text is clean for one line.
struct HistoryEntry {
    QString key;    ///< names it across reads
    QDateTime time; ///< UTC; invalid if the trail's text is no time
    QString operation;
    QString what; ///< in words: "Publish “Open the cache”"
    QString target;
    QString person; ///< whose account
    QString agent;  ///< "desktop", "console", or the name of an MCP client
    QString approvedBy;
    QString author; ///< of a published change, as its file says
    QString reason;
    QString risk; ///< low, medium, high, critical; empty if unknown
    HistoryResult result = HistoryResult::Open;
    QString problem; ///< why it failed, or was not made
    std::optional<qint64> durationMs;
    QStringList requests; ///< as they were sent, "PATCH /policy/…"; empty if the trail does not say
    QString realization;  ///< "realized", "in_progress", "error"; empty: unknown
    QString undoId;       ///< empty: nothing was kept that could be put back
    std::optional<guard::UndoState> undoState;
    QString undoNote;
    QString noUndo; ///< why it cannot be taken back, although something was kept
    std::vector<change::BeforeImage> images;

    /// Why it cannot be taken back now; empty if it can. `target` is the manager that the window is
    /// connected to; empty if it is to none.
    [[nodiscard]] QString obstacleToRevert(const QString& connectedTo) const;
};

/// The word for a result, as the table and the filter have it.
[[nodiscard]] QString resultWord(HistoryResult result);

/// Every write among the rows, the newest first, with its undo record; records whose row is no
/// longer in the trail stand for themselves. Reads, and calls of other tools, are left out. Pure;
/// O(rows + records).
[[nodiscard]] std::vector<HistoryEntry> historyOf(const std::vector<guard::AuditRow>& rows,
                                                  const std::vector<guard::UndoEntry>& records,
                                                  const ops::Registry& registry);

} // namespace bulkhead::desktop
