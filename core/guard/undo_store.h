// SPDX-License-Identifier: MIT
// UndoStore: keeps what a write replaced, so that it can be put back.
#pragma once

#include "base/task.h"
#include "guard/audit_store.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace bulkhead::guard {

/// One write and the state before it.
struct UndoRecord {
    QString operation;
    QString target;
    QString summary;        ///< what was done, one clean line
    QString object;         ///< path of what was changed
    QJsonObject parameters; ///< of the call
    /// What was replaced, an object each, in the order of the write (change/before_image.h).
    QJsonArray images;
    QString impossible; ///< why it cannot be undone, a clean sentence; empty: it can
    AuditTicket audit;  ///< the audit row of the write
};

enum class UndoState : std::uint8_t {
    Prepared, ///< the write was about to be sent; a crash leaves it so
    Recorded, ///< the write was made; can be undone
    NotMade,  ///< the write was not made: there is nothing to undo
    Undoing,  ///< claimed by a write that takes it back; a crash leaves it so
    Undone,   ///< was taken back by another write
    Expired,  ///< too old: what it replaced is no longer kept
};

/// prepared, recorded, not_made, undoing, undone, expired.
[[nodiscard]] QString undoStateName(UndoState state);

/// A stored record.
struct UndoEntry {
    QString id;   ///< 16 lower-case hexadecimal digits; sorts by nothing
    QString time; ///< UTC, ISO 8601
    UndoState state = UndoState::Prepared;
    QString note; ///< of the last change of state, e.g. the id of the undoing entry
    /// Who takes it back right now, a clean sentence; empty although it is Undoing: the process
    /// that did has ended, and anybody may claim it.
    QString heldBy;
    UndoRecord record;
};

/// The right to take some writes back: as long as it is held nobody else gets it for any of them.
struct UndoClaim {
    QString owner; ///< unlike that of every other claim
    QStringList ids;
};

/// Everything is on disk when a call has returned. Used from one thread; many processes share the
/// file.
class UndoStore {
public:
    virtual ~UndoStore() = default;
    /// Before the write is sent. Returns the id that `undo ID` takes. A write whose before-image
    /// cannot be stored is not sent.
    [[nodiscard]] virtual Task<QString> prepare(UndoRecord record) = 0;
    /// After it: its outcome, and the images with what the manager has now.
    [[nodiscard]] virtual Task<std::monostate> complete(QString id, UndoState state,
                                                        QJsonArray images, QString note) = 0;
    /// All of the entries or none; `ids` are whole. Conflict if one of them is claimed by a process
    /// that lives, or cannot be taken back any more. Before anything is sent: two processes that
    /// undo the same write must not both send. `complete` as Undone ends the claim of an entry.
    [[nodiscard]] virtual Task<UndoClaim> claim(QStringList ids) = 0;
    /// Gives back what was claimed and not completed: it is as it was before, with a note.
    [[nodiscard]] virtual Task<std::monostate> release(UndoClaim claim, QString note) = 0;
    /// By id or by its unique beginning (4 digits at least). NotFound if there is none,
    /// InvalidInput that lists the candidates if there are several.
    [[nodiscard]] virtual Task<UndoEntry> find(QString id) = 0;
    /// The newest first, at most `last` (1..10000).
    [[nodiscard]] virtual Task<std::vector<UndoEntry>> list(int last,
                                                            std::optional<UndoState> state) = 0;
};

} // namespace bulkhead::guard
