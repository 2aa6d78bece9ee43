// SPDX-License-Identifier: MIT
// `bulkhead doctor`: is everything in place, and if not, what to do.
#pragma once

#include "console/once.h"

namespace bulkhead::console {

/// Looks at configuration, passwords, network, certificate, manager, audit trail and rules; what
/// does not depend on something that failed is still looked at. Ends with 1 if anything failed.
[[nodiscard]] QCoro::Task<int> runDoctor(std::shared_ptr<OnceContext> context);

} // namespace bulkhead::console
