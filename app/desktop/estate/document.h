// SPDX-License-Identifier: MIT
// Document: the snapshot that the window shows with the edits staged on it, how old it is, and what
// is computed about it.
#pragma once

#include "change/change_set.h"
#include "change/rebase.h"
#include "desktop/estate/draft_keeper.h"
#include "desktop/estate/member_index.h"
#include "desktop/estate/usage_index.h"
#include "desktop/firewall/rule_search_index.h"
#include "hits/hit_track.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <optional>

namespace bulkhead::desktop {

class Findings;

/// What the background computation hands over, piece by piece.
struct IndexPart {
    std::shared_ptr<const UsageIndex> usage;
    std::shared_ptr<const RuleSearchIndex> search;
    std::vector<GroupMembers> members;
    std::vector<quint32> groupCounts; ///< with the last part
    std::optional<QSet<QString>> excluded;
    bool complete = false;
};

/// One a window; GUI thread. Places listen to it and never keep a snapshot of their own.
class Document final : public QObject {
    Q_OBJECT

public:
    /// Staged edits are journalled in `draftFolder`; empty: the program's own data folder.
    explicit Document(QObject* parent = nullptr, const QString& draftFolder = {});
    ~Document() override;

    /// Shows another snapshot without any edits and starts computing about it on the thread pool.
    void show(snapshot::SnapshotPointer snapshot);
    /// Shows a newer state of the same estate and carries the staged edits over to it, merged field
    /// by field. Conflict where both sides have changed the same: then everything stays as it was.
    [[nodiscard]] Result<void> refresh(const snapshot::SnapshotPointer& fresh);
    /// The same where a person has decided what both sides had changed (change/rebase.h).
    [[nodiscard]] Result<void> refreshWithChoices(const snapshot::SnapshotPointer& fresh,
                                                  const std::vector<change::Choice>& choices);
    /// The staged edits are on the manager now: what is shown becomes the base of new ones.
    void takeAsPublished();
    /// While edits are on their way nobody may add to them or take one back.
    void setEditable(bool editable) { m_editable = editable; }
    /// Drafts about this estate that a crash left behind, the newest first.
    [[nodiscard]] std::vector<LeftDraft> leftDrafts() const;
    /// Stages a draft that was left behind, on the estate as it is now.
    [[nodiscard]] Result<void> restore(const QString& draftFile);
    /// The newest attempt to read failed: what is shown is older than somebody wished.
    void setStale(bool stale);
    void clear();

    /// Stages a step made from `snapshot()`: nothing is sent. Fails, and changes nothing, if the
    /// step could not be made or does not fit.
    [[nodiscard]] Result<void> stage(const Result<change::Step>& step);
    void undo();
    void redo();
    /// Drops every staged edit and their history.
    void discardEdits();
    /// The staged edits with their history; nullptr without a snapshot.
    [[nodiscard]] const change::ChangeSet* edits() const { return m_edits ? &*m_edits : nullptr; }
    /// True if what is staged is on the disk, as far as anybody knows.
    [[nodiscard]] bool isKept() const { return m_kept; }
    [[nodiscard]] bool hasEdits() const { return m_edits && !m_edits->net().empty(); }

    /// With the staged edits.
    [[nodiscard]] const snapshot::SnapshotPointer& snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isEmpty() const { return !m_snapshot; }
    [[nodiscard]] bool isStale() const { return m_stale; }
    /// True if it came from a file and not from a manager.
    [[nodiscard]] bool isOffline() const;
    /// nullptr until computed.
    [[nodiscard]] const UsageIndex* usage() const { return m_usage.get(); }
    [[nodiscard]] const RuleSearchIndex* search() const { return m_search.get(); }
    /// What is wrong or odd about the staged edits.
    [[nodiscard]] Findings& findings() const { return *m_findings; }
    /// Never nullptr while there is a snapshot.
    [[nodiscard]] const MemberIndex* members() const { return m_members.get(); }
    /// The hits of its rules over time; nullptr while nobody knows.
    [[nodiscard]] const hits::HitTablePointer& hits() const { return m_hits; }
    void setHits(hits::HitTablePointer hits);

Q_SIGNALS:
    void snapshotChanged();
    /// edits() is different; sent after snapshotChanged.
    void editsChanged();
    /// What was staged is not on the disk: a crash would lose it.
    void journalFailed(const bulkhead::Error& error);
    void staleChanged();
    /// usage() and search() have come.
    void indexed();
    /// More of members() is known; sent a few times a second at most.
    void membersChanged();
    void hitsChanged();

private:
    void setSnapshot(snapshot::SnapshotPointer snapshot, std::unique_ptr<MemberIndex> members);
    void takeEdits(const snapshot::SnapshotPointer& before, const std::vector<change::Edit>& made);
    [[nodiscard]] std::unique_ptr<MemberIndex> membersAfter(const snapshot::SnapshotPointer& before,
                                                            const snapshot::SnapshotPointer& now,
                                                            const std::vector<change::Edit>& made);
    [[nodiscard]] Result<void> carryTo(Result<change::ChangeSet> carried);
    void journal(const Result<void>& kept);
    void stopComputing();
    void takePart(int position);

    Findings* m_findings;
    std::optional<change::ChangeSet> m_edits;
    DraftKeeper m_drafts;
    snapshot::SnapshotPointer m_snapshot;
    std::shared_ptr<const UsageIndex> m_usage;
    std::shared_ptr<const RuleSearchIndex> m_search;
    std::shared_ptr<const RuleSearchIndex> m_formerSearch; ///< the newest that was ever made
    std::unique_ptr<MemberIndex> m_members;
    hits::HitTablePointer m_hits;
    std::unique_ptr<QFutureWatcher<IndexPart>> m_watcher;
    bool m_stale = false;
    bool m_editable = true;
    bool m_kept = true; ///< the journal has taken every step
};

} // namespace bulkhead::desktop
