// SPDX-License-Identifier: MIT
// Pieces of the sentence about a trace that other texts use, too.
#pragma once

#include "ops/trace_format.h"

namespace bulkhead::ops {

/// "rule deny-all (1050) of policy web-tier", "rule 1050" if nobody could name it. Clean.
[[nodiscard]] QString ruleInWords(qint64 id, const TracedRules& rules);

/// "web-01's distributed firewall", "Tier-1 gateway t1-prod on edge-01.lab". Clean.
[[nodiscard]] QString placeInWords(const model::TraceObservation& observation);

} // namespace bulkhead::ops
