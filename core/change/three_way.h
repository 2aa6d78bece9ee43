// SPDX-License-Identifier: MIT
// mergeThreeWay: what becomes of an edit when others have changed the object meanwhile.
#pragma once

#include "base/error.h"
#include "change/edit.h"

#include <QJsonValue>
#include <QString>

#include <vector>

namespace bulkhead::change {

/// A field that both sides have changed, to different values.
struct FieldConflict {
    QString field; ///< NSX's name; empty when one side has deleted or created the object
    QJsonValue base;
    QJsonValue mine;
    QJsonValue theirs;
};

enum class MergeOutcome : std::uint8_t {
    Mine,    ///< nobody else has touched it
    Merged,  ///< others have changed other fields: both changes hold
    Already, ///< it is as wanted already
    Refused, ///< both have changed the same; see conflicts
};

struct Merge {
    MergeOutcome outcome = MergeOutcome::Mine;
    /// What shall be written: the manager's object with the fields of mine; null: delete it.
    QJsonValue wanted;
    QStringList theirFields; ///< with Merged: what others have changed, NSX's names
    std::vector<FieldConflict> conflicts;
};

/// `edit.before` is the base, `edit.after` is mine, `theirs` the object as the manager has it now
/// (null if it is not there). Fields are compared one by one; a list is one field, but tags of a
/// machine merge tag by tag. Pure.
[[nodiscard]] Merge mergeThreeWay(const Edit& edit, const QJsonValue& theirs);

/// The Conflict that shows both sides. `what` names the object, clean.
[[nodiscard]] Error conflictError(const Edit& edit, const Merge& merge, const QJsonValue& theirs,
                                  const QString& what);

} // namespace bulkhead::change
