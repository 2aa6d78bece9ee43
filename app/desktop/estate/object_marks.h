// SPDX-License-Identifier: MIT
// objectMarks: which groups, services and machines staged edits have made or changed.
#pragma once

#include "desktop/firewall/row_marks.h"
#include "desktop/widgets/cell.h"

#include <algorithm>
#include <type_traits>

namespace bulkhead::desktop {

/// Of the objects of one kind, by path, of machines by external id; what is not named is untouched.
/// `edits` may be nullptr. O(edits).
[[nodiscard]] QHash<QString, RowMark> objectMarks(const change::ChangeSet* edits,
                                                  change::ObjectKind kind);

/// True if the same objects stand in the same order: then a table of them keeps its rows. Quick
/// where nothing was edited, else O(objects).
template <typename T>
[[nodiscard]] bool standAlike(const SharedVector<T>& a, const SharedVector<T>& b) {
    return a.sharesWith(b) ||
           std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& one, const T& other) {
               if constexpr (std::is_same_v<T, model::VirtualMachine>) {
                   return one.externalId == other.externalId;
               } else {
                   return one.header.path == other.header.path;
               }
           });
}

/// Says it in a row's name.
void markCell(Cell& name, RowMark mark);

} // namespace bulkhead::desktop
