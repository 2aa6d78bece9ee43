// SPDX-License-Identifier: MIT
// Operations on virtual machines and their tags.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listMachineTagsOperation(); ///< list_vm_tags

} // namespace bulkhead::ops
