// SPDX-License-Identifier: MIT
// writeResult: a result in the format that was asked for.
#pragma once

#include "console/invocation.h"
#include "console/terminal.h"
#include "ops/operation.h"

namespace bulkhead::console {

/// JSON is exactly the structured content of the MCP tool. A table that shows only a part says so
/// on the error stream.
void writeResult(Terminal& terminal, const ops::TableShape& shape, const QJsonObject& result,
                 OutputFormat format);

} // namespace bulkhead::console
