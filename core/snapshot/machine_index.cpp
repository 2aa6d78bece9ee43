// SPDX-License-Identifier: MIT
#include "snapshot/machine_index.h"

#include "model/tag_condition.h"

#include <algorithm>

namespace bulkhead::snapshot {

using namespace Qt::StringLiterals;

void makePlaces(MachinePlaces& places) {
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
}

std::optional<std::uint32_t> MachineIndex::placeOf(const QString& externalId) const {
    const model::VirtualMachine* machine = m_snapshot.machine(externalId);
    if (machine == nullptr) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(machine - m_snapshot.machines().data());
}

void MachineIndex::indexTags() {
    const std::vector<model::VirtualMachine>& machines = m_snapshot.machines();
    for (std::size_t i = 0; i < machines.size(); ++i) {
        for (const model::Tag& tag : machines[i].tags) {
            MachinePlaces& places = m_byTag[tag.tag.raw().toCaseFolded()];
            const auto place = static_cast<std::uint32_t>(i);
            if (places.empty() || places.back() != place) { // one value in two scopes
                places.push_back(place);
            }
        }
    }
    m_knowsTags = true;
}

void MachineIndex::indexInterfaces() {
    for (const model::VirtualNetworkInterface& vif : m_snapshot.interfaces()) {
        const auto place = placeOf(vif.ownerMachineId);
        if (!place) {
            continue;
        }
        m_byInterface[vif.externalId].push_back(*place);
        if (const model::SegmentPort* port = m_snapshot.portOf(vif)) {
            m_byNetwork[port->header.path].push_back(*place);
            if (!port->segmentPath.isEmpty()) {
                m_byNetwork[port->segmentPath].push_back(*place);
            }
        }
    }
    m_knowsInterfaces = true;
}

MachinePlaces MachineIndex::named(const QString& name, bool wholeName) const {
    // Snapshot::make has sorted the machines by this very comparison, so that those whose names
    // begin alike stand together.
    const std::vector<model::VirtualMachine>& machines = m_snapshot.machines();
    auto at = std::lower_bound(machines.begin(), machines.end(), name,
                               [](const model::VirtualMachine& machine, const QString& wanted) {
                                   return QString::compare(machine.displayName.raw(), wanted,
                                                           Qt::CaseInsensitive) < 0;
                               });
    MachinePlaces places;
    for (; at != machines.end(); ++at) {
        const QString& own = at->displayName.raw();
        if (wholeName ? own.compare(name, Qt::CaseInsensitive) != 0
                      : !own.startsWith(name, Qt::CaseInsensitive)) {
            break;
        }
        places.push_back(static_cast<std::uint32_t>(at - machines.begin()));
    }
    return places;
}

std::optional<MachinePlaces> MachineIndex::candidates(const model::Expression& condition) {
    const bool isEqual = condition.op.isEmpty() || condition.op == u"EQUALS";
    const QString& value = condition.value.raw();
    if (condition.key == u"Name" && (isEqual || condition.op == u"STARTSWITH")) {
        return named(value, isEqual);
    }
    if (condition.key == u"Tag" && isEqual) {
        const model::TagCondition tag(condition);
        if (!tag.tag.isEmpty()) {
            if (!m_knowsTags) {
                indexTags();
            }
            return m_byTag.value(tag.tag.toCaseFolded());
        }
    }
    return std::nullopt;
}

MachinePlaces MachineIndex::on(const QSet<QString>& segmentsAndPorts) {
    if (!m_knowsInterfaces) {
        indexInterfaces();
    }
    MachinePlaces places;
    for (const QString& path : segmentsAndPorts) {
        const MachinePlaces here = m_byNetwork.value(path);
        places.insert(places.end(), here.begin(), here.end());
    }
    makePlaces(places);
    return places;
}

MachinePlaces MachineIndex::withInterface(const QString& interfaceExternalId) {
    if (!m_knowsInterfaces) {
        indexInterfaces();
    }
    MachinePlaces places = m_byInterface.value(interfaceExternalId);
    makePlaces(places);
    return places;
}

} // namespace bulkhead::snapshot
