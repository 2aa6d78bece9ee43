// SPDX-License-Identifier: MIT
// changedMeanwhile: the conflict that shows both sides.
#pragma once

#include "base/error.h"
#include "change/before_image.h"

namespace bulkhead::change {

/// `image.path` was expected to be as in `expected`, but is as in `now`: who changed it and what,
/// field by field.
[[nodiscard]] Error changedMeanwhile(const BeforeImage& image, const QJsonValue& expected,
                                     const QJsonValue& now);

} // namespace bulkhead::change
