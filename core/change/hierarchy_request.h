// SPDX-License-Identifier: MIT
// hierarchyRequest: several objects in one request that is carried out whole or not at all.
#pragma once

#include "change/edit.h"
#include "change/write_plan.h"
#include "config/target.h"

#include <vector>

namespace bulkhead::change {

/// PATCH /infra with a tree of children (NSX 4.2 Policy API, hierarchical API; the wrappers as
/// nsx-api.md 1.7). `edits`: before is the object as the manager has it now, after as it shall be.
/// No MachineTags. Objects carry the revision that was read, and the manager is asked to check it.
[[nodiscard]] WriteRequest hierarchyRequest(const config::Target& target,
                                            const std::vector<Edit>& edits);

/// The fields of an object as they are sent: those that a person can set, empty ones where the
/// manager has a value that shall go (it may take a missing field for an unchanged one).
[[nodiscard]] QJsonObject sentFields(const Edit& edit);

} // namespace bulkhead::change
