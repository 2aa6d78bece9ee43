// SPDX-License-Identifier: MIT
// apply_vm_tag, remove_vm_tag.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation applyMachineTagOperation();
[[nodiscard]] Operation removeMachineTagOperation();

} // namespace bulkhead::ops
