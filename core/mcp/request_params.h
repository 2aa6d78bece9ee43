// SPDX-License-Identifier: MIT
// requestParams: what most handlers check first; each answers the request itself if it does not
// fit.
#pragma once

#include "mcp/request.h"

#include <QString>

#include <optional>

namespace bulkhead::mcp {

/// Answers with "invalid params" and why.
void refuseParams(const Request& request, const QString& why);

/// A text of `params`; nullopt, and the request answered, if it is missing or no text.
[[nodiscard]] std::optional<QString> textParam(const Request& request, const QString& key);

/// Every list stands on one page, so no cursor but the empty one was ever handed out: false, and
/// the request answered, for any other.
[[nodiscard]] bool hasKnownCursor(const Request& request);

} // namespace bulkhead::mcp
