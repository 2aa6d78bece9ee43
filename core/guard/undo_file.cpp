// SPDX-License-Identifier: MIT
#include "guard/undo_file.h"

#include "base/text.h"
#include "guard/audit_schema.h"
#include "guard/redactor.h"
#include "guard/stamp.h"
#include "guard/undo_claims.h"
#include "guard/undo_schema.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaximumList = 10'000;
constexpr int kShownCandidates = 5;

const QString kSelectEntries =
    u"SELECT undo_id, ts, target, operation, summary, object, parameters, images, impossible, "
    "audit_row, state, note, ifnull(owner, ''), ifnull(host, ''), ifnull(pid, 0), "
    "ifnull(since, '') FROM bulkhead_undo LEFT JOIN bulkhead_undo_claim USING (undo_id) "_s;

const QString kSelectLog = u"SELECT undo_id, ts, skill, tool, undo_skill, undo_tool, undo_params, "
                           "orig_params, status, workflow_id, note FROM undo_log "_s;

QString compact(const QJsonDocument& document) {
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

UndoState stateFrom(const QString& word) {
    for (const UndoState state : {UndoState::Recorded, UndoState::NotMade, UndoState::Undoing,
                                  UndoState::Undone, UndoState::Expired}) {
        if (undoStateName(state) == word) {
            return state;
        }
    }
    return UndoState::Prepared;
}

UndoEntry entryOf(const QSqlQuery& query) {
    const auto text = [&query](int column) { return query.value(column).toString(); };
    const auto json = [&query](int column) {
        return QJsonDocument::fromJson(query.value(column).toString().toUtf8());
    };
    UndoEntry entry;
    entry.id = text(0);
    entry.time = text(1);
    entry.record = {text(3),          text(2),         text(4), text(5),
                    json(6).object(), json(7).array(), text(8), {query.value(9).toLongLong()}};
    entry.state = stateFrom(text(10));
    entry.note = text(11);
    entry.heldBy = heldBy({text(12), text(13), query.value(14).toLongLong(), text(15)});
    return entry;
}

UndoLogRow logRowOf(const QSqlQuery& query) {
    const auto text = [&query](int column) { return cleanLine(query.value(column).toString()); };
    return {text(0), text(1), text(2), text(3), text(4), text(5),
            text(6), text(7), text(8), text(9), text(10)};
}

Error noSuchEntry(const QString& id) {
    return {ErrorKind::NotFound, u"List them with `bulkhead audit undo-list`."_s,
            u"There is no undo record "_s + elideMiddle(cleanLine(id), 40) + u'.', id,
            std::nullopt};
}

/// The prefix in lower case, or why it is none.
Result<QString> checkedPrefix(const QString& id) {
    static const QRegularExpression shape(u"\\A[0-9a-f]{4,16}\\z"_s);
    QString prefix = id.trimmed().toLower();
    if (!shape.match(prefix).hasMatch()) {
        return fail(ErrorKind::InvalidInput,
                    u"Give the 16 hexadecimal digits of the undo record, or 4 at least."_s,
                    u"Found \""_s + elideMiddle(cleanLine(id), 40) + u"\"."_s, id);
    }
    return prefix;
}

/// The one id of a table that begins so.
Result<QString> fullId(SqliteFile& file, const QString& table, const QString& prefix) {
    auto query = file.run(u"SELECT undo_id FROM "_s + table +
                              u" WHERE undo_id LIKE ? ORDER BY undo_id LIMIT ?"_s,
                          {prefix + u'%', kShownCandidates + 1});
    if (!query) {
        return fail(query.error());
    }
    QStringList ids;
    while (query->next()) {
        ids << cleanLine(query->value(0).toString());
    }
    if (ids.isEmpty()) {
        return fail(noSuchEntry(prefix));
    }
    if (ids.size() > 1 && ids.constFirst() != prefix) {
        const bool more = ids.size() > kShownCandidates;
        return fail(ErrorKind::InvalidInput, u"Give more digits."_s,
                    u"Several undo records begin with "_s + prefix + u": "_s +
                        ids.mid(0, kShownCandidates).join(u", "_s) + (more ? u", …"_s : u"."_s),
                    prefix);
    }
    return ids.constFirst();
}

Result<int> checkedLast(int last) {
    if (last < 1 || last > kMaximumList) {
        return fail(ErrorKind::InvalidInput, u"Ask for 1 to 10000 records."_s,
                    u"Found "_s + QString::number(last) + u'.');
    }
    return last;
}

Result<void> insert(SqliteFile& file, const QString& id, const UndoRecord& record) {
    const QString now = utcStamp();
    const QString state = undoStateName(UndoState::Prepared);
    const QString parameters =
        compact(QJsonDocument(Redactor::process().redact(record.parameters)));
    if (auto shared = file.execute(
            u"INSERT INTO undo_log(undo_id, ts, skill, tool, undo_skill, undo_tool, undo_params, "
            "orig_params, status, workflow_id, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {id, now, auditSkill(), record.operation, auditSkill(), u"undo_change"_s,
             compact(QJsonDocument(QJsonObject{{u"undo_id"_s, id}})), parameters, state, u""_s,
             redact(record.summary)});
        !shared) {
        return shared;
    }
    return file.execute(
        u"INSERT INTO bulkhead_undo(undo_id, ts, target, operation, summary, object, "
        "parameters, images, impossible, audit_row, state, note) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {id, now, record.target, record.operation, redact(record.summary), record.object,
         parameters, compact(QJsonDocument(record.images)), redact(record.impossible),
         record.audit.row, state, u""_s});
}

