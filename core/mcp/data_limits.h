// SPDX-License-Identifier: MIT
// dataLimits: how much of what others wrote reaches a client in one answer.
#pragma once

#include <QJsonObject>

namespace bulkhead::mcp {

/// Longest text of one field, in UTF-16 units. A description is 1,024 at most in NSX; what is
/// longer was put there for another purpose.
inline constexpr qsizetype kLongestField = 4096;
/// A result's JSON in bytes: about 20,000 tokens, which the common clients still take.
inline constexpr qsizetype kResultBudget = 60'000;

/// Every text and every key that is longer than kLongestField is cut in the middle, and says how
/// long it was.
[[nodiscard]] QJsonObject withShortFields(const QJsonObject& result);

/// A list envelope (`items`, `returned`, `offset`, `truncated`, `next_offset`, `hint`) whose JSON
/// is longer than `budget` bytes is cut at an item and says where to go on. At least one item
/// stays. Results without `items` come back as they are.
[[nodiscard]] QJsonObject withinBudget(QJsonObject envelope, qsizetype budget = kResultBudget);

} // namespace bulkhead::mcp
