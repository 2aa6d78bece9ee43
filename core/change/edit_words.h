// SPDX-License-Identifier: MIT
// Edits in words: what a person reads in the change panel and a reviewer in the history.
#pragma once

#include "change/edit.h"
#include "snapshot/snapshot.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace bulkhead::change {

/// Turns a path into a clean label.
using NameOf = std::function<QString(const QString& path)>;

/// Labels from `after`, and from `before` for what is gone. Both must outlive the function.
[[nodiscard]] NameOf namesOf(snapshot::SnapshotPointer before, snapshot::SnapshotPointer after);

/// "Rule 'web to db' of policy 'Webshop': action ALLOW → DROP; source + app". One clean line.
[[nodiscard]] QString inWords(const Edit& edit, const NameOf& nameOf);

/// The changed fields alone: "action ALLOW → DROP", "source + app", … Clean. Empty for an object
/// that is new or gone.
[[nodiscard]] QStringList changedFields(const Edit& edit, const NameOf& nameOf);

/// One field on both sides. Clean.
struct FieldChange {
    QString field;  ///< what people call it
    QString before; ///< empty for a new object
    QString after;  ///< empty for an object that is gone
};

/// The fields that a person can set and that are different, side by side; of an object that is new
/// or gone, all that it says. In the order of the fields' own names.
[[nodiscard]] std::vector<FieldChange> fieldChanges(const Edit& edit, const NameOf& nameOf);

} // namespace bulkhead::change
