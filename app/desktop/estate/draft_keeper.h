// SPDX-License-Identifier: MIT
// DraftKeeper: the journal of what is staged in a window, and drafts that a crash left behind.
#pragma once

#include "change/change_set.h"
#include "change/draft_journal.h"

#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// A draft that nobody has open: the program that wrote it is gone.
struct LeftDraft {
    QString file;
    change::Draft draft;
};

/// One a window; GUI thread. A file is made with the first step and removed when nothing is staged
/// any more. Every step is on the disk when the call returns (a few milliseconds).
class DraftKeeper final {
public:
    /// An empty folder is the program's own data folder.
    explicit DraftKeeper(QString folder = {});

    /// From now on steps belong to this base. What was kept before is left on the disk unless it
    /// was forgotten.
    void begin(const snapshot::Snapshot& base);
    /// Goes on with a draft that was left behind.
    void continueWith(change::DraftJournal journal);
    /// Writes the steps of a set that was carried over to another base; the old file goes.
    [[nodiscard]] Result<void> rewrite(const change::ChangeSet& edits);
    [[nodiscard]] Result<void> pushed(const change::Step& step, change::ChangeSet::Pushed how);
    [[nodiscard]] Result<void> undone();
    [[nodiscard]] Result<void> redone();
    /// Lets go of the file, which stays: somebody may go on with it later.
    void close();
    /// What is staged was published or discarded: the file goes.
    void forget();

    /// Drafts on the same manager (or file) as `base` that no living program holds, with steps, the
    /// newest first. Empty ones are removed.
    [[nodiscard]] std::vector<LeftDraft> leftBehind(const snapshot::Snapshot& base) const;
    [[nodiscard]] static Result<change::DraftJournal::Opened> open(const QString& file);
    static void remove(const QString& file);

private:
    [[nodiscard]] Result<void> ensureFile();

    QString m_folder;
    change::DraftHeader m_header;
    std::optional<change::DraftJournal> m_journal;
};

} // namespace bulkhead::desktop
