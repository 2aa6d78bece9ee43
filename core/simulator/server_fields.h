// SPDX-License-Identifier: MIT
// Server fields: what the manager adds to a client's object when it stores it.
#pragma once

#include "simulator/object_store.h"
#include "simulator/world.h"

#include <QJsonObject>
#include <QString>

namespace bulkhead::simulator {

/// Who writes and what is known already.
struct Origin {
    QString user;                         ///< becomes _create_user and _last_modified_user
    bool isSystem = false;                ///< becomes _system_owned for new objects
    bool isPrincipal = false;             ///< new objects are protected from others
    const StoredObject* before = nullptr; ///< the stored version, nullptr when new
    QJsonObject given; ///< read-only fields to keep from a data set (rule_id, unique_id, times …)
};

/// The object as it is stored: own fields, base fields (NSX 4.2 PolicyConfigResource), paths of
/// expressions and service entries, rule_id, and a `_revision` one higher than before's.
[[nodiscard]] StoredObject completeObject(World& world, const QString& type, const QString& path,
                                          const QString& parentPath, const QString& id,
                                          const QJsonObject& own, const Origin& origin);

} // namespace bulkhead::simulator