/// Whether an entry in one state may come into another.
bool mayBecome(UndoState from, UndoState to) {
    switch (from) {
    case UndoState::Prepared:
        return to != UndoState::Undoing && to != UndoState::Expired;
    case UndoState::Recorded:
        return to == UndoState::Recorded || to == UndoState::Undone;
    case UndoState::Undoing:
        return to == UndoState::Undone;
    case UndoState::Expired:
    case UndoState::NotMade:
    case UndoState::Undone:
        break;
    }
    return from == to;
}

Result<void> checkTransition(SqliteFile& file, const QString& id, UndoState to) {
    const auto word = file.value(u"SELECT state FROM bulkhead_undo WHERE undo_id = ?"_s, {id});
    if (!word) {
        return fail(word.error());
    }
    if (!word->isValid()) {
        return fail(noSuchEntry(id));
    }
    if (!mayBecome(stateFrom(word->toString()), to)) {
        return fail(ErrorKind::Conflict, u"Look at the record again."_s,
                    u"Undo record "_s + id + u" is "_s + cleanLine(word->toString()) +
                        u" and cannot become "_s + undoStateName(to) + u'.',
                    id);
    }
    return {};
}

} // namespace

UndoFile::UndoFile(UndoOptions options)
    : m_options(std::move(options)),
      m_file({m_options.folder + u"/undo.db"_s, u"the undo records"_s, m_options.busyMs, true,
              prepareUndoTables}) {}

Result<QString> UndoFile::prepare(const UndoRecord& record) {
    // 64 random bits: a second record with the same id is refused by the primary key.
    QString id = randomDigits();
    const auto written = m_file.write(
        [this, &id, &record](SqliteFile& file) -> Result<void> {
            auto inserted = insert(file, id, record);
            return inserted ? dropOldImages(file, m_options.keptDays, m_options.keptNewest)
                            : inserted;
        },
        SqliteFile::Durability::Synced);
    if (!written) {
        return fail(written.error());
    }
    return id;
}

Result<std::monostate> UndoFile::complete(const QString& id, UndoState state,
                                          const QJsonArray& images, const QString& note) {
    const QString word = undoStateName(state);
    const QString said = redact(note);
    const auto written = m_file.write(
        [&](SqliteFile& file) -> Result<void> {
            if (auto may = checkTransition(file, id, state); !may) {
                return may;
            }
            if (auto shared =
                    file.execute(u"UPDATE undo_log SET status = ? WHERE undo_id = ?"_s, {word, id});
                !shared) {
                return shared;
            }
            if (!images.isEmpty()) {
                if (auto kept =
                        file.execute(u"UPDATE bulkhead_undo SET images = ? WHERE undo_id = ?"_s,
                                     {compact(QJsonDocument(images)), id});
                    !kept) {
                    return kept;
                }
            }
            if (auto unclaimed =
                    file.execute(u"DELETE FROM bulkhead_undo_claim WHERE undo_id = ?"_s, {id});
                !unclaimed) {
                return unclaimed;
            }
            return file.execute(u"UPDATE bulkhead_undo SET state = ?, note = ? WHERE undo_id = ?"_s,
                                {word, said, id});
        },
        SqliteFile::Durability::Synced);
    if (!written) {
        return fail(written.error());
    }
    return std::monostate{};
}

