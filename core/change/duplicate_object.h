// SPDX-License-Identifier: MIT
// duplicateObject: a step that makes a copy of a group or service.
#pragma once

#include "change/step.h"
#include "snapshot/snapshot.h"

#include <QString>

namespace bulkhead::change {

/// A new group or service with the same content, named "… copy", with an id of its own beside the
/// original. Without what the manager wrote into the original and into its parts; a copy of a
/// system service can be edited. The path is that of the only edit. NotFound for anything else.
/// Pure; any thread.
[[nodiscard]] Result<Step> duplicateObject(const snapshot::Snapshot& current, const QString& path);

} // namespace bulkhead::change
