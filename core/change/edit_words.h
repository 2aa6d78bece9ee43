// SPDX-License-Identifier: MIT
// Edits in words: what a person reads in the change panel and a reviewer in the history.
#pragma once

#include "change/edit.h"
#include "snapshot/snapshot.h"

#include <QString>
#include <QStringList>

#include <functional>

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

} // namespace bulkhead::change
