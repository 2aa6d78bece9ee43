// SPDX-License-Identifier: MIT
// runWrite: a planned write from its plan to its undo record.
#pragma once

#include "ops/passage.h"

namespace bulkhead::ops {

/// Plan → dry run's answer, or: confirmation where due → audit row and undo record on disk →
/// requests → read back → audit row and undo record completed. Makes exactly one audit row. The
/// guard rules have been asked before.
[[nodiscard]] Task<Outcome> runWrite(PassagePointer passage);

} // namespace bulkhead::ops
