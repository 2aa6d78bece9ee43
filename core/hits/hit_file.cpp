// SPDX-License-Identifier: MIT
#include "hits/hit_file.h"

#include "hits/hit_schema.h"

#include <algorithm>

namespace bulkhead::hits {

using namespace Qt::StringLiterals;

namespace {

/// A rule that was not hit is written so seldom: 100,000 of them would be written every minute.
constexpr qint64 kWrittenEverySeconds = 3600;
constexpr qint64 kTidiedEverySeconds = 6 * qint64{3600};
static_assert(kWrittenEverySeconds < kBlindSeconds);

struct StoredTrack {
    qint64 id = 0;
    HitTrack track;
};

HitTrack trackOf(const QSqlQuery& query, int column) {
    const auto number = [&query, &column] { return query.value(column++).toLongLong(); };
    HitTrack track;
    track.number = query.value(column++).toString();
    track.first = number();
    track.latest = number();
    track.counter = number();
    track.total = number();
    const qint64 lastHit = number();
    track.lastHit = lastHit > 0 ? std::optional<qint64>(lastHit) : std::nullopt;
    track.quietSince = number();
    return track;
}

QVariantList valuesOf(const HitTrack& track) {
    return {track.number,    track.first, track.latest,
            track.counter,   track.total, track.lastHit.value_or(0),
            track.quietSince};
}

/// 0 if nothing was ever recorded of it.
Result<qint64> managerId(guard::SqliteFile& file, const QString& place) {
    const auto id = file.value(u"SELECT id FROM manager WHERE place = ?"_s, {place});
    return id ? Result<qint64>(id->toLongLong()) : fail(id.error());
}

/// The rules below a path that ends with a slash; all of them if it is empty. '0' follows '/'.
struct RuleChoice {
    QString condition;
    QVariantList values;

