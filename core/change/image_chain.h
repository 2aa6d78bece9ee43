// SPDX-License-Identifier: MIT
// chainImages: several writes one after another, seen as one.
#pragma once

#include "base/result.h"
#include "change/before_image.h"

#include <vector>

namespace bulkhead::change {

/// `writes` are the images of several writes, the oldest first. Each thing appears once in the
/// result: as it was before the first write and as it is after the last one, in the order of its
/// first appearance. Conflict if a write did not start from what the one before it had left:
/// somebody else changed the thing in between.
[[nodiscard]] Result<std::vector<BeforeImage>>
chainImages(const std::vector<std::vector<BeforeImage>>& writes);

} // namespace bulkhead::change
