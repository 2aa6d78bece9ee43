// SPDX-License-Identifier: MIT
#include "desktop/estate/document.h"

#include "change/policy_lock.h"
#include "change/rebase.h"
#include "desktop/estate/findings.h"
#include "snapshot/excluded_machines.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <utility>

namespace bulkhead::desktop {

namespace {

constexpr qint64 kBatchMs = 150;

/// What the background computation starts from; it owns all of it.
struct Question {
    snapshot::SnapshotPointer snapshot;
    std::shared_ptr<const RuleSearchIndex> formerSearch;
    QHash<QString, MembershipPointer> knownMembers;
    bool wantsMembers = true;
};

std::vector<quint32> countGroups(const snapshot::Snapshot& snapshot,
                                 snapshot::MembershipEvaluator& evaluator) {
    std::vector<quint32> counts(snapshot.machines().size(), 0);
    for (const model::Group& group : snapshot.groups()) {
        for (const model::VirtualMachine* machine : evaluator.of(group.header.path).machines) {
            ++counts[static_cast<std::size_t>(machine - snapshot.machines().data())];
        }
    }
    return counts;
}

/// Runs on the thread pool with an evaluator of its own.
void computeAbout(QPromise<IndexPart>& promise, const Question& question) {
    const snapshot::SnapshotPointer& snapshot = question.snapshot;
    const auto isCancelled = [&promise] { return promise.isCanceled(); };
    IndexPart first;
    first.search = RuleSearchIndex::make(snapshot, question.formerSearch.get(), isCancelled);
    first.usage = UsageIndex::make(*snapshot, isCancelled);
    if (!first.search || !first.usage) {
        return;
    }
    promise.addResult(std::move(first));
    if (!question.wantsMembers) {
        return;
    }
    snapshot::MembershipEvaluator evaluator(snapshot);
    for (auto known = question.knownMembers.cbegin(); known != question.knownMembers.cend();
         ++known) {
        evaluator.assume(known.key(), known.value());
    }
    IndexPart batch;
    QElapsedTimer sinceBatch;
    sinceBatch.start();
    for (const model::Group& group : snapshot->groups()) {
        if (isCancelled()) {
            return;
        }
        if (!question.knownMembers.contains(group.header.path)) {
            batch.members.push_back({group.header.path, evaluator.pointerTo(group.header.path)});
        }
        if (sinceBatch.elapsed() > kBatchMs) {
            promise.addResult(std::exchange(batch, {}));
            sinceBatch.restart();
        }
    }
    batch.excluded = snapshot::excludedMachines(*snapshot, evaluator);
    batch.groupCounts = countGroups(*snapshot, evaluator);
    batch.complete = true;
    promise.addResult(std::move(batch));
}

/// Who is in which group depends on groups and machines, never on rules.
bool sameMembership(const snapshot::Snapshot& a, const snapshot::Snapshot& b) {
    const snapshot::Content& one = a.content();
    const snapshot::Content& other = b.content();
    const auto membersOf = [](const std::optional<model::ExcludeList>& list) {
        return list ? std::optional<QStringList>(list->members) : std::nullopt;
    };
    return one.groups.sharesWith(other.groups) && one.machines.sharesWith(other.machines) &&
           membersOf(one.excludeList) == membersOf(other.excludeList);
}

} // namespace

Document::Document(QObject* parent, const QString& draftFolder)
    : QObject(parent), m_findings(new Findings(*this)), m_drafts(draftFolder) {}

Document::~Document() {
    if (m_watcher) {
        m_watcher->cancel(); // what still runs has its own pointers and sees that nobody listens
    }
}

void Document::stopComputing() {
    if (m_watcher) {
        m_watcher->disconnect(this);
        m_watcher->cancel();
    }
}

void Document::setSnapshot(snapshot::SnapshotPointer snapshot,
                           std::unique_ptr<MemberIndex> members) {
    stopComputing();
    m_snapshot = std::move(snapshot);
    // Freeing an index of a large estate takes longer than a frame: the pool does it.
    m_watcher.reset();
    QThreadPool::globalInstance()->start(
        [usage = std::exchange(m_usage, {}), search = std::exchange(m_search, {})] {});
    if (members) {
        m_members = std::move(members);
    }
    Q_EMIT snapshotChanged();
    m_watcher = std::make_unique<QFutureWatcher<IndexPart>>();
    connect(m_watcher.get(), &QFutureWatcher<IndexPart>::resultReadyAt, this, &Document::takePart);
    m_watcher->setFuture(
        QtConcurrent::run(computeAbout, Question{m_snapshot, m_formerSearch, m_members->all(),
                                                 !m_members->isComplete()}));
}

std::unique_ptr<MemberIndex> Document::membersAfter(const snapshot::SnapshotPointer& before,
                                                    const snapshot::SnapshotPointer& now,
                                                    const std::vector<change::Edit>& made) {
    if (sameMembership(*now, *before) && m_members->isComplete()) {
        return nullptr; // they stay
    }
    QSet<QString> groups;
    for (const change::Edit& edit : made) {
        if (edit.kind == change::ObjectKind::Group) {
            groups.insert(edit.path);
        }
    }
    return std::make_unique<MemberIndex>(now, *m_members, groups);
}

void Document::show(snapshot::SnapshotPointer snapshot) {
    m_stale = false;
    m_edits.emplace(snapshot);
    m_drafts.begin(*snapshot);
    m_kept = true;
    auto members = std::make_unique<MemberIndex>(snapshot);
    setSnapshot(std::move(snapshot), std::move(members));
    Q_EMIT staleChanged();
    Q_EMIT editsChanged();
}

void Document::clear() {
    stopComputing();
    m_drafts.close();
    m_edits.reset();
    m_snapshot.reset();
    m_usage.reset();
    m_search.reset();
    m_formerSearch.reset();
    m_members.reset();
    m_stale = false;
    Q_EMIT snapshotChanged();
    Q_EMIT staleChanged();
    Q_EMIT editsChanged();
}

void Document::takeAsPublished() {
    m_drafts.forget();
    show(m_snapshot);
}

Result<void> Document::refreshWithChoices(const snapshot::SnapshotPointer& fresh,
                                          const std::vector<change::Choice>& choices) {
    if (!m_edits) {
        show(fresh);
        return {};
    }
    return carryTo(change::rebaseWithChoices(m_edits->net(), fresh, choices,
                                             tr("Decided beside the work of others")));
}

Result<void> Document::carryTo(Result<change::ChangeSet> carried) {
    if (!carried) {
        return fail(carried.error());
    }
    m_stale = false;
    m_edits = std::move(*carried);
    m_kept = true;
    journal(m_drafts.rewrite(*m_edits));
    setSnapshot(m_edits->current(), std::make_unique<MemberIndex>(m_edits->current()));
    Q_EMIT staleChanged();
    Q_EMIT editsChanged();
    return {};
}

Result<void> Document::refresh(const snapshot::SnapshotPointer& fresh) {
    if (!hasEdits()) {
        m_drafts.forget();
        show(fresh);
        return {};
    }
    return carryTo(change::rebase(*m_edits, fresh));
}

std::vector<LeftDraft> Document::leftDrafts() const {
    return m_edits ? m_drafts.leftBehind(*m_edits->base()) : std::vector<LeftDraft>();
}

Result<void> Document::restore(const QString& draftFile) {
    if (!m_edits || hasEdits()) {
        return fail(ErrorKind::Refused,
                    m_edits ? tr("Publish or discard what is staged first.")
                            : tr("Connect to the manager first."),
                    tr("The changes that were left behind cannot be added to it."));
    }
    auto opened = DraftKeeper::open(draftFile);
    if (!opened) {
        return fail(opened.error());
    }
    auto restored = change::restoreDraft(opened->draft, m_edits->base());
    if (!restored) {
        return fail(restored.error());
    }
    const snapshot::SnapshotPointer before = m_snapshot;
    m_edits = std::move(*restored);
    m_drafts.continueWith(std::move(opened->journal));
    m_kept = true;
    journal(m_drafts.rewrite(*m_edits));
    takeEdits(before, m_edits->net());
    return {};
}

void Document::journal(const Result<void>& kept) {
    // A line that is missing stays missing until the journal is written anew.
    m_kept = m_kept && kept.has_value();
    if (!kept) {
        Q_EMIT journalFailed(kept.error());
    }
}

Result<void> Document::stage(const Result<change::Step>& step) {
    if (!step) {
        return fail(step.error());
    }
    if (!m_edits) {
        return fail(ErrorKind::Refused, tr("Open a snapshot or connect to a manager first."),
                    tr("There is nothing that could be edited."));
    }
    if (!m_editable) {
        return fail(ErrorKind::Refused, tr("Wait a moment."),
                    tr("What is staged is being published."));
    }
    if (const Result<void> free = change::checkLocks(*m_edits->base(), *step); !free) {
        return free;
    }
    const snapshot::SnapshotPointer before = m_snapshot;
    const auto pushed = m_edits->push(*step);
    if (!pushed) {
        return fail(pushed.error());
    }
    journal(m_drafts.pushed(*step, *pushed));
    takeEdits(before, step->edits);
    return {};
}

void Document::takeEdits(const snapshot::SnapshotPointer& before,
                         const std::vector<change::Edit>& made) {
    const snapshot::SnapshotPointer& now = m_edits->current();
    if (now != before) {
        setSnapshot(now, membersAfter(before, now, made));
    }
    Q_EMIT editsChanged();
}

void Document::undo() {
    if (m_editable && m_edits && m_edits->canUndo()) {
        const snapshot::SnapshotPointer before = m_snapshot;
        if (m_edits->undo()) {
            journal(m_drafts.undone());
            takeEdits(before, m_edits->undoneSteps().back().edits);
        }
    }
}

void Document::redo() {
    if (m_editable && m_edits && m_edits->canRedo()) {
        const snapshot::SnapshotPointer before = m_snapshot;
        if (m_edits->redo()) {
            journal(m_drafts.redone());
            takeEdits(before, m_edits->steps().back().edits);
        }
    }
}

void Document::discardEdits() {
    if (m_editable && m_edits && (m_edits->canUndo() || m_edits->canRedo())) {
        const snapshot::SnapshotPointer before = m_snapshot;
        const std::vector<change::Edit> gone = m_edits->net();
        m_edits.emplace(m_edits->base());
        m_drafts.forget();
        m_kept = true;
        takeEdits(before, gone);
    }
}

void Document::setHits(hits::HitTablePointer hits) {
    if (m_hits != hits) {
        m_hits = std::move(hits);
        Q_EMIT hitsChanged();
    }
}

void Document::setStale(bool stale) {
    if (m_stale != stale) {
        m_stale = stale;
        Q_EMIT staleChanged();
    }
}

bool Document::isOffline() const {
    return m_snapshot && m_snapshot->origin().kind != snapshot::OriginKind::Manager;
}

void Document::takePart(int position) {
    const IndexPart part = m_watcher->resultAt(position);
    if (part.search) {
        m_usage = part.usage;
        m_search = part.search;
        m_formerSearch = part.search;
        Q_EMIT indexed();
        return;
    }
    m_members->add(part.members);
    if (part.excluded) {
        m_members->setExcluded(*part.excluded);
    }
    if (part.complete) {
        m_members->setGroupCounts(part.groupCounts);
        m_members->setComplete();
    }
    Q_EMIT membersChanged();
}

} // namespace bulkhead::desktop
