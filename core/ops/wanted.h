// SPDX-License-Identifier: MIT
// What the filters of lists mean, the same for a manager and for a snapshot.
#pragma once

#include "ops/list_part.h"
#include "ops/tag_filter.h"

#include <algorithm>
#include <tuple>

namespace bulkhead::ops {

[[nodiscard]] inline bool isWanted(const model::VirtualMachine& machine,
                                   const MachineQuery& query) {
    const bool isNamed = matchesNameFilter(machine.displayName.raw(), query.nameFilter) ||
                         matchesNameFilter(machine.externalId, query.nameFilter);
    return isNamed && (query.tag.isEmpty() || hasTag(machine.tags, query.tag)) &&
           (query.powerState.isEmpty() ||
            machine.powerState.compare(query.powerState, Qt::CaseInsensitive) == 0);
}

/// A service of which nobody says whose it is counts as a person's.
[[nodiscard]] inline bool isWanted(const model::Service& service, const ServiceQuery& query) {
    return hasName(service.header, query) &&
           (!query.predefined || *query.predefined == service.isDefault.value_or(false));
}

/// By scope, then by value.
inline void sortTags(std::vector<nsx::TagUse>& tags) {
    std::sort(tags.begin(), tags.end(), [](const nsx::TagUse& a, const nsx::TagUse& b) {
        return std::tie(a.scope, a.tag) < std::tie(b.scope, b.tag);
    });
}

} // namespace bulkhead::ops
