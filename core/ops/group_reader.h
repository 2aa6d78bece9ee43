// SPDX-License-Identifier: MIT
// Finds the group that a write is about, and reads it whole.
#pragma once

#include "ops/operation.h"

#include <QJsonObject>

namespace bulkhead::ops {

/// The group as the manager has it; `wanted` is a path, an id or a unique display name. One request
/// for a path or an id; for a name one list more and a second read.
[[nodiscard]] Task<QJsonObject> readGroup(Call call, QString wanted);

} // namespace bulkhead::ops
