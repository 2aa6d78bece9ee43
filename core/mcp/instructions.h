// SPDX-License-Identifier: MIT
// instructions: what an agent should know before its first call, in under 150 words.
#pragma once

#include "ops/source_provider.h"

#include <QString>

namespace bulkhead::mcp {

/// Names the configured targets; asks no manager. A configuration that cannot be read is said, with
/// its error: the first call will end with the same.
[[nodiscard]] QString instructions(const Result<ops::KnownTargets>& targets);

} // namespace bulkhead::mcp
