// SPDX-License-Identifier: MIT
#include "hits/hit_track.h"

namespace bulkhead::hits {

namespace {

/// The nodes of a manager cluster collect counters by turns; one may be some percent behind.
constexpr qint64 kBehindPercent = 90;

} // namespace

bool wasReset(const HitTrack& track, const HitSample& sample) {
    return sample.hits < track.counter && sample.hits < track.counter * kBehindPercent / 100;
}

qint64 follow(HitTrack& track, const HitSample& sample, qint64 asked, qint64 answered,
              bool resetSeen) {
    if (asked <= track.latest) {
        return 0;
    }
    const qint64 gap = answered - track.latest;
    const bool isReset = wasReset(track, sample);
    const bool isBehind = !isReset && sample.hits < track.counter;
    const qint64 grown = isReset ? sample.hits : isBehind ? 0 : sample.hits - track.counter;
    track.latest = answered;
    track.total += grown;
    if (!isBehind) {
        track.counter = sample.hits;
    }
    if (grown > 0 || isBehind) { // an answer that is behind has grown a moment ago
        track.lastHit = answered;
        track.quietSince = answered;
    } else if ((isReset || resetSeen) && gap > kBlindSeconds) {
        track.quietSince = answered;
    }
    return grown;
}

HitTrack begin(const HitSample& sample, qint64 answered, bool replaces) {
    HitTrack track;
    track.number = sample.number;
    track.first = answered;
    track.latest = answered;
    track.counter = sample.hits;
    track.total = sample.hits;
    track.quietSince = answered;
    if (replaces && sample.hits > 0) {
        track.lastHit = answered; // it was made since the other one was seen
    }
    return track;
}

std::optional<qint64> hitsWithin(const HitHistory& history, int days, qint64 now) {
    const qint64 oldest = now / kSecondsPerDay - days + 1;
    if (days > static_cast<int>(history.days.size()) ||
        history.track.first > oldest * kSecondsPerDay) {
        return std::nullopt;
    }
    qint64 hits = 0;
    for (auto day = history.days.end() - days; day != history.days.end(); ++day) {
        if (!*day) {
            return std::nullopt;
        }
        hits += **day;
    }
    return hits;
}

std::optional<qint64> quietDays(const HitTrack& track, qint64 now) {
    if (now - track.latest > kSecondsPerDay) {
        return std::nullopt;
    }
    return (track.latest - track.quietSince) / kSecondsPerDay;
}

} // namespace bulkhead::hits
