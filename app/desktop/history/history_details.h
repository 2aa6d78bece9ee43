// SPDX-License-Identifier: MIT
// describeEntry: everything that is known about one write of the history, in the inspector.
#pragma once

#include "change/edit_words.h"
#include "desktop/history/history_entry.h"

namespace bulkhead::desktop {

class Inspector;

/// Who, when and why, what changed object by object, what was sent and how it ended. At most 100
/// objects are listed.
void describeEntry(Inspector& inspector, const HistoryEntry& entry, const change::NameOf& nameOf);

} // namespace bulkhead::desktop
