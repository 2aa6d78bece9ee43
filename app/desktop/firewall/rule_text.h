// SPDX-License-Identifier: MIT
// A rule as a sentence, for the clipboard and for screen readers.
#pragma once

#include "snapshot/snapshot.h"

namespace bulkhead::desktop {

/// "Allow web to app on TCP 8443, in and out, in policy Webshop (rule web-to-app, 1042), logged".
[[nodiscard]] QString ruleInWords(const snapshot::Snapshot& snapshot,
                                  const model::SecurityPolicy& policy, const model::Rule& rule);

} // namespace bulkhead::desktop
