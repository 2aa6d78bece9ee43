// SPDX-License-Identifier: MIT
// Where the hit history of this computer is, and under which name a manager stands in it.
#pragma once

#include "config/target.h"
#include "snapshot/snapshot.h"

#include <QString>

namespace bulkhead::hits {

/// hits.db in the program's folder for data (QStandardPaths::AppLocalDataLocation); all of the
/// program's faces write to the same.
[[nodiscard]] QString defaultHitFile();

/// "host:port"; the built-in manager listens on another port each time, and is "demo" all the same.
[[nodiscard]] QString hitKey(const config::Target& target, const QString& place);
/// Of a file that says nothing about its manager it is empty.
[[nodiscard]] QString hitKey(const snapshot::Origin& origin);

} // namespace bulkhead::hits
