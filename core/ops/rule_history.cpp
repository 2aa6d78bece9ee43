// SPDX-License-Identifier: MIT
#include "ops/rule_history.h"

#include "hits/hit_place.h"
#include "hits/hit_store.h"
#include "ops/format.h"
#include "ops/idps_events.h"
#include "ops/schema.h"
#include "ops/source_provider.h"

#include <QDateTime>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const Call& call) {
    if (call.manager) {
        return hits::hitKey(call.manager->target(), call.manager->place());
    }
    const snapshot::SnapshotPointer snapshot = call.source->snapshot();
    return snapshot ? hits::hitKey(snapshot->origin()) : QString();
}

QJsonValue timeOf(qint64 seconds) {
    return timeOrNull(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC));
}

QString days(qint64 count) {
    return count == 1 ? u"1 day"_s : u"%1 days"_s.arg(count);
}

/// What must not be misread: a rule without a hit in three days is not one without hits.
QString inWords(const hits::HitTrack& track, std::optional<qint64> quiet) {
    const qint64 watched = (track.latest - track.first) / hits::kSecondsPerDay;
    if (track.lastHit) {
        return quiet && *quiet > 0 ? u"No hit for %1."_s.arg(days(*quiet))
                                   : u"Last hit seen on %1."_s.arg(
                                         QDateTime::fromSecsSinceEpoch(*track.lastHit, Qt::UTC)
                                             .toString(u"yyyy-MM-dd"_s));
    }
    return watched > 0 ? u"No hit in the %1 that were watched."_s.arg(days(watched))
                       : u"No hit seen yet; watched for less than a day."_s;
}

} // namespace

QString rulesBelow(const QString& policyPath) {
    return policyPath + u"/rules/"_s;
}

Task<hits::HitTablePointer> recordHistory(Call call, hits::HitPass pass, int days, QString below) {
    const std::shared_ptr<hits::HitStore> store = call.sources->hits();
    pass.manager = keyOf(call);
    const qint64 now = pass.answered;
    const QString manager = pass.manager;
    const auto recorded = co_await store->record(std::move(pass));
    if (!recorded) {
        co_return fail(recorded.error());
    }
    auto table = co_await store->read(manager, days, now, below);
    co_return table;
}

Task<hits::HitTablePointer> readHistory(Call call, int days, QString below) {
    const QString manager = keyOf(call);
    if (manager.isEmpty()) {
        co_return std::make_shared<const hits::HitTable>();
    }
    const std::shared_ptr<hits::HitStore> store = call.sources->hits();
    auto table = co_await store->read(manager, days, QDateTime::currentSecsSinceEpoch(), below);
    co_return table;
}

QJsonValue formatHistory(const hits::HitTable& table, const QString& rulePath, qint64 now) {
    const auto found = table.constFind(rulePath);
    if (found == table.cend()) {
        return {};
    }
    const hits::HitTrack& track = found->track;
    const std::optional<qint64> quiet = hits::quietDays(track, now);
    return QJsonObject{{u"watched_since"_s, timeOf(track.first)},
                       {u"last_read"_s, timeOf(track.latest)},
                       {u"watched_days"_s, (track.latest - track.first) / hits::kSecondsPerDay},
                       {u"last_hit"_s, track.lastHit ? timeOf(*track.lastHit) : QJsonValue()},
                       {u"quiet_days"_s, orNull(quiet)},
                       {u"hits_7_days"_s, orNull(hits::hitsWithin(*found, 7, now))},
                       {u"hits_30_days"_s, orNull(hits::hitsWithin(*found, 30, now))},
                       {u"hits_90_days"_s, orNull(hits::hitsWithin(*found, kHistoryDays, now))},
                       {u"in_words"_s, inWords(track, quiet)}};
}

QJsonObject historySchema() {
    namespace s = schema;
    const auto hitsOf = [](int count) {
        return s::nullable(s::integer(
            u"Hits of the last %1 days; null if it was not watched that long."_s.arg(count)));
    };
    return s::nullable(s::object(
        {{u"watched_since", s::text(u"When this computer first read its counter."_s)},
         {u"last_read", s::text(u"When it did so last."_s)},
         {u"watched_days", s::integer(u"Whole days between the two."_s)},
         {u"last_hit", s::nullable(s::text(u"Null: none was seen since it is watched."_s))},
         {u"quiet_days", s::nullable(s::integer(u"Whole days that it was proved not to be hit; "
                                                "never more than watched_days."_s))},
         {u"hits_7_days", hitsOf(7)},
         {u"hits_30_days", hitsOf(30)},
         {u"hits_90_days", hitsOf(kHistoryDays)},
         {u"in_words", s::text(u"The same in a sentence."_s)}},
        u"What this computer recorded of the rule across resets of the counters; null if it never "
        "watched."_s));
}

} // namespace bulkhead::ops
