// SPDX-License-Identifier: MIT
// withinBudget: keeps a tool's result so small that every client and model can take it.
#pragma once

#include <QJsonObject>

namespace bulkhead::mcp {

/// About 20,000 tokens. Of the compact JSON, which is sent as text and as structured content.
inline constexpr qsizetype kResultBudget = 60'000;
/// Longer texts are elided in the middle: nothing that NSX lets people write is as long.
inline constexpr int kLongestText = 4'096;

/// Cuts long texts, then a page's `items` at a record (its counters and next_offset follow, so that
/// the next page goes on there), then the longest other lists at an element. What was cut stands in
/// `cut`, a sentence each; a result that fits is not touched. A page keeps at least one item.
/// Still fits the operation's result schema.
[[nodiscard]] QJsonObject withinBudget(QJsonObject result, qsizetype budget = kResultBudget);

} // namespace bulkhead::mcp
