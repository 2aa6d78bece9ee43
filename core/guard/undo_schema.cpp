// SPDX-License-Identifier: MIT
#include "guard/undo_schema.h"

#include "guard/audit_schema.h"
#include "guard/stamp.h"
#include "guard/undo_claims.h"

#include <QDateTime>

#include <array>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

const std::array kTables{
    u"CREATE TABLE IF NOT EXISTS undo_log(undo_id TEXT PRIMARY KEY, ts TEXT NOT NULL DEFAULT '', "
    u"skill TEXT NOT NULL DEFAULT '', tool TEXT NOT NULL DEFAULT '', "
    u"undo_skill TEXT NOT NULL DEFAULT '', undo_tool TEXT NOT NULL DEFAULT '', "
    u"undo_params TEXT NOT NULL DEFAULT '{}', orig_params TEXT NOT NULL DEFAULT '{}', "
    u"status TEXT NOT NULL DEFAULT 'recorded', workflow_id TEXT NOT NULL DEFAULT '', "
    u"note TEXT NOT NULL DEFAULT '')",
    u"CREATE INDEX IF NOT EXISTS idx_undo_status ON undo_log(status)",
    u"CREATE TABLE IF NOT EXISTS bulkhead_undo(undo_id TEXT PRIMARY KEY, ts TEXT NOT NULL, "
    u"target TEXT NOT NULL, operation TEXT NOT NULL, summary TEXT NOT NULL, object TEXT NOT NULL, "
    u"parameters TEXT NOT NULL, images TEXT NOT NULL, impossible TEXT NOT NULL, "
    u"audit_row INTEGER NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL)",
    u"CREATE INDEX IF NOT EXISTS bulkhead_undo_ts ON bulkhead_undo(ts)",
};

} // namespace

Result<void> prepareUndoTables(SqliteFile& file) {
    const auto present = hasTable(file, u"bulkhead_undo_claim"_s); // the last that is made
    if (!present || *present) {
        return present ? Result<void>() : fail(present.error());
    }
    if (auto begun = file.execute(u"BEGIN IMMEDIATE"_s); !begun) {
        return begun;
    }
    for (const char16_t* table : kTables) {
        if (auto made = file.execute(QStringView(table).toString()); !made) {
            return made;
        }
    }
    if (auto made = makeClaimTable(file); !made) {
        return made;
    }
    return file.execute(u"COMMIT"_s);
}

Result<void> dropOldImages(SqliteFile& file, int keptDays, int keptNewest) {
    const QString kept = u"SELECT undo_id FROM bulkhead_undo ORDER BY rowid DESC LIMIT ?"_s;
    const QString old = u"ts < ? AND images <> '[]' AND state <> 'undoing' "
                        "AND undo_id NOT IN ("_s +
                        kept + u')';
    const QString expired = u"state IN ('prepared', 'recorded') AND "_s + old;
    const QVariantList bounds{utcStamp(QDateTime::currentDateTimeUtc().addDays(-keptDays)),
                              keptNewest};
    if (auto shared = file.execute(u"UPDATE undo_log SET status = 'expired' WHERE undo_id IN "
                                   "(SELECT undo_id FROM bulkhead_undo WHERE "_s +
                                       expired + u')',
                                   bounds);
        !shared) {
        return shared;
    }
    if (auto own = file.execute(u"UPDATE bulkhead_undo SET state = 'expired', images = '[]' "
                                "WHERE "_s +
                                    expired,
                                bounds);
        !own) {
        return own;
    }
    return file.execute(u"UPDATE bulkhead_undo SET images = '[]' WHERE "_s + old, bounds);
}

} // namespace bulkhead::guard
