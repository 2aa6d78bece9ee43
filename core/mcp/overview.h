// SPDX-License-Identifier: MIT
// readOverview: one manager on one page, for whoever begins to work on it.
#pragma once

#include "ops/pipeline.h"

#include <QJsonObject>

namespace bulkhead::mcp {

/// `{target, environment, read_only, offline, policies, groups_total, machines_total,
/// exclusions_total, intrusion_detection_enabled, problems}`. Fails if the policies cannot be read;
/// what else cannot be read is null and stands in `problems`. Five calls of operations at the same
/// time.
[[nodiscard]] Task<QJsonObject> readOverview(ops::Pipeline pipeline, QString target,
                                             ops::CallContext context);

} // namespace bulkhead::mcp
