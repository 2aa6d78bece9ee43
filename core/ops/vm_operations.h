// SPDX-License-Identifier: MIT
// Operations that show virtual machines.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listMachinesOperation(); ///< list_vms
[[nodiscard]] Operation getMachineOperation();   ///< get_vm

} // namespace bulkhead::ops
