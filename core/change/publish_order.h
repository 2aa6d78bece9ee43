// SPDX-License-Identifier: MIT
// publishOrder: which object goes before which.
#pragma once

#include "change/edit.h"

#include <cstddef>
#include <vector>

namespace bulkhead::change {

/// Indices of `edits` in an order in which each could be written alone: new objects before those
/// that name them, deletions last and the other way round, tags of machines at the very end. Stable
/// among equals; objects that name each other keep their order.
[[nodiscard]] std::vector<std::size_t> publishOrder(const std::vector<Edit>& edits);

} // namespace bulkhead::change
