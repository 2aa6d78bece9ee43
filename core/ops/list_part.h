// SPDX-License-Identifier: MIT
// partOf: filters and cuts a list that is in memory the way every list operation answers.
#pragma once

#include "base/text.h"
#include "ops/source.h"

#include <algorithm>

namespace bulkhead::ops {

/// The objects whose display name or id matches the filter, from `offset` on, at most `limit`. T
/// has a `header`.
template <typename T>
[[nodiscard]] ListPart<T> partOf(const std::vector<T>& all, const ListQuery& query) {
    ListPart<T> part;
    qint64 matching = 0;
    for (const T& item : all) {
        if (!matchesNameFilter(item.header.displayName.raw(), query.nameFilter) &&
            !matchesNameFilter(item.header.id, query.nameFilter)) {
            continue;
        }
        if (matching >= query.offset && matching < qint64(query.offset) + query.limit) {
            part.items.push_back(item);
        }
        ++matching;
    }
    part.total = matching;
    return part;
}

} // namespace bulkhead::ops
