// SPDX-License-Identifier: MIT
// ChangeWatch: looks after the resources that somebody listens to, and after no others.
#pragma once

#include "base/cancellation.h"
#include "mcp/resource_reader.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace bulkhead::mcp {

/// Compares fingerprints at intervals, one resource after the other. A manager is asked only while
/// a resource of it is watched; one that cannot be reached is asked more and more seldom, at most
/// sixteen times the interval apart. Lives on the server's thread.
class ChangeWatch final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kInterval{15'000};
    /// Addresses at the same time; a client that wants more is refused.
    static constexpr qsizetype kMost = 64;

    explicit ChangeWatch(ResourceReader reader, std::chrono::milliseconds interval = kInterval,
                         QObject* parent = nullptr);
    ~ChangeWatch() override;

    /// Each `watch` needs its `unwatch`. False, and nothing watched, if there are too many.
    [[nodiscard]] bool watch(const QString& uri, const ResourceAddress& address);
    /// An address that nobody watches is fine.
    void unwatch(const QString& uri);
    /// Forgets all and cancels the look that is under way.
    void clear();
    [[nodiscard]] bool isWatching(const QString& uri) const { return m_watched.contains(uri); }
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void changed(const QString& uri);
    /// A look has ended and nothing is watched any more.
    void idle();

private:
    struct Watched {
        ResourceAddress address;
        int listeners = 0;
        QByteArray fingerprint; ///< empty before the first look
    };
    void schedule();
    void lookAtAll();
    void lookAtNext();
    void take(const QString& uri, const Result<QByteArray>& fingerprint);

    ResourceReader m_reader;
    std::chrono::milliseconds m_interval;
    QTimer m_timer;
    QHash<QString, Watched> m_watched;
    QStringList m_round; ///< still to be looked at in this round
    CancellationSource m_cancel;
    int m_backOff = 1;     ///< the interval is multiplied with it
    bool m_failed = false; ///< something failed in this round
    bool m_busy = false;
};

} // namespace bulkhead::mcp
