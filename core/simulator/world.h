// SPDX-License-Identifier: MIT
// World: everything that the simulated manager knows, behind one lock.
#pragma once

#include "simulator/caller.h"
#include "simulator/inventory.h"
#include "simulator/membership_cache.h"
#include "simulator/object_store.h"
#include "simulator/realization_error.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <memory>
#include <mutex>
#include <vector>

namespace bulkhead::simulator {

class FirewallTable;

/// Traffic counters of one rule (NSX 4.2 RuleStatistics) since the last reset, without what its
/// traffic has added since then.
struct RuleCounters {
    qint64 hits = 0;
    qint64 packets = 0;
    qint64 bytes = 0;
    qint64 sessions = 0;
};

/// How a rule's counters grow.
struct RuleTraffic {
    double givenPerMs = -1; ///< hits a millisecond by the data set; negative: it says nothing
    double hitsPerMs = 0;   ///< at the moment
    qint64 since = 0;       ///< when that began, milliseconds since 1970; 0: not asked for yet
    QString tableKey;       ///< the firewall table that the rate was found with
};

/// A deleted object that is not unrealized yet: its id cannot be used again until then.
struct PurgedObject {
    QJsonObject fields;
    qint64 until = 0; ///< milliseconds since 1970
};

/// The latest search's hits, good as long as nothing changes.
struct SearchMemory {
    QString key;
    quint64 version = 0;
    std::vector<QJsonObject> hits;
};

/// A traceflow that was run (NSX 4.2 Traceflow and its observations).
struct Trace {
    QString id;           ///< of the Manager API
    QString lportId;      ///< unique_id of the source port, or what was asked for
    qint64 timeoutMs = 0; ///< as asked; a run takes as long as the options say
    qint64 started = 0;   ///< milliseconds since 1970
    qint64 revision = 0;  ///< of the Policy API's configuration that it was run for
    bool isTransient = true;
    QString requestStatus;                 ///< "SUCCESS", "SOURCE_PORT_NOT_FOUND", …
    std::vector<QJsonObject> observations; ///< with the fields of both APIs
};

/// Handlers hold `mutex` while they work. Plain data on purpose: the rules are in the writers and
/// evaluators that work on it.
struct World {
    std::mutex mutex;
    ObjectStore store;
    Inventory inventory;
    QHash<QString, RuleCounters> counters;              ///< by rule path
    QHash<QString, RuleTraffic> traffic;                ///< by rule path
    qint64 countingSince = 0;                           ///< milliseconds since 1970
    QHash<qint64, qint64> intrusionHitsAtReset;         ///< by rule number
    QHash<QString, PurgedObject> purged;                ///< by path
    QHash<QString, QJsonObject> tagOperations;          ///< by id
    QHash<QString, RealizationError> realizationErrors; ///< by path
    SearchMemory searchMemory;
    QHash<QString, Trace> traces; ///< by id; of the Policy API by path
    mutable MembershipCache membershipCache;
    mutable std::shared_ptr<const FirewallTable> firewallTable;
    mutable QString firewallTableKey; ///< what the table was made from
    QString productVersion;
    QString user;
    Caller viewer; ///< who sent the request that is being answered
    int sessionTimeoutSeconds = 0;
    int requestsPerSecond = 0;
    int concurrentRequests = 0;
    qint64 realizationDelayMs = 0;
    qint64 purgeDelayMs = 0;
    qint64 traceflowDelayMs = 0;
    quint64 trafficSeed = 0;  ///< 0: no traffic
    qint64 nextRuleId = 1000; ///< NSX 4.2: a local manager's range begins at 1000
    qint64 uniqueIdsMade = 0;

    /// Milliseconds since 1970.
    [[nodiscard]] static qint64 now();
    /// A new random-looking UUID; the same sequence in every run.
    [[nodiscard]] QString makeUniqueId(const QString& path);
    /// A rule id that was never used.
    [[nodiscard]] qint64 makeRuleId() { return nextRuleId++; }
    /// Forgets purged objects whose time is over.
    void dropPurged();
    /// Whether a change at `time` has reached the enforcement point.
    [[nodiscard]] bool isRealized(qint64 time) const { return now() >= time + realizationDelayMs; }
};

/// The one owner_id of this manager.
[[nodiscard]] QString ownerId();
/// A name-based UUID: the same text gives the same id.
[[nodiscard]] QString uuidFor(const QString& text);

/// The path of the one enforcement point.
[[nodiscard]] QString enforcementPointPath();

} // namespace bulkhead::simulator