    RuleChoice(qint64 manager, const QString& below)
        : condition(u"manager = ?"_s), values{manager} {
        if (!below.isEmpty()) {
            condition += u" AND path > ? AND path < ?"_s;
            values << below << below.chopped(1) + u'0';
        }
    }
};

Result<QHash<QString, StoredTrack>> storedTracks(guard::SqliteFile& file,
                                                 const RuleChoice& wanted) {
    auto query = file.run(u"SELECT id, path, number, first, latest, counter, total, last_hit, "
                          "quiet_since FROM rule WHERE "_s +
                              wanted.condition,
                          wanted.values);
    if (!query) {
        return fail(query.error());
    }
    QHash<QString, StoredTrack> tracks;
    while (query->next()) {
        tracks.insert(query->value(1).toString(),
                      {query->value(0).toLongLong(), trackOf(*query, 2)});
    }
    return tracks;
}

/// Adds hits that came between two samples to the days between them, evenly by time.
Result<void> addDays(guard::SqliteFile& file, qint64 rule, qint64 from, qint64 to, qint64 hits) {
    const qint64 seconds = std::max<qint64>(to - from, 1);
    qint64 given = 0;
    for (qint64 day = from / kSecondsPerDay; day <= to / kSecondsPerDay && given < hits; ++day) {
        const qint64 end = std::min(to, (day + 1) * kSecondsPerDay);
        const bool isLast = day == to / kSecondsPerDay;
        // What is due until then, less what was given: few hits over many days stay spread, too.
        const auto due =
            static_cast<qint64>(static_cast<double>(hits) * static_cast<double>(end - from) /
                                static_cast<double>(seconds));
        const qint64 part = isLast ? hits - given : std::min(due, hits) - given;
        if (part <= 0) {
            continue;
        }
        if (auto added = file.execute(u"INSERT INTO day(rule, day, hits) VALUES (?, ?, ?) "
                                      "ON CONFLICT(rule, day) DO UPDATE SET hits = hits + "
                                      "excluded.hits"_s,
                                      {rule, day, part});
            !added) {
            return added;
        }
        given += part;
    }
    return {};
}

Result<void> insertTrack(guard::SqliteFile& file, qint64 manager, const QString& path,
                         const HitTrack& track) {
    return file.execute(u"INSERT INTO rule(manager, path, number, first, latest, counter, total, "
                        "last_hit, quiet_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                        QVariantList{manager, path} + valuesOf(track));
}

Result<void> updateTrack(guard::SqliteFile& file, qint64 id, const HitTrack& track) {
    return file.execute(u"UPDATE rule SET number = ?, first = ?, latest = ?, counter = ?, "
                        "total = ?, last_hit = ?, quiet_since = ? WHERE id = ?"_s,
                        valuesOf(track) + QVariantList{id});
}

bool isAnother(const HitTrack& track, const HitSample& sample) {
    return !track.number.isEmpty() && !sample.number.isEmpty() && track.number != sample.number;
}

Result<void> take(guard::SqliteFile& file, qint64 manager, const HitSample& sample,
                  const HitPass& pass, const StoredTrack* stored, bool resetSeen) {
    if (stored == nullptr) {
        return insertTrack(file, manager, sample.path, begin(sample, pass.answered, false));
    }
    if (isAnother(stored->track, sample)) {
        if (pass.asked <= stored->track.latest) {
            return {};
        }
        if (auto gone = file.execute(u"DELETE FROM day WHERE rule = ?"_s, {stored->id}); !gone) {
            return gone;
        }
        return updateTrack(file, stored->id, begin(sample, pass.answered, true));
    }
    HitTrack track = stored->track;
    const qint64 grown = follow(track, sample, pass.asked, pass.answered, resetSeen);
    HitTrack seenAgain = stored->track;
    seenAgain.latest = track.latest;
    if (track == seenAgain && track.latest - stored->track.latest < kWrittenEverySeconds) {
        return {};
    }
    if (auto written = updateTrack(file, stored->id, track); !written) {
        return written;
    }
    return grown > 0 ? addDays(file, stored->id, stored->track.latest, pass.answered, grown)
                     : Result<void>();
}

Result<void> recordIn(guard::SqliteFile& file, const HitPass& pass) {
    if (auto known =
            file.execute(u"INSERT OR IGNORE INTO manager(place) VALUES (?)"_s, {pass.manager});
        !known) {
        return known;
    }
    const auto manager = managerId(file, pass.manager);
    if (!manager) {
        return fail(manager.error());
    }
    const auto tracks = storedTracks(file, RuleChoice(*manager, {}));
    if (!tracks) {
        return fail(tracks.error());
    }
    const auto find = [&tracks](const HitSample& sample) {
        const auto found = tracks->constFind(sample.path);
        return found == tracks->cend() ? nullptr : &*found;
    };
    const bool resetSeen =
        std::any_of(pass.samples.begin(), pass.samples.end(), [&](const HitSample& sample) {
            const StoredTrack* stored = find(sample);
            return stored != nullptr && pass.asked > stored->track.latest &&
                   !isAnother(stored->track, sample) && wasReset(stored->track, sample);
        });
    for (const HitSample& sample : pass.samples) {
        if (auto taken = take(file, *manager, sample, pass, find(sample), resetSeen); !taken) {
            return taken;
        }
    }
    return {};
}

Result<HitTablePointer> readFrom(guard::SqliteFile& file, const QString& manager, int days,
                                 qint64 now, const QString& below) {
    const auto id = managerId(file, manager);
    if (!id) {
        return fail(id.error());
    }
    const RuleChoice wanted(*id, below);
    const auto tracks = storedTracks(file, wanted);
    if (!tracks) {
        return fail(tracks.error());
    }
    const qint64 today = now / kSecondsPerDay;
    const qint64 oldest = today - days + 1;
    const auto table = std::make_shared<HitTable>();
    QHash<qint64, HitHistory*> byId;
    table->reserve(tracks->size());
    for (auto it = tracks->cbegin(); it != tracks->cend(); ++it) {
        HitHistory history{it->track, {}};
        history.days.resize(static_cast<std::size_t>(days));
        for (qint64 day = std::max(oldest, it->track.first / kSecondsPerDay);
             day <= std::min(today, it->track.latest / kSecondsPerDay); ++day) {
            history.days[static_cast<std::size_t>(day - oldest)] = 0;
        }
        table->emplace(it.key(), std::move(history));
    }
    for (auto it = tracks->cbegin(); it != tracks->cend(); ++it) {
        byId.insert(it->id, &(*table)[it.key()]);
    }
    auto query = file.run(u"SELECT rule, day, hits FROM day WHERE day >= ? AND day <= ? AND rule "
                          "IN (SELECT id FROM rule WHERE "_s +
                              wanted.condition + u')',
                          QVariantList{oldest, today} + wanted.values);
    if (!query) {
        return fail(query.error());
    }
    while (query->next()) {
        if (HitHistory* history = byId.value(query->value(0).toLongLong())) {
            history->days[static_cast<std::size_t>(query->value(1).toLongLong() - oldest)] =
                query->value(2).toLongLong();
        }
    }
    return HitTablePointer(table);
}

} // namespace

HitFile::HitFile(HitOptions options)
    : m_options(std::move(options)),
      m_file(
          {m_options.path, u"the hit history"_s, m_options.busyMs, true, prepareHitTables, true}) {}

Result<void> HitFile::record(const HitPass& pass) {
    const auto work = [this, &pass](guard::SqliteFile& file) -> Result<void> {
        if (auto recorded = recordIn(file, pass); !recorded) {
            return recorded;
        }
        const auto isLarge = isTooLarge(file, m_options.mostBytes);
        if (!isLarge) {
            return fail(isLarge.error());
        }
        if (!*isLarge && pass.answered - m_tidiedAt < kTidiedEverySeconds) {
            return {};
        }
        m_tidiedAt = pass.answered;
        return dropOldHits(file, pass.answered, m_options.keptDays, m_options.mostBytes);
    };
    return m_file.write(work, guard::SqliteFile::Durability::Lazy);
}

Result<HitTablePointer> HitFile::read(const QString& manager, int days, qint64 now,
                                      const QString& below) {
    HitTablePointer table;
    const auto done = m_file.read([&](guard::SqliteFile& file) -> Result<void> {
        auto read = readFrom(file, manager, days, now, below);
        if (!read) {
            return fail(read.error());
        }
        table = *read;
        return {};
    });
    return done ? Result<HitTablePointer>(table) : fail(done.error());
}

} // namespace bulkhead::hits
