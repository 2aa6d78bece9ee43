// SPDX-License-Identifier: MIT
// The result of a traceflow: what became of the packet in a sentence, and every step as rows.
#pragma once

#include "model/traceflow.h"
#include "ops/trace_rules.h"

#include <QJsonObject>

namespace bulkhead::ops {

/// A port at which a copy of the packet arrived, as far as somebody could name it.
struct TraceArrival {
    QString portPath;
    QString portId;
    UntrustedText portName;
    QString machineId;
    UntrustedText machineName;
    QString host;      ///< clean
    QString component; ///< clean; for a delivery that is not at a port
};

struct TraceFacts {
    model::Trace trace;
    TracedRules rules;
    std::vector<TraceArrival> arrivals; ///< one a Delivered observation
};

/// DELIVERED, DROPPED, REJECTED, PARTLY_DELIVERED or UNKNOWN. A drop by a rule that rejects is a
/// rejection: the data path reports both alike.
[[nodiscard]] QString verdictWord(const TraceFacts& facts);
/// What happened, in plain words, clean; one to three sentences.
[[nodiscard]] QString verdictSentence(const TraceFacts& facts);

/// Everything that the observations say: verdict, explanation, operation_state, request_status,
/// observation_count, observations, hops, dfw_hits, delivered_to, overflowed. Strings are raw.
[[nodiscard]] QJsonObject formatTrace(const TraceFacts& facts);

} // namespace bulkhead::ops
