// SPDX-License-Identifier: MIT
// checkArguments: what a caller gave becomes what a handler may rely on.
#pragma once

#include "base/result.h"
#include "ops/operation.h"

#include <QJsonObject>

namespace bulkhead::ops {

/// Checks arguments against an operation's parameters: unknown names (with the nearest match),
/// missing and empty required ones, types, allowed values, limits. Harmless variants are taken:
/// "50" for 50, "true" for true, 123 for "123", one text for a list of one, null for absent, any
/// case of an allowed value. Fills defaults in. Errors are InvalidInput with the parameter's name
/// as object.
[[nodiscard]] Result<QJsonObject> checkArguments(const Operation& operation,
                                                 const QJsonObject& arguments);

} // namespace bulkhead::ops
