// SPDX-License-Identifier: MIT
// Exclusions: whom the distributed firewall does not reach at all, in words.
#pragma once

#include "base/task.h"
#include "ops/source.h"

#include <memory>

namespace bulkhead::ops {

/// Whether one machine is on the exclude list.
struct MachineExclusion {
    std::optional<bool> excluded; ///< empty if that is unknown
    QString note;                 ///< why it is, or why that is unknown; empty if it is not
};

/// What a list of policies has to say about the exclude list; empty if there is nothing on it.
[[nodiscard]] QString exclusionNote(const Result<nsx::ExcludeLists>& lists);

/// External ids of the interfaces, as Source::groupsOf wants them.
[[nodiscard]] QStringList interfaceIds(const std::vector<MachineInterface>& interfaces);

/// A machine is excluded when a group that it belongs to, its port or its segment is on the list.
/// `groups` and `interfaces` that could not be read leave it unknown unless another member decides.
/// So does a list without the system's own members for a machine that is not REGULAR: those are
/// edge and service machines (NSX 4.2 Policy API, exclude-list with system_owned).
[[nodiscard]] MachineExclusion exclusionOf(const model::VirtualMachine& machine,
                                           const Result<nsx::ExcludeLists>& lists,
                                           const Result<MachineGroups>& groups,
                                           const Result<std::vector<MachineInterface>>& interfaces);

/// The same, reading no more than the list makes necessary: nothing more when it is empty.
[[nodiscard]] Task<MachineExclusion> readExclusion(std::shared_ptr<Source> source,
                                                   model::VirtualMachine machine,
                                                   nsx::ExcludeLists lists,
                                                   CancellationToken token);

} // namespace bulkhead::ops
