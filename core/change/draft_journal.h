// SPDX-License-Identifier: MIT
// DraftJournal: staged edits on disk as they are made, so that a crash loses nothing.
#pragma once

#include "change/change_set.h"
#include "change/step.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace bulkhead::change {

/// What a draft is about. The revisions that it stands on are in its edits.
struct DraftHeader {
    QString title;
    QString reason;
    QString author;
    QString target;      ///< the manager's name in the configuration
    QString basePlace;   ///< snapshot::Origin::place of the base
    QString baseVersion; ///< product version of the manager; may be empty
    QDateTime baseTaken; ///< UTC
    QDateTime startedAt; ///< UTC

    friend bool operator==(const DraftHeader&, const DraftHeader&) = default;
};

/// The header for a draft on this base, started now.
[[nodiscard]] DraftHeader headerFor(const snapshot::Snapshot& base, const QString& target);

/// What a journal holds.
struct Draft {
    DraftHeader header;
    std::vector<Step> done;
    std::vector<Step> undone; ///< the one that redo takes is the last
    QStringList notes;        ///< clean sentences: what was torn off
};

/// Reads the bytes of a journal: one JSON object a line. A last line that a crash has torn is left
/// out, and `notes` says so; anything else that is wrong is InvalidInput with its line, and nothing
/// is returned. For drafts that a colleague has handed over.
[[nodiscard]] Result<Draft> readDraft(const QByteArray& bytes, const QString& name);

/// The draft on the estate as it is now: exactly where the base is the same, else merged field by
/// field (change/rebase.h), where redo is lost.
[[nodiscard]] Result<ChangeSet> restoreDraft(const Draft& draft,
                                             const snapshot::SnapshotPointer& now);

/// An open journal file, mode 0600, locked against a second writer. Each call returns when the line
/// is on the disk; one that fails has written nothing that is read again. One thread; a call costs
/// one write and one flush (a few milliseconds on a disk).
class DraftJournal final {
public:
    struct Opened;
    /// A new file; Refused if there is one.
    [[nodiscard]] static Result<DraftJournal> create(const QString& path,
                                                     const DraftHeader& header);
    /// Reads a file and goes on writing behind it; what was torn is cut off. Conflict while another
    /// process has it open.
    [[nodiscard]] static Result<Opened> open(const QString& path);

    DraftJournal(DraftJournal&&) noexcept;
    DraftJournal& operator=(DraftJournal&&) noexcept;
    ~DraftJournal();

    // To be called after each change of the ChangeSet that it belongs to; `step` as it was pushed.
    [[nodiscard]] Result<void> pushed(const Step& step, ChangeSet::Pushed how);
    [[nodiscard]] Result<void> undone();
    [[nodiscard]] Result<void> redone();
    /// Title, reason or author have changed.
    [[nodiscard]] Result<void> described(const DraftHeader& header);

    [[nodiscard]] QString path() const;

private:
    struct File;
    explicit DraftJournal(std::unique_ptr<File> file);
    [[nodiscard]] Result<void> append(const QJsonObject& line);

    std::unique_ptr<File> m_file;
};

struct DraftJournal::Opened {
    DraftJournal journal;
    Draft draft;
};

} // namespace bulkhead::change
