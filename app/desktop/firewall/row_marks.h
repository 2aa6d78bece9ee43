// SPDX-License-Identifier: MIT
// RowMarks: what staged edits have done to the policies and rules of the firewall table.
#pragma once

#include "change/change_set.h"

#include <QHash>
#include <QString>

#include <vector>

namespace bulkhead::desktop {

enum class RowMark : quint8 { None, New, Changed, Moved, Deleted };

/// Of one change set at one moment; an empty one marks nothing.
struct RowMarks {
    QHash<QString, RowMark> marks;  ///< by path; what is not named is RowMark::None
    snapshot::SnapshotPointer base; ///< where the deleted ones are; nullptr without edits
    /// Policies that lost rules, and rules that were deleted with their policy or alone.
    QHash<QString, std::vector<const model::Rule*>> deletedRules; ///< by policy path, in order
    std::vector<const model::SecurityPolicy*> deletedPolicies;    ///< in order of evaluation

    [[nodiscard]] RowMark of(const QString& path) const { return marks.value(path, RowMark::None); }
};

/// A rule or policy whose number is the only thing that is different counts as moved if it stands
/// elsewhere among those that were there before, and as unchanged if only the numbers around it
/// made room. O(edits + rules of the policies that were touched).
[[nodiscard]] RowMarks rowMarks(const change::ChangeSet& edits);

/// "new", "changed", "moved", "deleted"; empty for None.
[[nodiscard]] QString markWord(RowMark mark);

} // namespace bulkhead::desktop
