// SPDX-License-Identifier: MIT
#include "desktop/estate/document.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QtConcurrentRun>

namespace bulkhead::desktop {

namespace {

constexpr qint64 kBatchMs = 150;

/// Runs on the thread pool with an evaluator of its own.
void computeAbout(QPromise<IndexPart>& promise, const snapshot::SnapshotPointer& snapshot) {
    IndexPart first;
    first.usage = UsageIndex::make(*snapshot);
    first.search = RuleSearchIndex::make(*snapshot);
    promise.addResult(std::move(first));
    snapshot::MembershipEvaluator evaluator(snapshot);
    IndexPart batch;
    QElapsedTimer sinceBatch;
    sinceBatch.start();
    for (const model::Group& group : snapshot->groups()) {
        if (promise.isCanceled()) {
            return;
        }
        batch.members.push_back({group.header.path, std::make_shared<const snapshot::Membership>(
                                                        evaluator.of(group.header.path))});
        if (sinceBatch.elapsed() > kBatchMs) {
            promise.addResult(std::exchange(batch, {}));
            sinceBatch.restart();
        }
    }
    batch.excluded = excludedMachines(*snapshot, evaluator);
    batch.complete = true;
    promise.addResult(std::move(batch));
}

} // namespace

Document::Document(QObject* parent) : QObject(parent) {}

Document::~Document() {
    if (m_watcher) {
        m_watcher->cancel(); // what still runs has its own pointers and sees that nobody listens
    }
}

void Document::show(snapshot::SnapshotPointer snapshot) {
    if (m_watcher) {
        m_watcher->disconnect(this);
        m_watcher->cancel();
    }
    m_snapshot = std::move(snapshot);
    m_usage.reset();
    m_search.reset();
    m_members = std::make_unique<MemberIndex>(m_snapshot);
    m_stale = false;
    Q_EMIT snapshotChanged();
    Q_EMIT staleChanged();
    m_watcher = std::make_unique<QFutureWatcher<IndexPart>>();
    connect(m_watcher.get(), &QFutureWatcher<IndexPart>::resultReadyAt, this, &Document::takePart);
    m_watcher->setFuture(QtConcurrent::run(computeAbout, m_snapshot));
}

void Document::clear() {
    if (m_watcher) {
        m_watcher->disconnect(this);
        m_watcher->cancel();
    }
    m_snapshot.reset();
    m_usage.reset();
    m_search.reset();
    m_members.reset();
    m_stale = false;
    Q_EMIT snapshotChanged();
    Q_EMIT staleChanged();
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
        Q_EMIT indexed();
        return;
    }
    m_members->add(part.members);
    if (part.excluded) {
        m_members->setExcluded(*part.excluded);
    }
    if (part.complete) {
        m_members->setComplete();
    }
    Q_EMIT membersChanged();
}

} // namespace bulkhead::desktop
