// SPDX-License-Identifier: MIT
// SqlUndoStore: the undo records in ~/.vmware/undo.db, which a family of tools shares.
#pragma once

#include "guard/store_thread.h"
#include "guard/undo_file.h"
#include "guard/undo_store.h"

#include <memory>

namespace bulkhead::guard {

/// Making it touches nothing: the thread starts and the file is opened with the first call, and
/// every change is on the disk when its task has ended. Parameters and sentences are stored
/// redacted; images as they are, or they could not be put back. `complete` without images keeps
/// those that are stored; a record that is undone or was not made stays so (Conflict). Records are
/// listed for ever; what they replaced is dropped when it is too old (UndoOptions). Destroying it
/// ends what was begun.
class SqlUndoStore final : public UndoStore {
public:
    explicit SqlUndoStore(UndoOptions options);
    ~SqlUndoStore() override;
    SqlUndoStore(const SqlUndoStore&) = delete;
    SqlUndoStore& operator=(const SqlUndoStore&) = delete;

    [[nodiscard]] Task<QString> prepare(UndoRecord record) override;
    [[nodiscard]] Task<std::monostate> complete(QString id, UndoState state, QJsonArray images,
                                                QString note) override;
    [[nodiscard]] Task<UndoClaim> claim(QStringList ids) override;
    [[nodiscard]] Task<std::monostate> release(UndoClaim claim, QString note) override;
    /// InvalidInput if it is no such beginning, or if several records begin so; then it lists them.
    [[nodiscard]] Task<UndoEntry> find(QString id) override;
    [[nodiscard]] Task<std::vector<UndoEntry>> list(int last,
                                                    std::optional<UndoState> state) override;

    /// The rows of every tool of the family, the newest first; an empty status asks for all.
    [[nodiscard]] Task<std::vector<UndoLogRow>> log(int last, QString status);
    /// One of them; ids as for `find`.
    [[nodiscard]] Task<UndoLogRow> logRow(QString id);

private:
    std::shared_ptr<UndoFile> m_file; ///< used by jobs only
    StoreThread m_thread;
};

} // namespace bulkhead::guard
