// SPDX-License-Identifier: MIT
// Routes for virtual machines and their interfaces.
#include "simulator/list_page.h"
#include "simulator/router.h"

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

} // namespace

void addInventoryRoutes(Router& router) {
    router.add("GET", u"api/v1/fabric/virtual-machines"_s, machines);
    router.add("GET", u"api/v1/fabric/vifs"_s, vifs);
    router.add("GET", u"policy/api/v1/infra/realized-state/virtual-machines"_s, realizedMachines);
    router.add("GET", u"policy/api/v1/infra/realized-state/enforcement-points/*/virtual-machines"_s,
               machines);
    router.add("GET", u"policy/api/v1/infra/realized-state/enforcement-points/*/vifs"_s, vifs);
}

} // namespace bulkhead::simulator
