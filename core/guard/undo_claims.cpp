// SPDX-License-Identifier: MIT
#include "guard/undo_claims.h"

#include "base/text.h"
#include "guard/stamp.h"

#include <QDateTime>
#include <QSysInfo>

#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

/// Longer than any undoing takes; a process id may belong to another program by then.
constexpr qint64 kLongestClaimSeconds = 3600;

QString thisHost() {
    return QSysInfo::machineHostName();
}

/// Signal 0 is checked for permission and existence only (POSIX kill(2)).
bool isRunning(qint64 pid) {
    return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno != ESRCH;
}

QDateTime endOf(const ClaimRow& claim) {
    return QDateTime::fromString(claim.since, Qt::ISODateWithMs).addSecs(kLongestClaimSeconds);
}

Result<ClaimRow> claimOf(SqliteFile& file, const QString& id) {
    auto query = file.run(
        u"SELECT owner, host, pid, since FROM bulkhead_undo_claim WHERE undo_id = ?"_s, {id});
    if (!query) {
        return fail(query.error());
    }
    if (!query->next()) {
        return ClaimRow{};
    }
    return ClaimRow{query->value(0).toString(), query->value(1).toString(),
                    query->value(2).toLongLong(), query->value(3).toString()};
}

Result<void> setState(SqliteFile& file, const QString& id, const QString& state,
                      const QString& note) {
    if (auto shared =
            file.execute(u"UPDATE undo_log SET status = ? WHERE undo_id = ?"_s, {state, id});
        !shared) {
        return shared;
    }
    return file.execute(u"UPDATE bulkhead_undo SET state = ?, note = ? WHERE undo_id = ?"_s,
                        {state, note, id});
}

/// What state the entry had before it was claimed, if it may be claimed.
Result<QString> claimableState(SqliteFile& file, const QString& id) {
    const auto state = file.value(u"SELECT state FROM bulkhead_undo WHERE undo_id = ?"_s, {id});
    if (!state) {
        return fail(state.error());
    }
    QString word = state->toString();
    if (word == undoStateName(UndoState::Recorded) || word == undoStateName(UndoState::Prepared)) {
        return word;
    }
    if (word != undoStateName(UndoState::Undoing)) {
        return fail(ErrorKind::Conflict, u"Look at the record again."_s,
                    u"Undo record "_s + id + u" is "_s +
                        (word.isEmpty() ? u"gone"_s : cleanLine(word)) +
                        u": it cannot be taken back now."_s,
                    id);
    }
    const auto claim = claimOf(file, id);
    if (!claim) {
        return fail(claim.error());
    }
    if (const QString holder = heldBy(*claim); !holder.isEmpty()) {
        return fail(ErrorKind::Conflict, u"Wait until that is done, and look again."_s,
                    u"Undo record "_s + id + u" is being taken back: "_s + holder, id);
    }
    const auto former =
        file.value(u"SELECT was FROM bulkhead_undo_claim WHERE undo_id = ?"_s, {id});
    if (!former) {
        return fail(former.error());
    }
    return former->isValid() ? former->toString() : undoStateName(UndoState::Prepared);
}

} // namespace

Result<void> makeClaimTable(SqliteFile& file) {
    return file.execute(u"CREATE TABLE IF NOT EXISTS bulkhead_undo_claim(undo_id TEXT PRIMARY KEY, "
                        "owner TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, "
                        "since TEXT NOT NULL, was TEXT NOT NULL)"_s);
}

QString heldBy(const ClaimRow& claim) {
    const QDateTime end = endOf(claim);
    // A time that cannot be read ends nothing: only the process can.
    const bool isOver = end.isValid() && end < QDateTime::currentDateTimeUtc();
    if (claim.owner.isEmpty() || isOver) {
        return {};
    }
    if (claim.host == thisHost() && !isRunning(claim.pid)) {
        return {};
    }
    return u"process %1 on %2 began it at %3; it is free again when that process ends, at %4 at "
           "the latest."_s.arg(claim.pid)
               .arg(cleanLine(claim.host), cleanLine(claim.since),
                    end.isValid() ? end.toUTC().toString(Qt::ISODate) : u"no time"_s);
}

Result<void> takeClaim(SqliteFile& file, const UndoClaim& claim) {
    for (const QString& id : claim.ids) {
        const auto former = claimableState(file, id);
        if (!former) {
            return fail(former.error());
        }
        const QVariantList values{
            id, claim.owner, thisHost(), static_cast<qint64>(::getpid()), utcStamp(), *former};
        if (auto taken = file.execute(u"INSERT OR REPLACE INTO bulkhead_undo_claim(undo_id, owner, "
                                      "host, pid, since, was) VALUES (?, ?, ?, ?, ?, ?)"_s,
                                      values);
            !taken) {
            return taken;
        }
        if (auto set = setState(file, id, undoStateName(UndoState::Undoing), {}); !set) {
            return set;
        }
    }
    return {};
}

Result<void> dropClaim(SqliteFile& file, const UndoClaim& claim, const QString& note) {
    for (const QString& id : claim.ids) {
        const auto former =
            file.value(u"SELECT was FROM bulkhead_undo_claim WHERE undo_id = ? AND owner = ?"_s,
                       {id, claim.owner});
        if (!former) {
            return fail(former.error());
        }
        if (!former->isValid()) {
            continue; // completed, or taken over by somebody else
        }
        if (auto set = setState(file, id, former->toString(), note); !set) {
            return set;
        }
        if (auto gone = file.execute(u"DELETE FROM bulkhead_undo_claim WHERE undo_id = ?"_s, {id});
            !gone) {
            return gone;
        }
    }
    return {};
}

} // namespace bulkhead::guard
