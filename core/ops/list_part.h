// SPDX-License-Identifier: MIT
// partOf: filters and cuts a list that is in memory the way every list operation answers.
#pragma once

#include "base/text.h"
#include "ops/source.h"

#include <vector>

namespace bulkhead::ops {

/// The objects that `isWanted`, from `offset` on, at most `limit`.
template <typename T, typename IsWanted>
[[nodiscard]] ListPart<T> partWhere(const std::vector<T>& all, const ListQuery& query,
                                    const IsWanted& isWanted) {
    ListPart<T> part;
    qint64 matching = 0;
    for (const T& item : all) {
        if (!isWanted(item)) {
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

/// True if the display name or the id matches the query's filter.
[[nodiscard]] inline bool hasName(const model::ObjectHeader& header, const ListQuery& query) {
    return matchesNameFilter(header.displayName.raw(), query.nameFilter) ||
           matchesNameFilter(header.id, query.nameFilter);
}

/// The objects whose display name or id matches the filter. T has a `header`.
template <typename T>
[[nodiscard]] ListPart<T> partOf(const std::vector<T>& all, const ListQuery& query) {
    return partWhere(all, query, [&query](const T& item) { return hasName(item.header, query); });
}

} // namespace bulkhead::ops
