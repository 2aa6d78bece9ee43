// SPDX-License-Identifier: MIT
// IdsEvents: what the simulated intrusion detection has seen.
#pragma once

#include "simulator/world.h"

#include <QJsonObject>

#include <vector>

namespace bulkhead::simulator {

/// NSX 4.2 PolicyIdsEventsSummary, an item an attack: signature, source and victim. Which attacks
/// begin in which hour follows from the World's traffic seed alone; they go on while time does, and
/// what began over 14 days ago is forgotten. None while no enabled intrusion rule watches a machine
/// in a cluster where detection is on. O(rules × hours).
[[nodiscard]] std::vector<QJsonObject> eventSummaries(const World& world);

/// Keeps what meets the body's `filters` ({field_names, value, case_sensitive}), all of them.
/// `signature_detail.` and `signature_metadata.` before a name lead to the signature.
[[nodiscard]] std::vector<QJsonObject> filteredEvents(std::vector<QJsonObject> items,
                                                      const QJsonObject& body);

} // namespace bulkhead::simulator
