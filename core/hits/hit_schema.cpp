// SPDX-License-Identifier: MIT
#include "hits/hit_schema.h"

#include "hits/hit_track.h"

#include <array>

namespace bulkhead::hits {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVersion = 1;
constexpr qint64 kForgottenAfterDays = 400;
constexpr int kMostRounds = 200; ///< of making room

// last_hit 0: none was seen.
constexpr std::array kTables{
    u"CREATE TABLE IF NOT EXISTS manager(id INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE)",
    u"CREATE TABLE IF NOT EXISTS rule(id INTEGER PRIMARY KEY, manager INTEGER NOT NULL, "
    u"path TEXT NOT NULL, number TEXT NOT NULL, first INTEGER NOT NULL, latest INTEGER NOT NULL, "
    u"counter INTEGER NOT NULL, total INTEGER NOT NULL, last_hit INTEGER NOT NULL, "
    u"quiet_since INTEGER NOT NULL, UNIQUE(manager, path))",
    u"CREATE TABLE IF NOT EXISTS day(rule INTEGER NOT NULL, day INTEGER NOT NULL, "
    u"hits INTEGER NOT NULL, PRIMARY KEY(rule, day)) WITHOUT ROWID",
};

/// Bytes that hold something; free pages are used again.
Result<qint64> usedBytes(guard::SqliteFile& file) {
    qint64 numbers[3] = {0, 0, 0};
    const std::array pragmas{u"PRAGMA page_count"_s, u"PRAGMA freelist_count"_s,
                             u"PRAGMA page_size"_s};
    for (std::size_t i = 0; i < pragmas.size(); ++i) {
        const auto value = file.value(pragmas[i]);
        if (!value) {
            return fail(value.error());
        }
        numbers[i] = value->toLongLong();
    }
    return (numbers[0] - numbers[1]) * numbers[2];
}

Result<void> dropLostDays(guard::SqliteFile& file) {
    return file.execute(u"DELETE FROM day WHERE rule NOT IN (SELECT id FROM rule)"_s);
}

/// One round: the oldest day, or without days a tenth of the rules.
Result<void> makeRoom(guard::SqliteFile& file) {
    const auto oldest = file.value(u"SELECT min(day) FROM day"_s);
    if (!oldest) {
        return fail(oldest.error());
    }
    if (!oldest->isNull()) {
        return file.execute(u"DELETE FROM day WHERE day = ?"_s, {*oldest});
    }
    return file.execute(u"DELETE FROM rule WHERE id IN (SELECT id FROM rule ORDER BY latest "
                        "LIMIT (SELECT 1 + count(*) / 10 FROM rule))"_s);
}

} // namespace

Result<void> prepareHitTables(guard::SqliteFile& file) {
    const auto version = file.value(u"PRAGMA user_version"_s);
    if (!version) {
        return fail(version.error());
    }
    if (version->toInt() == kVersion) {
        return {};
    }
    if (version->toInt() > kVersion) {
        return fail(ErrorKind::Failed, u"Use the newer program."_s,
                    u"A newer version has written the hit history %1."_s.arg(file.path()),
                    file.path());
    }
    for (const char16_t* table : kTables) {
        if (auto made = file.execute(QStringView(table).toString()); !made) {
            return made;
        }
    }
    return file.execute(u"PRAGMA user_version = %1"_s.arg(kVersion));
}

Result<bool> isTooLarge(guard::SqliteFile& file, qint64 mostBytes) {
    const auto used = usedBytes(file);
    return used ? Result<bool>(*used > mostBytes) : fail(used.error());
}

Result<void> dropOldHits(guard::SqliteFile& file, qint64 now, int keptDays, qint64 mostBytes) {
    if (auto dropped =
            file.execute(u"DELETE FROM day WHERE day < ?"_s, {now / kSecondsPerDay - keptDays});
        !dropped) {
        return dropped;
    }
    if (auto dropped = file.execute(u"DELETE FROM rule WHERE latest < ?"_s,
                                    {now - kForgottenAfterDays * kSecondsPerDay});
        !dropped) {
        return dropped;
    }
    for (int round = 0; round < kMostRounds; ++round) {
        const auto isLarge = isTooLarge(file, mostBytes);
        if (!isLarge) {
            return fail(isLarge.error());
        }
        if (!*isLarge) {
            break;
        }
        if (auto made = makeRoom(file); !made) {
            return made;
        }
    }
    return dropLostDays(file);
}

} // namespace bulkhead::hits
