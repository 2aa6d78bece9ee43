// SPDX-License-Identifier: MIT
// Filters a list by name and cuts the part out of it that was asked for.
#pragma once

#include "base/cancellation.h"
#include "base/text.h"
#include "nsx/listing.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace bulkhead::nsx {

/// The error of a call on a connection that was destroyed.
[[nodiscard]] inline Error connectionGone() {
    return cancelledError(QStringLiteral("The connection to the manager"));
}

/// For values with an ObjectHeader, in the order that they are in; the total is exact.
template <typename T>
[[nodiscard]] Listing<T> windowOf(std::vector<T> all, const ListRequest& request) {
    std::erase_if(all, [&request](const T& value) {
        return !matchesNameFilter(value.header.displayName.raw(), request.nameFilter) &&
               !matchesNameFilter(value.header.id, request.nameFilter);
    });
    Listing<T> listing;
    const auto size = static_cast<qint64>(all.size());
    listing.total = size;
    const qint64 from = std::clamp<qint64>(request.offset, 0, size);
    const qint64 to = from + std::clamp<qint64>(request.limit, 0, size - from);
    listing.items.assign(std::make_move_iterator(all.begin() + from),
                         std::make_move_iterator(all.begin() + to));
    return listing;
}

} // namespace bulkhead::nsx
