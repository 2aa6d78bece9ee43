// SPDX-License-Identifier: MIT
// Hop: one observation of a traced packet, named and in words; what pictures and tables are made
// of.
#pragma once

#include "model/traceflow.h"

#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::graph {

/// All texts are clean. Unknown is empty.
struct Hop {
    model::TraceStep step = model::TraceStep::Unknown;
    QString stepWords;           ///< "received", …; the type itself where it is not known
    std::optional<int> sequence; ///< 0 on the source's host, one more a host
    QString host;                ///< transport node
    QString hostType;            ///< ESX, EDGE, …
    QString component;           ///< "Tier-1 gateway t1-prod"
    QString componentName;
    QString componentType; ///< DFW, LS, LR, … as NSX has it
    QString componentSubType;
    QString port; ///< NSX's name of the port
    QString portPath;
    std::optional<qint64> ruleId; ///< the rule that decided here, whatever its kind
    QString ruleName;
    QString rulePath;
    QString policyName;
    std::optional<qint64> jumpRuleId;
    QString jumpRuleName;
    std::optional<qint64> natRuleId;
    QString reason; ///< of a drop, in plain words
    QString detail;
    QString nextHost;                     ///< where a tunnel leads
    std::optional<qint64> timestampMicro; ///< by that host's own clock

    /// True for a way's end.
    [[nodiscard]] bool isEnd() const {
        return step == model::TraceStep::Delivered || step == model::TraceStep::Dropped;
    }
    /// "web-01" for a machine's port that NSX names "web-01/web-01.vmx@host"; else the port's name.
    [[nodiscard]] QString portOwner() const;
};

using Hops = std::vector<Hop>;

/// The hop of an observation, without the names of its rules: those are the manager's to tell.
[[nodiscard]] Hop hopOf(const model::TraceObservation& observation);

} // namespace bulkhead::graph
