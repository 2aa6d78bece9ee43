// SPDX-License-Identifier: MIT
#include "guard/undo_store.h"

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

QString undoStateName(UndoState state) {
    switch (state) {
    case UndoState::Prepared:
        return u"prepared"_s;
    case UndoState::Recorded:
        return u"recorded"_s;
    case UndoState::NotMade:
        return u"not_made"_s;
    case UndoState::Undoing:
        return u"undoing"_s;
    case UndoState::Undone:
        return u"undone"_s;
    case UndoState::Expired:
        break;
    }
    return u"expired"_s;
}

} // namespace bulkhead::guard
