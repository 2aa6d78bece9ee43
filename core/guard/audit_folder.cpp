// SPDX-License-Identifier: MIT
#include "guard/audit_folder.h"

#include "guard/audit_chain.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

QString auditFilePath(const QString& folder) {
    return folder + u"/audit.db"_s;
}

QStringList rotatedAuditFiles(const QString& folder) {
    static const QRegularExpression shape(u"^audit\\.[0-9]{8}-[0-9]{6}\\.db$"_s);
    const QStringList names = QDir(folder).entryList({u"audit.*.db"_s}, QDir::Files);
    QStringList paths;
    for (const QString& name : names.filter(shape)) {
        paths << folder + u'/' + name;
    }
    std::sort(paths.begin(), paths.end(), std::greater<>());
    return paths;
}

QString freeRotatedName(const QString& folder, QDateTime utc) {
    for (;; utc = utc.addSecs(1)) {
        const QString path = folder + u"/audit."_s + utc.toString(u"yyyyMMdd-HHmmss"_s) + u".db"_s;
        if (!QFileInfo::exists(path)) {
            return path;
        }
    }
}

Result<ChainHead> newestRotatedHead(const QString& folder, int busyMs) {
    ChainHead newest{0, chainOrigin()};
    for (const QString& path : rotatedAuditFiles(folder)) {
        SqliteFile file({path, u"the rotated audit trail"_s, busyMs, false});
        const auto looked = file.read([&newest](SqliteFile& open) -> Result<void> {
            const auto has = hasTable(open, u"bulkhead_chain_head"_s);
            if (!has || !*has) {
                return has ? Result<void>() : fail(has.error());
            }
            const auto ends = chainEnds(open);
            if (!ends) {
                return fail(ends.error());
            }
            if (ends->head.link > newest.link) {
                newest = ends->head;
            }
            return {};
        });
        if (!looked) {
            return fail(looked.error());
        }
    }
    return newest;
}

} // namespace bulkhead::guard
