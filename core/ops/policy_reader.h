// SPDX-License-Identifier: MIT
// Finds the policy or rule that a write is about, and reads it whole.
#pragma once

#include "ops/operation.h"

#include <QJsonObject>

namespace bulkhead::ops {

/// The policy with its rules as the manager has it; `wanted` is a path, an id or a unique display
/// name. One request for a path or an id, one list more for a name.
[[nodiscard]] Task<QJsonObject> readPolicy(Call call, QString wanted);

/// A rule of that policy by path, id or unique display name; NotFound names the nearest ones.
[[nodiscard]] Result<QJsonObject> ruleOf(const QJsonObject& policy, const QString& wanted);

/// The rules in the order of evaluation.
[[nodiscard]] std::vector<QJsonObject> rulesInOrder(const QJsonObject& policy);

/// "allow-web (Allow web)": id, and the display name where it differs. Raw.
[[nodiscard]] QString labelOf(const QJsonObject& object);

} // namespace bulkhead::ops
