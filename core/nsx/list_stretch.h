// SPDX-License-Identifier: MIT
// ListStretch: consecutive objects of a list, and where the list goes on.
#pragma once

#include "nsx/paging.h"

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// In the manager's own order.
template <typename T>
struct ListStretch {
    std::vector<T> items;
    std::optional<qint64> total;      ///< of the whole list; empty if the manager did not say
    std::optional<PagePosition> rest; ///< where it goes on; empty after the last object
};

} // namespace bulkhead::nsx
