// SPDX-License-Identifier: MIT
// ResourceCatalogue: the few resources that are listed, and the templates of all.
#pragma once

#include "mcp/dialect.h"
#include "mcp/resource_address.h"
#include "ops/source_provider.h"

#include <QJsonArray>

namespace bulkhead::mcp {

/// Overview and changes of each target, at most a hundred targets: a list that a person can choose
/// from. Policies and groups are found by the templates and by completion.
[[nodiscard]] QJsonArray listedResources(const ops::KnownTargets& targets, const Dialect& dialect);

[[nodiscard]] QJsonArray resourceTemplates(const Dialect& dialect);

/// What every resource's content is.
inline constexpr QLatin1StringView kResourceType{"application/json"};

} // namespace bulkhead::mcp
