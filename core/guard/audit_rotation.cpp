// SPDX-License-Identifier: MIT
#include "guard/audit_rotation.h"

#include "guard/audit_chain.h"
#include "guard/audit_folder.h"

#include <QFile>
#include <QFileInfo>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

// A call that runs longer than this has crashed; its row is history.
constexpr qint64 kOpenSeconds = qint64{24} * 60 * 60;

constexpr int kCopyBusyMs = 5000;

Error notRotated(const QString& path, const QString& why) {
    return {ErrorKind::Failed, u"Check the disk; the rows stay where they are."_s,
            u"The audit trail was not rotated to "_s + path + u": "_s + why, path, std::nullopt};
}

/// A copy whose newest link stands in the live file is what a rotation left that was cut short
/// after copying and before removing.
Result<void> removeStaleCopies(SqliteFile& live) {
    const QString folder = QFileInfo(live.path()).absolutePath();
    for (const QString& path : rotatedAuditFiles(folder)) {
        SqliteFile copy({path, u"the rotated audit trail"_s, kCopyBusyMs, false});
        std::optional<ChainHead> head;
        auto looked = copy.read([&head](SqliteFile& open) -> Result<void> {
            const auto has = hasTable(open, u"bulkhead_chain_head"_s);
            if (!has || !*has) {
                return has ? Result<void>() : fail(has.error());
            }
            const auto ends = chainEnds(open);
            if (!ends) {
                return fail(ends.error());
            }
            head = ends->head;
            return {};
        });
        copy.close();
        if (!looked) {
            return looked;
        }
        const auto stale = head ? hasLink(live, *head) : Result<bool>(false);
        if (!stale) {
            return fail(stale.error());
        }
        if (*stale && !QFile::remove(path)) {
            return fail(notRotated(path, u"the rest of an earlier rotation cannot be removed."_s));
        }
    }
    return {};
}

/// VACUUM INTO runs in no transaction, so it takes a connection of its own; it reads what the lock
/// holder sees, since nobody else may write.
Result<void> copyInto(const QString& livePath, const QString& part) {
    QFile::remove(part);
    if (auto made = makePrivateFile(part); !made) {
        return made;
    }
    SqliteFile reader({livePath, u"the audit trail"_s, kCopyBusyMs, false});
    if (auto opened = reader.open(); !opened) {
        return opened;
    }
    return reader.execute(u"VACUUM INTO ?"_s, {part});
}

struct Counts {
    qint64 rows = 0;
    qint64 newest = 0;
    qint64 links = 0;
    friend bool operator==(const Counts&, const Counts&) = default;
};

Result<Counts> count(SqliteFile& file) {
    auto query = file.run(u"SELECT (SELECT count(*) FROM audit_log), "
                          "(SELECT coalesce(max(id), 0) FROM audit_log), "
                          "(SELECT count(*) FROM bulkhead_chain)"_s);
    if (!query) {
        return fail(query.error());
    }
    query->next();
    return Counts{query->value(0).toLongLong(), query->value(1).toLongLong(),
                  query->value(2).toLongLong()};
}

/// Compares the copy with the live file, then takes the rows out of it that stay there.
Result<void> finishCopy(const QString& part, const Counts& expected) {
    SqliteFile copy({part, u"the copy of the audit trail"_s, kCopyBusyMs, true, {}, false});
    const auto checked = copy.write(
        [&part, &expected](SqliteFile& open) -> Result<void> {
            const auto sound = open.value(u"PRAGMA quick_check(1)"_s);
            if (!sound) {
                return fail(sound.error());
            }
            const auto counts = count(open);
            if (!counts) {
                return fail(counts.error());
            }
            if (sound->toString() != u"ok"_s || *counts != expected) {
                return fail(notRotated(part, u"the copy differs from the original."_s));
            }
            if (auto kept = open.execute(u"DELETE FROM audit_log WHERE id IN "
                                         "(SELECT row_id FROM bulkhead_open)"_s);
                !kept) {
                return kept;
            }
            return open.execute(u"DELETE FROM bulkhead_open"_s);
        },
        SqliteFile::Durability::Synced);
    copy.close();
    return checked ? syncToDisk(part) : checked;
}

Result<void> removeCopied(SqliteFile& live) {
    const QStringList statements{
        u"DELETE FROM audit_log WHERE id NOT IN (SELECT row_id FROM bulkhead_open)"_s,
        u"DELETE FROM bulkhead_chain"_s,
        u"UPDATE bulkhead_chain_head SET anchor_link = link, anchor_hash = hash"_s,
    };
    for (const QString& statement : statements) {
        if (auto done = live.execute(statement); !done) {
            return done;
        }
    }
    return {};
}

Result<void> rotate(SqliteFile& live, const QDateTime& now) {
    if (auto removed = removeStaleCopies(live); !removed) {
        return removed;
    }
    const auto counts = count(live);
    if (!counts) {
        return fail(counts.error());
    }
    const QString folder = QFileInfo(live.path()).absolutePath();
    const QString target = freeRotatedName(folder, now.toUTC());
    const QString part = target + u".part"_s;
    auto copied = copyInto(live.path(), part);
    if (copied) {
        copied = finishCopy(part, *counts);
    }
    if (copied && !QFile::rename(part, target)) {
        copied = fail(notRotated(target, u"the copy cannot be renamed."_s));
    }
    if (copied) {
        copied = syncToDisk(folder);
    }
    if (!copied) {
        QFile::remove(part);
        return copied;
    }
    return removeCopied(live);
}

} // namespace

Result<qint64> usedBytes(SqliteFile& file) {
    qint64 facts[3] = {};
    const QStringList pragmas{u"PRAGMA page_count"_s, u"PRAGMA freelist_count"_s,
                              u"PRAGMA page_size"_s};
    for (qsizetype i = 0; i < pragmas.size(); ++i) {
        const auto value = file.value(pragmas.at(i));
        if (!value) {
            return fail(value.error());
        }
        facts[i] = value->toLongLong();
    }
    return (facts[0] - facts[1]) * facts[2];
}

Result<bool> rotateIfLarge(SqliteFile& live, qint64 limit, QDateTime now) {
    bool rotated = false;
    // Committed on its own: the copy is made from what is stored, and has to agree on what is open.
    const QString oldest = now.toUTC().addSecs(-kOpenSeconds).toString(Qt::ISODate);
    const auto pruned = live.write(
        [&oldest](SqliteFile& file) {
            return file.execute(u"DELETE FROM bulkhead_open WHERE ts < ?"_s, {oldest});
        },
        SqliteFile::Durability::Lazy);
    if (!pruned) {
        return fail(pruned.error());
    }
    const auto done = live.write(
        [&rotated, limit, &now](SqliteFile& file) -> Result<void> {
            rotated = false;
            const auto used = usedBytes(file);
            if (!used) {
                return fail(used.error());
            }
            // Another process may have been quicker.
            if (*used < limit) {
                return {};
            }
            rotated = true;
            return rotate(file, now);
        },
        SqliteFile::Durability::Synced);
    if (!done) {
        return fail(done.error());
    }
    if (rotated) {
        // Gives the space back; other tools look at the size of the file. Not doing it harms
        // nothing.
        static_cast<void>(live.run(u"VACUUM"_s));
        static_cast<void>(live.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    }
    return rotated;
}

} // namespace bulkhead::guard
