// SPDX-License-Identifier: MIT
// SearchMatch: whether an object is a hit of a query.
#pragma once

#include "simulator/search_query.h"

#include <QJsonObject>

namespace bulkhead::simulator {

[[nodiscard]] bool matches(const SearchNode& query, const QJsonObject& object);

/// The resource types that a hit must have, if the query says so at its top level: most do, and
/// then only those objects need to be looked at.
[[nodiscard]] std::optional<QStringList> wantedTypes(const SearchNode& query);

} // namespace bulkhead::simulator
