// SPDX-License-Identifier: MIT
// Suggests a packet to trace from what a person has selected.
#pragma once

#include "base/result.h"

#include <QJsonObject>

namespace bulkhead::desktop {

class Document;

/// Arguments of run_traceflow, perhaps without a destination: from a machine's id, or from a rule's
/// path with one running machine of its sources, one of its destinations and its first port.
/// NotFound where nobody fits.
[[nodiscard]] Result<QJsonObject> suggestFlow(const Document& document, const QString& pathOrId);

} // namespace bulkhead::desktop
