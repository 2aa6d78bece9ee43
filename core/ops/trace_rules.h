// SPDX-License-Identifier: MIT
// Names the firewall rules that a trace met.
#pragma once

#include "model/traceflow.h"
#include "ops/operation.h"

#include <QHash>

namespace bulkhead::ops {

struct TracedRule {
    UntrustedText name;
    QString path;   ///< empty if only the Manager API knows it
    QString action; ///< ALLOW, DROP, REJECT, JUMP_TO_APPLICATION, …; empty if unknown
    UntrustedText policyName;
};

/// By the number that the data path knows (`rule_id`). A rule without an entry could not be named.
using TracedRules = QHash<qint64, TracedRule>;

/// Looks the rules up by the paths that the observations give; without one by search, then by
/// /api/v1/firewall/rules/{id}. Never fails: a number says enough for a verdict.
[[nodiscard]] QCoro::Task<TracedRules> traceRules(Call call,
                                                  std::vector<model::TraceObservation> met);

} // namespace bulkhead::ops
