// SPDX-License-Identifier: MIT
#include "hits/hit_place.h"

#include <QStandardPaths>

namespace bulkhead::hits {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const QString& target, const QString& environment, const QString& place) {
    return target == u"demo" && environment == u"demo" ? u"demo"_s : place;
}

} // namespace

QString defaultHitFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + u"/hits.db"_s;
}

QString hitKey(const config::Target& target, const QString& place) {
    return keyOf(target.name, target.environment, place);
}

QString hitKey(const snapshot::Origin& origin) {
    return keyOf(origin.target, origin.environment,
                 origin.kind == snapshot::OriginKind::Manager ? origin.place : origin.manager);
}

} // namespace bulkhead::hits
