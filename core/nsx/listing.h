// SPDX-License-Identifier: MIT
// What is asked of a list, and what comes back.
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

struct ListRequest {
    QString nameFilter; ///< on display name and id; see base/text.h matchesNameFilter
    qint64 limit = 50;
    qint64 offset = 0;
};

template <typename T>
struct Listing {
    std::vector<T> items;        ///< at most `limit`, from `offset` on
    std::optional<qint64> total; ///< all that match; empty if the manager did not say
};

} // namespace bulkhead::nsx
