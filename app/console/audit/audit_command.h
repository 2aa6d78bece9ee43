// SPDX-License-Identifier: MIT
// `bulkhead audit …`, also started as `vmware-audit …`: what was done, by whom, and whether the
// record of it is whole.
#pragma once

#include "console/command_table.h"
#include "console/once.h"

namespace bulkhead::console {

/// log, export, stats, verify, policy, undo-list, undo-show. Reads files of this machine only.
[[nodiscard]] std::vector<CommandEntry> auditCommands();

/// Ends with 1 if the trail is not intact (verify) or the rules cannot be used (policy), with 4 if
/// there is no such undo record.
[[nodiscard]] QCoro::Task<int> runAudit(std::shared_ptr<OnceContext> context);

} // namespace bulkhead::console
