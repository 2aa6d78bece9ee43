// SPDX-License-Identifier: MIT
// planPublish: the write that carries staged edits to a manager.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "base/task.h"
#include "change/edit.h"
#include "change/write_plan.h"
#include "nsx/connection.h"

#include <QPointer>

#include <vector>

namespace bulkhead::change {

/// `edits` as ChangeSet::net() gives them, with the sentence of each. Everything that is touched is
/// read again. What others have changed meanwhile is merged field by field, which the plan's
/// warnings say, or is a Conflict that shows both sides (change/three_way.h); a policy is not
/// deleted when somebody has added a rule to it. What already is as wanted is left out, so that a
/// publish that broke off is finished by publishing again.
///
/// Policies, rules, groups, services, context profiles and the exclude list go out in one request
/// with revision check, which the manager carries out whole or not at all (NSX 4.2 Policy API,
/// PATCH /infra?enforce_revision_check=true); tags of machines follow, a request each. A Global
/// Manager gets a request an object, ordered so that nothing is named before it is there. Images
/// stand in an order that undo can go backwards. `title` becomes the summary. Reads: one for each
/// policy, and one for each other object.
[[nodiscard]] Task<WritePlan> planPublish(QPointer<nsx::Connection> connection,
                                          std::vector<Edit> edits, QStringList sentences,
                                          QString title, ProgressCallback progress,
                                          CancellationToken token);

} // namespace bulkhead::change
