// SPDX-License-Identifier: MIT
// objectMarks: which groups, services and machines staged edits have made or changed.
#pragma once

#include "desktop/firewall/row_marks.h"
#include "desktop/widgets/cell.h"

namespace bulkhead::desktop {

/// By path, of machines by external id; what is not named is untouched. `edits` may be nullptr.
/// O(edits).
[[nodiscard]] QHash<QString, RowMark> objectMarks(const change::ChangeSet* edits);

/// Says it in a row's name.
void markCell(Cell& name, RowMark mark);

} // namespace bulkhead::desktop
