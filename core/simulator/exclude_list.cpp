// SPDX-License-Identifier: MIT
#include "simulator/exclude_list.h"

#include "simulator/object_type.h"

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// NSX 4.2 guide: managers and edges are left out by the system.
bool isSystemMachine(const QJsonObject& machine) {
    const QString type = machine.value(u"type"_s).toString();
    return type == u"EDGE"_s || type == u"MP"_s;
}

} // namespace

Answer<void> checkExcludedMembers(const World& world, const QJsonObject& own) {
    static const QStringList types = {u"Group"_s, u"Segment"_s, u"SegmentPort"_s};
    for (const QJsonValue value : own.value(u"members"_s).toArray()) {
        const QString path = value.toString();
        const std::optional<QString> machine = machineIdOfPath(path);
        const std::optional<Place> place = resolvePlace(path);
        const bool isPlace = place && !place->isCollection() && types.contains(place->type->name);
        if (!machine && !isPlace) {
            return refuse(invalidField(
                u"members has "_s + path +
                u", which is no path of a group, a segment, a segment port or a virtual machine"_s));
        }
        if (machine && world.inventory.machineIndex(*machine) < 0) {
            return refuse(invalidPath(path));
        }
    }
    return {};
}

Exclusions::Exclusions(const World& world, const Membership& membership)
    : m_world(world), m_membership(membership) {
    if (const StoredObject* list =
            world.store.find(u"/infra/settings/firewall/security/exclude-list"_s)) {
        for (const QJsonValue member : list->fields.value(u"members"_s).toArray()) {
            m_members << member.toString();
        }
    }
}

bool Exclusions::contains(qsizetype vif) const {
    const QJsonObject& fields = m_world.inventory.vifs()[static_cast<std::size_t>(vif)];
    const QString owner = fields.value(u"owner_vm_id"_s).toString();
    const qsizetype machine = m_world.inventory.machineIndex(owner);
    if (isSystemMachine(m_world.inventory.machines()[static_cast<std::size_t>(machine)])) {
        return true;
    }
    const StoredObject* port = m_membership.portOf(vif);
    return std::any_of(m_members.begin(), m_members.end(), [&](const QString& path) {
        if (const std::optional<QString> id = machineIdOfPath(path)) {
            return *id == owner;
        }
        if (port != nullptr && (path == port->path || path == port->parentPath)) {
            return true;
        }
        return m_membership.containsInterface(path, vif);
    });
}

QStringList Exclusions::systemMembers() const {
    QStringList paths;
    for (const QJsonObject& machine : m_world.inventory.machines()) {
        if (isSystemMachine(machine)) {
            paths << machinePath(machine.value(u"external_id"_s).toString());
        }
    }
    paths.sort();
    return paths;
}

} // namespace bulkhead::simulator
