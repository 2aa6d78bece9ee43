// SPDX-License-Identifier: MIT
// The rules that were proved not to be hit: list_dfw_rules with `unused_days`.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

/// Of one policy, or of all without `policy_id`. On a manager the counters are read first, one
/// request a policy; offline the recorded history alone answers.
[[nodiscard]] Task<Answer> listUnusedRules(Call call);

/// What the items and the result have besides those of every list of rules.
[[nodiscard]] QJsonObject unusedItemSchema();
[[nodiscard]] QJsonObject unusedSchema();

} // namespace bulkhead::ops
