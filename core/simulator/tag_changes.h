// SPDX-License-Identifier: MIT
// Tag changes: how the tags of a machine are replaced, added to and taken from.
#pragma once

#include "simulator/api_error.h"
#include "simulator/world.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace bulkhead::simulator {

enum class TagChange : std::uint8_t { Replace, Add, Remove };

/// Changes the tags of the machine with that external_id. 404/202 if it is unknown, 400/255 for
/// tags that are malformed or too many.
[[nodiscard]] Answer<void> changeTags(World& world, const QString& machine, const QJsonValue& tags,
                                      TagChange change);

/// A tag with both parts there; absent ones are empty.
[[nodiscard]] QJsonObject normalTag(const QJsonValue& tag);

} // namespace bulkhead::simulator
