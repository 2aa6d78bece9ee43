// SPDX-License-Identifier: MIT
// ProgressReporter: turns the progress of work into notifications that a client can bear.
#pragma once

#include "base/progress.h"
#include "mcp/dialect.h"
#include "mcp/reply.h"

#include <QElapsedTimer>

#include <memory>

namespace bulkhead::mcp {

/// At most four notifications a second, strictly increasing, none after the answer; one every five
/// seconds or so while work reports that it still waits. Empty callback if the request carried no
/// valid progress token.
[[nodiscard]] ProgressCallback progressFor(const QJsonObject& params, const Reply& reply,
                                           Dialect dialect);

} // namespace bulkhead::mcp
