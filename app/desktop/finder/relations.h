// SPDX-License-Identifier: MIT
// Relations: who names an object, also through others, and what holds for a machine.
#pragma once

#include "desktop/estate/usage_index.h"
#include "snapshot/snapshot.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::desktop {

/// An object that stands in a relation to another one.
struct Related {
    QString key;  ///< path or id
    QString note; ///< how, clean: "through web-all", "as source"
};

/// Rules, policies and groups that name the object, directly first, then through groups that
/// contain it, each once. O(uses). Any thread.
[[nodiscard]] std::vector<Related> usesOf(const snapshot::Snapshot& snapshot,
                                          const UsageIndex& usage, const QString& path);

/// Rules that can hold for the machine, in the order of evaluation: applied where it is, with the
/// machine as source or destination. `groups` are those that it is in, or that hold its address.
/// Rules say so when they are disabled. What depends on users, applications or times is not looked
/// at. O(rules × operands). Any thread.
[[nodiscard]] std::vector<Related> rulesFor(const snapshot::SnapshotPointer& snapshot,
                                            const QString& machineId, const QStringList& groups);

} // namespace bulkhead::desktop
