// SPDX-License-Identifier: MIT
// set_vm_tags: the tags of many virtual machines in as few requests as they take.
#pragma once

#include "ops/machine_tags.h"
#include "ops/operation.h"

#include <vector>

namespace bulkhead::ops {

/// The requests that make these changes: one a machine, or one bulk operation a tag, whichever is
/// fewer (NSX 4.2 Policy API, TagBulkOperation). `operationId` names the bulk operations; each gets
/// a number behind it. Changes that change nothing are left out. Pure.
[[nodiscard]] std::vector<change::WriteRequest>
tagRequests(const std::vector<MachineTagChange>& changes, const QString& infraUrl,
            const QString& operationId);

[[nodiscard]] Operation setMachineTagsOperation();

} // namespace bulkhead::ops
