// SPDX-License-Identifier: MIT
// What NSX does not allow in a rule or policy, said where it is edited and before it is staged.
#pragma once

#include "base/result.h"
#include "change/step.h"
#include "model/security_policy.h"
#include "snapshot/snapshot.h"

#include <array>

namespace bulkhead::desktop {

/// The longest that NSX takes (NSX 4.2 Policy API).
namespace longest {
inline constexpr int name = 255;
inline constexpr int description = 1024;
inline constexpr int notes = 2048;
inline constexpr int logLabel = 255; ///< stored; the datapath writes 32 of them
inline constexpr int writtenLogLabel = 32;
inline constexpr int policyNumber = 999'999;
} // namespace longest

/// In the order of evaluation (NSX 4.2 Policy API, SecurityPolicy.category).
[[nodiscard]] const std::array<model::Category, 5>& allCategories();

/// Why the action cannot be chosen in a category; empty if it can.
[[nodiscard]] QString actionObstacle(model::Category category, model::RuleAction action);

/// Why a field of the rule, by NSX's name, cannot be edited; empty if it can. NSX lets action,
/// logging, label, notes and description of its default rules be changed and nothing else (NSX 4.2,
/// default policies); Ethernet rules have no IP protocol.
[[nodiscard]] QString ruleFieldObstacle(const model::SecurityPolicy& policy,
                                        const model::Rule& rule, const QString& field);

/// Why a field of the policy, by NSX's name, cannot be edited; empty if it can.
[[nodiscard]] QString policyFieldObstacle(const model::SecurityPolicy& policy,
                                          const QString& field);

/// What NSX would refuse about the rules and policies of a step (NSX 4.2 Policy API, Rule and
/// SecurityPolicy). Its own failure comes back as it is.
[[nodiscard]] Result<void> checkStep(const snapshot::Snapshot& snapshot,
                                     const Result<change::Step>& step);

} // namespace bulkhead::desktop
