// SPDX-License-Identifier: MIT
// findRule: the rule of a policy that a person means.
#pragma once

#include "base/result.h"
#include "model/security_policy.h"

#include <cstddef>

namespace bulkhead::ops {

/// Place of the rule in `policy.rules`. `wanted` is its path, id, system-wide number, or a display
/// name that is unique: exactly as written, else without regard to case. NotFound names the nearest
/// matches; an ambiguous name (InvalidInput) lists the candidates.
[[nodiscard]] Result<std::size_t> findRule(const model::SecurityPolicy& policy,
                                           const QString& wanted);

} // namespace bulkhead::ops
