// SPDX-License-Identifier: MIT
// Presentation: stored objects as a GET shows them, with what is computed on reading.
#pragma once

#include "simulator/world.h"

#include <QJsonObject>

#include <vector>

namespace bulkhead::simulator {

/// A policy's rules in the order of evaluation: by sequence_number, ties by rule_id.
[[nodiscard]] std::vector<const StoredObject*> orderedRules(const ObjectStore& store,
                                                            const QString& policyPath);
/// As an item of a list: a policy comes without its rules, a group with its state.
[[nodiscard]] QJsonObject presentItem(const World& world, const StoredObject& object);
/// As the answer to a GET of the object itself: a policy embeds its rules and rule_count.
[[nodiscard]] QJsonObject presentWhole(const World& world, const StoredObject& object);

} // namespace bulkhead::simulator
