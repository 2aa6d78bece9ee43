// SPDX-License-Identifier: MIT
// Operations that show intrusion detection and prevention.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listIdpsProfilesOperation(); ///< list_idps_profiles
[[nodiscard]] Operation getIdpsStatusOperation();    ///< get_idps_status

} // namespace bulkhead::ops
