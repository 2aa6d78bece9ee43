// SPDX-License-Identifier: MIT
// Routes for virtual machines and their interfaces.
#include "simulator/list_page.h"
#include "simulator/membership.h"
#include "simulator/router.h"

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// The items whose field equals the parameter of the same name, for each parameter that is given.
std::vector<QJsonObject> filtered(const std::vector<QJsonObject>& items, const Request& request,
                                  const QStringList& fields) {
    std::vector<QJsonObject> kept;
    for (const QJsonObject& item : items) {
        const bool matches = std::all_of(fields.begin(), fields.end(), [&](const QString& field) {
            const QString wanted = request.parameter(field);
            return wanted.isEmpty() || item.value(field).toString() == wanted;
        });
        if (matches) {
            kept.push_back(item);
        }
    }
    return kept;
}

Response machines(World& world, const Request& request) {
    std::vector<QJsonObject> items = filtered(world.inventory.machines(), request,
                                              {u"display_name"_s, u"external_id"_s, u"host_id"_s});
    const QString excluded = request.parameter(u"exclude_vm_type"_s);
    std::erase_if(items, [&](const QJsonObject& machine) {
        return !excluded.isEmpty() &&
               excluded.split(u',').contains(machine.value(u"type"_s).toString());
    });
    return listResponse(request, std::move(items), u"display_name"_s);
}

Response vifs(World& world, const Request& request) {
    std::vector<QJsonObject> items =
        filtered(world.inventory.vifs(), request,
                 {u"owner_vm_id"_s, u"host_id"_s, u"lport_attachment_id"_s});
    const QString oldName = request.parameter(u"vm_id"_s);
    std::erase_if(items, [&](const QJsonObject& vif) {
        return !oldName.isEmpty() && vif.value(u"owner_vm_id"_s).toString() != oldName;
    });
    return listResponse(request, std::move(items), QString());
}

/// The real one fills neither cursor nor result_count here, but takes a number as cursor.
Response realizedMachines(World& world, const Request& request) {
    const Answer<ListQuery> query =
        parseListQuery(request, u"display_name"_s, CursorStyle::Unfilled);
    if (!query) {
        return errorResponse(query.error());
    }
    std::vector<QJsonObject> items = world.inventory.machines();
    sortItems(items, *query);
    return jsonResponse(makePage(items, *query, CursorStyle::Unfilled));
}

/// Which version of VMware Tools runs; a guest without names has none.
Response toolsInfo(World& world, const Request& request) {
    std::vector<QJsonObject> items;
    for (const QJsonObject& machine : world.inventory.machines()) {
        const bool hasTools = machine.contains(u"guest_info"_s);
        items.push_back({{u"vm_external_id"_s, machine.value(u"external_id"_s)},
                         {u"display_name"_s, machine.value(u"display_name"_s)},
                         {u"vm_tools_version"_s, hasTools ? u"12.3.5"_s : QString()}});
    }
    return listResponse(request, std::move(items), u"display_name"_s);
}

/// Machines that are in no group.
Response unassociatedMachines(World& world, const Request& request) {
    const Membership membership(world);
    const auto groups = world.store.ofType(u"Group"_s);
    std::vector<QJsonObject> items;
    for (std::size_t i = 0; i < world.inventory.machines().size(); ++i) {
        const Subject machine = membership.machineSubject(static_cast<qsizetype>(i));
        const bool isIn = std::any_of(groups.begin(), groups.end(), [&](const auto* group) {
            return membership.contains(group->path, machine);
        });
        if (!isIn) {
            items.push_back(world.inventory.machines()[i]);
        }
    }
    return listResponse(request, std::move(items), u"display_name"_s);
}

Response machineDetails(World& world, const Request& request) {
    const QString id = request.captures.value(1);
    const qsizetype index = world.inventory.machineIndex(id);
    return index < 0 ? errorResponse(notFound(machinePath(id)))
                     : jsonResponse(world.inventory.machines()[static_cast<std::size_t>(index)]);
}

} // namespace

void addInventoryRoutes(Router& router) {
    router.add("GET", u"api/v1/fabric/virtual-machines"_s, machines);
    router.add("GET", u"api/v1/fabric/virtual-machines/tools-info"_s, toolsInfo);
    router.add("GET", u"api/v1/fabric/vifs"_s, vifs);
    const QString realized = u"policy/api/v1/infra/realized-state/"_s;
    router.add("GET", realized + u"unassociated-virtual-machines"_s, unassociatedMachines);
    router.add("GET", realized + u"enforcement-points/*/virtual-machines/*/details"_s,
               machineDetails);
    router.add("GET", u"policy/api/v1/infra/realized-state/virtual-machines"_s, realizedMachines);
    router.add("GET", u"policy/api/v1/infra/realized-state/enforcement-points/*/virtual-machines"_s,
               machines);
    router.add("GET", u"policy/api/v1/infra/realized-state/enforcement-points/*/vifs"_s, vifs);
}

} // namespace bulkhead::simulator
