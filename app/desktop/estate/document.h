// SPDX-License-Identifier: MIT
// Document: the snapshot that the window shows, how old it is, and what is computed about it.
#pragma once

#include "desktop/estate/member_index.h"
#include "desktop/estate/usage_index.h"
#include "desktop/firewall/rule_search_index.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>

namespace bulkhead::desktop {

/// What the background computation hands over, piece by piece.
struct IndexPart {
    std::shared_ptr<const UsageIndex> usage;
    std::shared_ptr<const RuleSearchIndex> search;
    std::vector<GroupMembers> members;
    std::optional<QSet<QString>> excluded;
    bool complete = false;
};

/// One a window; GUI thread. Places listen to it and never keep a snapshot of their own.
class Document final : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject* parent = nullptr);
    ~Document() override;

    /// Shows another snapshot and starts computing about it on the thread pool.
    void show(snapshot::SnapshotPointer snapshot);
    /// The newest attempt to read failed: what is shown is older than somebody wished.
    void setStale(bool stale);
    void clear();

    [[nodiscard]] const snapshot::SnapshotPointer& snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isEmpty() const { return !m_snapshot; }
    [[nodiscard]] bool isStale() const { return m_stale; }
    /// True if it came from a file and not from a manager.
    [[nodiscard]] bool isOffline() const;
    /// nullptr until computed.
    [[nodiscard]] const UsageIndex* usage() const { return m_usage.get(); }
    [[nodiscard]] const RuleSearchIndex* search() const { return m_search.get(); }
    /// Never nullptr while there is a snapshot.
    [[nodiscard]] const MemberIndex* members() const { return m_members.get(); }

Q_SIGNALS:
    void snapshotChanged();
    void staleChanged();
    /// usage() and search() have come.
    void indexed();
    /// More of members() is known; sent a few times a second at most.
    void membersChanged();

private:
    void takePart(int position);

    snapshot::SnapshotPointer m_snapshot;
    std::shared_ptr<const UsageIndex> m_usage;
    std::shared_ptr<const RuleSearchIndex> m_search;
    std::unique_ptr<MemberIndex> m_members;
    std::unique_ptr<QFutureWatcher<IndexPart>> m_watcher;
    bool m_stale = false;
};

} // namespace bulkhead::desktop
