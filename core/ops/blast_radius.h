// SPDX-License-Identifier: MIT
// blastRadius: how far a write reaches, for the person who has to confirm it.
#pragma once

#include "change/before_image.h"
#include "ops/operation.h"

namespace bulkhead::ops {

/// Clean sentences that count: the rules that are touched and the virtual machines in the groups
/// that they name, before or after; for each group that is touched the rules that name it and its
/// machines now; for each policy its rules. Which flows change is not said. Reads the manager: at
/// most ten groups' members for the rules, and of five groups and five policies two and one
/// requests each; what is left out is said. What cannot be read is said, never counted as none.
[[nodiscard]] Task<QStringList> blastRadius(Call call, std::vector<change::BeforeImage> images);

} // namespace bulkhead::ops
