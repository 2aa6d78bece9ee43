// SPDX-License-Identifier: MIT
// Reads the hops of a trace's result back, for whoever draws or compares them.
#pragma once

#include "graph/hop.h"

#include <QJsonObject>

namespace bulkhead::ops {

/// The hops of what run_traceflow or get_traceflow_result answered, cleaned; fields that an older
/// program did not keep are empty.
[[nodiscard]] graph::Hops hopsOf(const QJsonObject& result);

} // namespace bulkhead::ops
