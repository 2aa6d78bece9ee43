// SPDX-License-Identifier: MIT
#include "desktop/estate/object_marks.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

QHash<QString, RowMark> objectMarks(const change::ChangeSet* edits, change::ObjectKind kind) {
    QHash<QString, RowMark> marks;
    if (edits != nullptr) {
        for (const change::Edit& edit : edits->net()) {
            if (edit.kind == kind) {
                marks.insert(edit.path, edit.isCreation()   ? RowMark::New
                                        : edit.isDeletion() ? RowMark::Deleted
                                                            : RowMark::Changed);
            }
        }
    }
    return marks;
}

void markCell(Cell& name, RowMark mark) {
    if (mark != RowMark::None) {
        name.badge = name.badge.isEmpty() ? markWord(mark) : markWord(mark) + u" · "_s + name.badge;
    }
}

} // namespace bulkhead::desktop
