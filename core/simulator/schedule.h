// SPDX-License-Identifier: MIT
// Schedule: whether a policy's firewall scheduler has it in force.
#pragma once

#include <QDateTime>
#include <QJsonObject>

namespace bulkhead::simulator {

/// NSX 4.2 PolicyFirewallScheduler at `now` (any time zone; LOCAL is taken as UTC here).
[[nodiscard]] bool isInForce(const QJsonObject& scheduler, const QDateTime& now);

} // namespace bulkhead::simulator
