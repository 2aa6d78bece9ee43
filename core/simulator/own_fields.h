// SPDX-License-Identifier: MIT
// Own fields: the part of an object that clients write, brought to one canonical form.
#pragma once

#include "simulator/object_type.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace bulkhead::simulator {

/// What a client may set: without read-only fields, nulls, children and rules. Two objects with
/// equal own fields are the same configuration.
[[nodiscard]] QJsonObject ownFields(const QString& type, const QJsonObject& object);

/// Puts in what the server assumes for absent fields (NSX 4.2 defaults) and writes ANY lists,
/// expressions and service entries the canonical way, with ids: the same body twice is no change.
/// `isEthernet` is for rules: their policy's category is Ethernet.
void fillDefaults(const Place& place, bool isEthernet, QJsonObject& own);

} // namespace bulkhead::simulator
