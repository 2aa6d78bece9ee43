// SPDX-License-Identifier: MIT
// EstateLoader: fills a World from a data set.
#pragma once

#include "base/result.h"
#include "simulator/estate.h"
#include "simulator/world.h"

#include <QStringList>

namespace bulkhead::simulator {

/// Puts the default objects, the predefined services and the data set into an empty world. An
/// error names the data set and the object. Returns notes on what was left out.
[[nodiscard]] Result<QStringList> loadEstate(const Estate& estate, World& world);

} // namespace bulkhead::simulator
