// SPDX-License-Identifier: MIT
// HitTrack: what a rule's counter tells over time, though the manager's counters start anew.
#pragma once

#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace bulkhead::hits {

// All times are whole seconds since 1970 (UTC); days are whole days since then.
inline constexpr qint64 kSecondsPerDay = 86'400;

/// One rule's counter as the manager said it.
struct HitSample {
    QString path;   ///< of the rule
    QString number; ///< its system-wide number: another one is another rule under the same id
    qint64 hits = 0;
};

/// All counters of one manager, asked for at one go.
struct HitPass {
    QString manager; ///< "host:port"
    qint64 asked = 0;
    qint64 answered = 0;
    std::vector<HitSample> samples;
};

/// What is known of one rule.
struct HitTrack {
    QString number;
    qint64 first = 0;              ///< the first sample
    qint64 latest = 0;             ///< the newest sample
    qint64 counter = 0;            ///< the manager's counter then
    qint64 total = 0;              ///< hits over all resets, with those before `first`
    std::optional<qint64> lastHit; ///< the newest sample that showed a new hit
    /// From then until `latest` the rule was not hit, and no reset can have hidden a hit.
    qint64 quietSince = 0;

    friend bool operator==(const HitTrack&, const HitTrack&) = default;
};

/// A gap between samples in which a reset is taken to have hidden nothing.
inline constexpr qint64 kBlindSeconds = 2 * qint64{3600};

/// True if the counter went down by more than a manager node that is a little behind explains:
/// somebody has reset the counters, of all rules together.
[[nodiscard]] bool wasReset(const HitTrack& track, const HitSample& sample);

/// Takes a sample into the track of the same rule and returns the new hits. A sample that was asked
/// for before the newest one had come is left out, because nobody knows which of them is older.
/// `resetSeen`: another rule of the same pass was reset.
qint64 follow(HitTrack& track, const HitSample& sample, qint64 asked, qint64 answered,
              bool resetSeen);
/// The track of a rule that was not known before, or that has taken the place of another one.
[[nodiscard]] HitTrack begin(const HitSample& sample, qint64 answered, bool replaces);

/// What is shown of a rule.
struct HitHistory {
    HitTrack track;
    /// Hits of the last days, today last; unknown before the first sample and after the newest.
    /// Hits between two samples are spread evenly over the time between them.
    std::vector<std::optional<qint64>> days;
};
/// By rule path.
using HitTable = QHash<QString, HitHistory>;
using HitTablePointer = std::shared_ptr<const HitTable>;

/// Hits of the last `days` days, today included (days.size() of them at most); unknown unless every
/// one of them was watched from its beginning.
[[nodiscard]] std::optional<qint64> hitsWithin(const HitHistory& history, int days, qint64 now);

/// For how many whole days the rule was proved not to be hit; unknown if it was last looked at more
/// than a day ago.
[[nodiscard]] std::optional<qint64> quietDays(const HitTrack& track, qint64 now);

} // namespace bulkhead::hits
