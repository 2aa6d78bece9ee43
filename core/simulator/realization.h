// SPDX-License-Identifier: MIT
// Realization: how far an object has come on its way to the enforcement point.
#pragma once

#include "simulator/world.h"

#include <QJsonObject>

#include <cstdint>
#include <vector>

namespace bulkhead::simulator {

enum class RealizationState : std::uint8_t { Pending, Realized, Error };

[[nodiscard]] RealizationState realizationState(const World& world, const QJsonObject& fields);
/// The short `status` that search puts on policy objects (NSX 4.2 ConsolidatedRealizedStatus).
[[nodiscard]] QJsonObject shortStatus(const World& world, const QJsonObject& fields);
/// The answer of realized-state/status.
[[nodiscard]] QJsonObject fullStatus(const World& world, const QJsonObject& fields);
/// The realized counterpart (NSX 4.2 GenericPolicyRealizedResource) of an object whose kind has
/// one; empty for others.
[[nodiscard]] QJsonObject realizedEntity(const World& world, const StoredObject& object);
/// What stands against objects that could not be realized (NSX 4.2 PolicyAlarmResource).
[[nodiscard]] std::vector<QJsonObject> realizationAlarms(const World& world);

} // namespace bulkhead::simulator
