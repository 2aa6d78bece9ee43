// SPDX-License-Identifier: MIT
// storeInEnvFile: puts a password into the .env file, for machines without a secret store.
#pragma once

#include "base/result.h"
#include "config/secret.h"

#include <QString>

namespace bulkhead::config {

/// Sets the variable of the target to the password, written as `b64:` (which hides it from a glance
/// and from nothing else); the other lines stay as they are. `file` empty: defaultEnvFile(). The
/// file is made if it is missing, its folder too (0700); afterwards only its owner can read it
/// (0600). Checked by reading it as everybody else will: a file in which that would change anything
/// else fails with Configuration and is left alone.
[[nodiscard]] Result<void> storeInEnvFile(const QString& targetName, const Secret& password,
                                          const QString& file = {});

} // namespace bulkhead::config
