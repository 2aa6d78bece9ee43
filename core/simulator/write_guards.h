// SPDX-License-Identifier: MIT
// WriteGuards: who may change or delete an object, whatever stands in the request.
#pragma once

#include "simulator/api_error.h"
#include "simulator/caller.h"
#include "simulator/object_store.h"
#include "simulator/world.h"

#include <QJsonObject>

namespace bulkhead::simulator {

/// Refuses a change of an object that another principal owns (403/289) or of a policy, or of its
/// rules, that another user has locked (409). `object` may be the parent of what is changed.
[[nodiscard]] Answer<void> checkCaller(const StoredObject& object, const Caller& caller);
/// Refuses changes of what the system owns, apart from the few fields that are open.
[[nodiscard]] Answer<void> checkSystemOwned(const StoredObject& before, const QJsonObject& own);
/// Refuses the deletion of what the system owns, what machines use, and what has children that are
/// not its own parts.
[[nodiscard]] Answer<void> checkRemovable(const World& world, const StoredObject& object);

} // namespace bulkhead::simulator
