// SPDX-License-Identifier: MIT
// listEnvelope: the shape that every list operation answers in.
#pragma once

#include "ops/parameter.h"
#include "ops/source.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace bulkhead::ops {

inline constexpr int kDefaultLimit = 50;
inline constexpr int kMaximumLimit = 1000;

/// `name_filter`, `limit` and `offset`, as every list takes them.
[[nodiscard]] Parameter nameFilterParameter();
[[nodiscard]] Parameter limitParameter();
[[nodiscard]] Parameter offsetParameter();

/// Reads them back from checked arguments.
[[nodiscard]] ListQuery listQuery(const QJsonObject& arguments);

/// `{items, returned, limit, offset, total, truncated, next_offset, hint}`. With an unknown total a
/// full page counts as truncated: there may be more.
[[nodiscard]] QJsonObject listEnvelope(const QJsonArray& items, const ListQuery& query,
                                       std::optional<qint64> total);

} // namespace bulkhead::ops
