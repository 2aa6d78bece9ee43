// SPDX-License-Identifier: MIT
#include "simulator/world.h"

#include <QDateTime>
#include <QUuid>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

qint64 World::now() {
    return QDateTime::currentMSecsSinceEpoch();
}

QString World::makeUniqueId(const QString& path) {
    return uuidFor(path + u'#' + QString::number(uniqueIdsMade++));
}

void World::dropPurged() {
    const qint64 time = now();
    purged.removeIf([&](const auto& entry) { return entry.value().until <= time; });
    // NSX 4.2: a transient traceflow is forgotten after two hours.
    constexpr qint64 traceLifeMs = qint64{2} * 60 * 60 * 1000;
    traces.removeIf([&](const auto& entry) {
        return entry.value().isTransient && entry.value().started + traceLifeMs <= time;
    });
}

QString ownerId() {
    return uuidFor(u"manager"_s);
}

QString uuidFor(const QString& text) {
    static const QUuid space(u"{0d9f6f1e-7b0b-4f7d-9d51-3a3c8b9f7f10}"_s);
    return QUuid::createUuidV5(space, text).toString(QUuid::WithoutBraces);
}

QString enforcementPointPath() {
    return u"/infra/sites/default/enforcement-points/default"_s;
}

} // namespace bulkhead::simulator
