// SPDX-License-Identifier: MIT
// UndoFile: reads and writes undo.db, blocking; what the undo store does on its thread.
#pragma once

#include "guard/sqlite_file.h"
#include "guard/undo_store.h"

#include <QString>

namespace bulkhead::guard {

struct UndoOptions {
    QString folder;
    int busyMs = 5000; ///< how long another writer is waited for, per lock
    /// What a write replaced is kept for so many days at least, and of the newest so many writes
    /// however old they are; only what neither rule keeps is dropped.
    int keptDays = 90;
    int keptNewest = 1000;
};

/// A row of undo_log as any tool of the family writes it. Texts are clean for one line.
struct UndoLogRow {
    QString id;
    QString time;
    QString skill;
    QString tool;
    QString undoSkill;
    QString undoTool;
    QString undoParams; ///< JSON as a rule
    QString origParams; ///< JSON as a rule
    QString status;
    QString workflowId;
    QString note;
};

/// Two tables, always written together: undo_log, which the family shares (a line for `undo-list`
/// of any tool), and bulkhead_undo with the images; beside them bulkhead_undo_claim
/// (guard/undo_claims.h). One thread.
class UndoFile final {
public:
    explicit UndoFile(UndoOptions options);

    [[nodiscard]] Result<QString> prepare(const UndoRecord& record);
    [[nodiscard]] Result<std::monostate> complete(const QString& id, UndoState state,
                                                  const QJsonArray& images, const QString& note);
    [[nodiscard]] Result<UndoClaim> claim(const QStringList& ids);
    [[nodiscard]] Result<std::monostate> release(const UndoClaim& claim, const QString& note);
    [[nodiscard]] Result<UndoEntry> find(const QString& id);
    [[nodiscard]] Result<std::vector<UndoEntry>> list(int last, std::optional<UndoState> state);
    [[nodiscard]] Result<std::vector<UndoLogRow>> log(int last, const QString& status);
    [[nodiscard]] Result<UndoLogRow> logRow(const QString& id);
    void close() { m_file.close(); }

private:
    UndoOptions m_options;
    SqliteFile m_file;
};

} // namespace bulkhead::guard
