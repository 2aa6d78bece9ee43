// SPDX-License-Identifier: MIT
// stage: a change file worked out against a snapshot.
#pragma once

#include "change/change_document.h"
#include "change/change_set.h"
#include "change/step.h"
#include "snapshot/snapshot.h"

namespace bulkhead::change {

/// One entry on `current`: names become paths there, so an entry may name what one before it has
/// created. Refused where adding to ANY would narrow a rule, or removing the last operand would
/// leave ANY. Conflict if the object's revision is not the one that was reviewed. Errors carry
/// "line N of the change".
[[nodiscard]] Result<Step> stepOf(const ChangeEntry& entry, const snapshot::Snapshot& current,
                                  const QString& domainPath);

/// The whole document on `base`, one step an entry; staged edits become one step.
[[nodiscard]] Result<ChangeSet> stage(const ChangeDocument& document,
                                      const snapshot::SnapshotPointer& base,
                                      const QString& domainPath);

} // namespace bulkhead::change
