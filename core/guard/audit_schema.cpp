// SPDX-License-Identifier: MIT
#include "guard/audit_schema.h"

#include <array>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

struct Column {
    QString name;
    QString declaration;
};

// As the family's own tool declares them; the last three came with a later version, by ALTER TABLE.
const std::vector<Column>& columns() {
    static const std::vector<Column> all{
        {u"id"_s, u"INTEGER PRIMARY KEY AUTOINCREMENT"_s},
        {u"ts"_s, u"TEXT NOT NULL DEFAULT ''"_s},
        {u"skill"_s, u"TEXT NOT NULL DEFAULT ''"_s},
        {u"tool"_s, u"TEXT NOT NULL DEFAULT ''"_s},
        {u"params"_s, u"TEXT NOT NULL DEFAULT '{}'"_s},
        {u"result"_s, u"TEXT NOT NULL DEFAULT '{}'"_s},
        {u"status"_s, u"TEXT NOT NULL DEFAULT 'ok'"_s},
        {u"duration_ms"_s, u"INTEGER NOT NULL DEFAULT 0"_s},
        {u"agent"_s, u"TEXT NOT NULL DEFAULT 'unknown'"_s},
        {u"workflow_id"_s, u"TEXT NOT NULL DEFAULT ''"_s},
        {u"user"_s, u"TEXT NOT NULL DEFAULT 'unknown'"_s},
        {u"risk_level"_s, u"TEXT NOT NULL DEFAULT 'low'"_s},
        {u"rationale"_s, u"TEXT NOT NULL DEFAULT ''"_s},
        {u"approved_by"_s, u"TEXT NOT NULL DEFAULT ''"_s},
        {u"risk_tier"_s, u"TEXT NOT NULL DEFAULT ''"_s},
    };
    return all;
}

const std::array kIndexes{
    u"CREATE INDEX IF NOT EXISTS bulkhead_audit_ts ON audit_log(ts)",
    u"CREATE INDEX IF NOT EXISTS bulkhead_audit_tool ON audit_log(tool)",
    u"CREATE INDEX IF NOT EXISTS bulkhead_audit_status ON audit_log(status)",
};

const std::array kChainTables{
    u"CREATE TABLE bulkhead_chain(link INTEGER PRIMARY KEY, row_id INTEGER NOT NULL, "
    u"event TEXT NOT NULL, row_hash TEXT NOT NULL, chain_hash TEXT NOT NULL, "
    u"UNIQUE(row_id, event))",
    u"CREATE TABLE bulkhead_open(row_id INTEGER PRIMARY KEY, token TEXT NOT NULL, "
    u"ts TEXT NOT NULL)",
    u"CREATE TABLE bulkhead_chain_head(id INTEGER PRIMARY KEY CHECK (id = 1), "
    u"link INTEGER NOT NULL, hash TEXT NOT NULL, anchor_link INTEGER NOT NULL, "
    u"anchor_hash TEXT NOT NULL)",
};

/// The columns that the table has; empty if there is no table.
Result<QStringList> presentColumns(SqliteFile& file) {
    auto query = file.run(u"PRAGMA table_info(audit_log)"_s);
    if (!query) {
        return fail(query.error());
    }
    QStringList present;
    while (query->next()) {
        present << query->value(1).toString();
    }
    return present;
}

Result<bool> isPrepared(SqliteFile& file) {
    const auto present = presentColumns(file);
    if (!present) {
        return fail(present.error());
    }
    for (const Column& column : columns()) {
        if (!present->contains(column.name)) {
            return false;
        }
    }
    const auto ours = file.value(u"SELECT count(*) FROM sqlite_master WHERE name IN "
                                 "('bulkhead_chain', 'bulkhead_open', 'bulkhead_chain_head', "
                                 "'bulkhead_audit_ts', 'bulkhead_audit_tool', "
                                 "'bulkhead_audit_status')"_s);
    if (!ours) {
        return fail(ours.error());
    }
    return ours->toInt() == 6;
}

Result<void> makeSharedTable(SqliteFile& file) {
    const auto present = presentColumns(file);
    if (!present) {
        return fail(present.error());
    }
    if (present->isEmpty()) {
        QStringList declarations;
        for (const Column& column : columns()) {
            declarations << column.name + u' ' + column.declaration;
        }
        return file.execute(u"CREATE TABLE audit_log("_s + declarations.join(u", "_s) + u')');
    }
    for (const Column& column : columns()) {
        if (present->contains(column.name)) {
            continue;
        }
        if (auto added = file.execute(u"ALTER TABLE audit_log ADD COLUMN "_s + column.name + u' ' +
                                      column.declaration);
            !added) {
            return added;
        }
    }
    return {};
}

Result<void> makeChain(SqliteFile& file, const std::function<Result<ChainHead>()>& anchor) {
    const auto exists = hasTable(file, u"bulkhead_chain_head"_s);
    if (!exists) {
        return fail(exists.error());
    }
    if (*exists) {
        return {};
    }
    const auto follows = anchor();
    if (!follows) {
        return fail(follows.error());
    }
    for (const char16_t* table : kChainTables) {
        if (auto made = file.execute(QStringView(table).toString()); !made) {
            return made;
        }
    }
    return file.execute(u"INSERT INTO bulkhead_chain_head VALUES (1, ?, ?, ?, ?)"_s,
                        {follows->link, follows->hash, follows->link, follows->hash});
}

Result<void> makeAll(SqliteFile& file, const std::function<Result<ChainHead>()>& anchor) {
    if (auto made = makeSharedTable(file); !made) {
        return made;
    }
    for (const char16_t* index : kIndexes) {
        if (auto made = file.execute(QStringView(index).toString()); !made) {
            return made;
        }
    }
    return makeChain(file, anchor);
}

} // namespace

const QString& auditSkill() {
    static const QString skill = u"vmware-nsx-security"_s;
    return skill;
}

const QStringList& auditColumns() {
    static const QStringList names = [] {
        QStringList all;
        for (const Column& column : columns()) {
            all << column.name;
        }
        return all;
    }();
    return names;
}

const QString& chainOrigin() {
    static const QString origin(64, u'0');
    return origin;
}

Result<bool> hasTable(SqliteFile& file, const QString& name) {
    const auto found =
        file.value(u"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"_s, {name});
    if (!found) {
        return fail(found.error());
    }
    return found->isValid();
}

Result<void> prepareAuditTables(SqliteFile& file,
                                const std::function<Result<ChainHead>()>& anchor) {
    const auto prepared = isPrepared(file);
    if (!prepared) {
        return fail(prepared.error());
    }
    if (*prepared) {
        return {};
    }
    if (auto begun = file.execute(u"BEGIN IMMEDIATE"_s); !begun) {
        return begun;
    }
    // Another process may have been quicker: everything is looked up again under the lock.
    if (auto made = makeAll(file, anchor); !made) {
        return made; // whoever opened the file closes it now, which rolls back
    }
    return file.execute(u"COMMIT"_s);
}

} // namespace bulkhead::guard
