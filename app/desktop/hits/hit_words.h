// SPDX-License-Identifier: MIT
// Hit counts in a table cell and in words.
#pragma once

#include "desktop/widgets/cell.h"
#include "hits/hit_track.h"

#include <QString>

namespace bulkhead::desktop {

/// A rule that was not hit for so many days is called unused.
inline constexpr qint64 kUnusedDays = 90;

/// True if that was proved: unknown is not unused.
[[nodiscard]] bool isUnused(const hits::HitTable* table, const QString& rulePath, qint64 now);
/// Hits as far as they are known; empty if nobody knows.
[[nodiscard]] std::optional<qint64> knownHits(const hits::HitTable* table, const QString& rulePath);

/// "88", "88 k", "1.2 M".
[[nodiscard]] QString shortNumber(qint64 number);

/// The number with a small trend; a dash if `table` is null or does not know the rule.
[[nodiscard]] Cell hitCell(const hits::HitTable* table, const QString& rulePath, qint64 now);
/// "1,234,567 hits, the latest 3 minutes ago; watched since 3 November."
[[nodiscard]] QString hitWords(const hits::HitHistory& history, qint64 now);

} // namespace bulkhead::desktop
