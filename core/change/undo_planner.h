// SPDX-License-Identifier: MIT
// planUndo: the write that takes an earlier write back.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "change/write_plan.h"
#include "nsx/connection.h"

#include <QPointer>

#include <vector>

namespace bulkhead::change {

/// `images` are those of the earlier write, with its `after`. Each thing is read: if somebody has
/// changed it since, nothing is undone (Conflict that shows both sides). A thing that already is as
/// it was before is left alone. Put back in the opposite order: what was created is deleted, what
/// was deleted is created again with the same id (its rule number and counters are new, which the
/// plan's warnings say), what was changed gets its old fields with the current `_revision`, what
/// was moved goes behind its old neighbour. `what` names the earlier write in the plan's summary.
[[nodiscard]] Task<WritePlan> planUndo(QPointer<nsx::Connection> connection,
                                       std::vector<BeforeImage> images, QString what,
                                       CancellationToken token);

/// PUT that gives an object the fields of `wanted`; `current` is what the manager has, null if
/// nothing (then it is created). Children with a life of their own (a policy's rules) stay as they
/// are in `current`.
[[nodiscard]] WriteRequest putObject(const QString& policyPath, const QJsonObject& wanted,
                                     const QJsonValue& current);
[[nodiscard]] WriteRequest deleteObject(const QString& policyPath);
/// POST ?action=revise of a rule or policy; `current` is the object whole.
[[nodiscard]] WriteRequest reviseObject(const QString& policyPath, const QJsonObject& current,
                                        const QString& operation, const QString& anchor);
/// Adds and takes away what is different between two states of a machine's tags. Never replaces
/// all of them: the manager has no revision for them, and a tag that somebody else sets at the same
/// moment would be lost (NSX 4.2, fabric/virtual-machines?action=add_tags|remove_tags). What is new
/// comes first, so that the machine is in no group less in between, unless there were too many.
[[nodiscard]] std::vector<WriteRequest>
changeTags(const QString& externalId, const QJsonArray& before, const QJsonArray& after);

} // namespace bulkhead::change
