// SPDX-License-Identifier: MIT
// writeChange: what a write did, or would do, for a person's eyes.
#pragma once

#include "console/terminal.h"

#include <QJsonObject>

namespace bulkhead::console {

struct ChangeWords {
    QString target; ///< the manager's name
    QString
        undoOptions; ///< what `bulkhead undo ID` needs behind it, with a leading blank; or empty
    bool canUndoLater = true; ///< false: the manager is gone when the program ends
};

/// Of a write: what was done with the command that takes it back, whether the manager has realized
/// it. Of a dry run: the exact requests, the difference, the consequences. Warnings go to the error
/// stream. The result is as ops/schema.h `written` says, its strings are clean; missing fields are
/// left out, not guessed.
void writeChange(Terminal& terminal, const QJsonObject& result, const ChangeWords& words);

} // namespace bulkhead::console
