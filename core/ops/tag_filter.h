// SPDX-License-Identifier: MIT
// Tag filters: which tags and which machines a person means by a short text.
#pragma once

#include "model/object_header.h"

#include <QString>

#include <vector>

namespace bulkhead::ops {

/// `abc`, `abc*`, `*abc` or `*abc*`, without regard to case, as the manager's list of tags takes
/// them (NSX 4.2 Policy API, /infra/tags); an empty pattern matches everything.
[[nodiscard]] bool matchesTagPattern(const QString& text, const QString& pattern);

/// True if one of the tags fits "scope|value", "value" (any scope) or "scope|" (any value); each
/// part is a pattern as above.
[[nodiscard]] bool hasTag(const std::vector<model::Tag>& tags, const QString& filter);

} // namespace bulkhead::ops