Result<UndoClaim> UndoFile::claim(const QStringList& ids) {
    UndoClaim claim{randomDigits(), ids};
    const auto taken = m_file.write([&claim](SqliteFile& file) { return takeClaim(file, claim); },
                                    SqliteFile::Durability::Synced);
    if (!taken) {
        return fail(taken.error());
    }
    return claim;
}

Result<std::monostate> UndoFile::release(const UndoClaim& claim, const QString& note) {
    const QString said = redact(note);
    const auto dropped =
        m_file.write([&](SqliteFile& file) { return dropClaim(file, claim, said); },
                     SqliteFile::Durability::Synced);
    if (!dropped) {
        return fail(dropped.error());
    }
    return std::monostate{};
}

Result<UndoEntry> UndoFile::find(const QString& id) {
    const auto prefix = checkedPrefix(id);
    if (!prefix) {
        return fail(prefix.error());
    }
    UndoEntry entry;
    const auto found = m_file.read([&](SqliteFile& file) -> Result<void> {
        const auto full = fullId(file, u"bulkhead_undo"_s, *prefix);
        if (!full) {
            return fail(full.error());
        }
        auto query = file.run(kSelectEntries + u"WHERE undo_id = ?"_s, {*full});
        if (!query) {
            return fail(query.error());
        }
        query->next();
        entry = entryOf(*query);
        return {};
    });
    if (!found) {
        return fail(found.error());
    }
    return entry;
}

Result<std::vector<UndoEntry>> UndoFile::list(int last, std::optional<UndoState> state) {
    const auto limit = checkedLast(last);
    if (!limit) {
        return fail(limit.error());
    }
    std::vector<UndoEntry> entries;
    const auto read = m_file.read([&](SqliteFile& file) -> Result<void> {
        entries.clear();
        QVariantList values;
        QString condition;
        if (state) {
            condition = u"WHERE state = ? "_s;
            values << undoStateName(*state);
        }
        values << *limit;
        // rowid counts up: two records of one millisecond stay in their order.
        auto query = file.run(
            kSelectEntries + condition + u"ORDER BY bulkhead_undo.rowid DESC LIMIT ?"_s, values);
        if (!query) {
            return fail(query.error());
        }
        while (query->next()) {
            entries.push_back(entryOf(*query));
        }
        return {};
    });
    if (!read) {
        return fail(read.error());
    }
    return entries;
}

Result<std::vector<UndoLogRow>> UndoFile::log(int last, const QString& status) {
    const auto limit = checkedLast(last);
    if (!limit) {
        return fail(limit.error());
    }
    std::vector<UndoLogRow> rows;
    const auto read = m_file.read([&](SqliteFile& file) -> Result<void> {
        rows.clear();
        auto query = file.run(kSelectLog + u"WHERE ? IN ('', status) ORDER BY rowid DESC LIMIT ?"_s,
                              {status, *limit});
        if (!query) {
            return fail(query.error());
        }
        while (query->next()) {
            rows.push_back(logRowOf(*query));
        }
        return {};
    });
    if (!read) {
        return fail(read.error());
    }
    return rows;
}

Result<UndoLogRow> UndoFile::logRow(const QString& id) {
    const auto prefix = checkedPrefix(id);
    if (!prefix) {
        return fail(prefix.error());
    }
    UndoLogRow row;
    const auto found = m_file.read([&](SqliteFile& file) -> Result<void> {
        const auto full = fullId(file, u"undo_log"_s, *prefix);
        if (!full) {
            return fail(full.error());
        }
        auto query = file.run(kSelectLog + u"WHERE undo_id = ?"_s, {*full});
        if (!query) {
            return fail(query.error());
        }
        query->next();
        row = logRowOf(*query);
        return {};
    });
    if (!found) {
        return fail(found.error());
    }
    return row;
}

} // namespace bulkhead::guard
