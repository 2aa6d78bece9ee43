// SPDX-License-Identifier: MIT
#include "snapshot/excluded_machines.h"

namespace bulkhead::snapshot {

namespace {

/// Machines with an interface on one of the segments or ports.
QSet<QString> machinesOn(const Snapshot& snapshot, const QSet<QString>& places) {
    QSet<QString> machines;
    if (places.isEmpty()) {
        return machines;
    }
    for (const model::VirtualNetworkInterface& vif : snapshot.interfaces()) {
        const model::SegmentPort* port = snapshot.portOf(vif);
        if (port != nullptr &&
            (places.contains(port->header.path) || places.contains(port->segmentPath))) {
            machines.insert(vif.ownerMachineId);
        }
    }
    return machines;
}

} // namespace

std::optional<QSet<QString>> excludedMachines(const Snapshot& snapshot,
                                              MembershipEvaluator& evaluator) {
    if (!snapshot.excludeList()) {
        return std::nullopt;
    }
    QSet<QString> machines;
    QSet<QString> places;
    for (const QString& path : snapshot.excludeList()->members) {
        if (snapshot.group(path) == nullptr) {
            places.insert(path);
            continue;
        }
        const Membership& members = evaluator.of(path);
        for (const model::VirtualMachine* machine : members.machines) {
            machines.insert(machine->externalId);
        }
        places.unite(QSet<QString>(members.segments.cbegin(), members.segments.cend()));
    }
    return machines.unite(machinesOn(snapshot, places));
}

} // namespace bulkhead::snapshot
