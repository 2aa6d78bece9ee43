// SPDX-License-Identifier: MIT
// Steps that edit rules: create, duplicate, change fields, move, delete.
#pragma once

#include "change/place.h"
#include "change/step.h"
#include "model/security_policy.h"
#include "snapshot/snapshot.h"

#include <QStringList>

#include <functional>

namespace bulkhead::change {

// All of them are made from the snapshot on which the person works (ChangeSet::current) and are
// then pushed. Pure; any thread. NotFound if a path leads nowhere; Refused where NSX would.

/// New rules at a place of a policy. A rule without an id gets one from its name; empty lists
/// become ANY; number, path and what only a manager knows are set here. A rule logs unless it says
/// otherwise (seed contract 6.6).
[[nodiscard]] Result<Step> createRules(const snapshot::Snapshot& current, const QString& policyPath,
                                       std::vector<model::Rule> rules, const Place& place);

/// Copies right behind the last of the originals, in their order, named "… copy", disabled.
[[nodiscard]] Result<Step> duplicateRules(const snapshot::Snapshot& current,
                                          const QStringList& rulePaths);

/// Changes fields of rules at once. `change` must leave id, path and number alone. `field` goes
/// into the title and, for a single rule, makes steps merge while somebody types ("name").
[[nodiscard]] Result<Step> changeRules(const snapshot::Snapshot& current,
                                       const QStringList& rulePaths, const QString& field,
                                       const std::function<void(model::Rule&)>& change);

/// Moves rules, in the order in which they stand, to a place of a policy, their own or another
/// one. In another policy they are new objects with the same id where it is free: their numbers
/// and hit counts begin anew. An anchor that is itself moved is Refused.
[[nodiscard]] Result<Step> moveRules(const snapshot::Snapshot& current,
                                     const QStringList& rulePaths, const QString& policyPath,
                                     const Place& place);

/// Default rules are Refused: NSX keeps them.
[[nodiscard]] Result<Step> deleteRules(const snapshot::Snapshot& current,
                                       const QStringList& rulePaths);

} // namespace bulkhead::change
