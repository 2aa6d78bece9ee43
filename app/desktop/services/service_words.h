// SPDX-License-Identifier: MIT
// A service in words.
#pragma once

#include "model/service.h"
#include "snapshot/snapshot.h"

namespace bulkhead::desktop {

/// True if NSX made it and refuses to change it.
[[nodiscard]] bool isPredefined(const model::Service& service);

/// "TCP 443, 8443; everything of DNS": nested services by name. Clean.
[[nodiscard]] QString serviceInWords(const std::vector<model::ServiceEntry>& entries,
                                     const snapshot::Snapshot& snapshot);

} // namespace bulkhead::desktop
