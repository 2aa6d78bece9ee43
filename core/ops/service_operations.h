// SPDX-License-Identifier: MIT
// Operations that show services.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listServicesOperation(); ///< list_services
[[nodiscard]] Operation getServiceOperation();   ///< get_service

} // namespace bulkhead::ops
