// SPDX-License-Identifier: MIT
// Traffic: the counters of rules, which grow with time where packets can meet the rule at all.
#pragma once

#include "simulator/world.h"

namespace bulkhead::simulator {

/// The counters of a distributed firewall rule now. With a traffic seed they grow by a rate that
/// follows from the seed and the rule's path, or from the data set's counters taken as a month's;
/// a rule that decides none of its own sample packets (disabled, shadowed, empty groups, applied
/// nowhere, excluded machines) keeps what it has. Cost: a few walks through the table after every
/// change, nothing otherwise.
[[nodiscard]] RuleCounters countersNow(World& world, const StoredObject& rule);
/// Everything back to zero; what can be hit goes on counting.
void resetCounters(World& world);

} // namespace bulkhead::simulator
