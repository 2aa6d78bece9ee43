// SPDX-License-Identifier: MIT
// ResourceReference: how answers point at objects (NSX 4.2 PolicyResourceReference).
#pragma once

#include "simulator/object_store.h"

#include <QJsonObject>

namespace bulkhead::simulator {

[[nodiscard]] QJsonObject referenceTo(const StoredObject& object);
/// Its target_id is the external id.
[[nodiscard]] QJsonObject referenceToMachine(const QJsonObject& machine);

} // namespace bulkhead::simulator
