// SPDX-License-Identifier: MIT
// Routes that answer "which groups is this in" and "which policies use this group".
#include "base/ip_range.h"
#include "simulator/list_page.h"
#include "simulator/membership.h"
#include "simulator/resource_reference.h"
#include "simulator/router.h"

#include <QSet>

#include <algorithm>
#include <functional>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

Response groupsWhere(World& world, const Request& request,
                     const std::function<bool(const StoredObject&)>& isAssociated) {
    std::vector<QJsonObject> items;
    for (const StoredObject* group : world.store.ofType(u"Group"_s)) {
        if (isAssociated(*group)) {
            items.push_back(referenceTo(*group));
        }
    }
    return listResponse(request, std::move(items), u"target_display_name"_s);
}

Response missing(const QString& parameter) {
    return errorResponse(invalidField(parameter + u" is required"_s));
}

Response machineGroups(World& world, const Request& request) {
    const QString id = request.parameter(u"vm_external_id"_s);
    if (id.isEmpty()) {
        return missing(u"vm_external_id"_s);
    }
    const qsizetype index = world.inventory.machineIndex(id);
    if (index < 0) {
        return errorResponse(notFound(id));
    }
    const Membership membership(world);
    const Subject machine = membership.machineSubject(index);
    return groupsWhere(world, request, [&](const StoredObject& group) {
        return membership.contains(group.path, machine);
    });
}

Response interfaceGroups(World& world, const Request& request) {
    const QString id = request.parameter(u"vif_external_id"_s);
    if (id.isEmpty()) {
        return missing(u"vif_external_id"_s);
    }
    const qsizetype index = world.inventory.vifIndex(id);
    if (index < 0) {
        return errorResponse(notFound(id));
    }
    const Membership membership(world);
    return groupsWhere(world, request, [&](const StoredObject& group) {
        return membership.containsInterface(group.path, index);
    });
}

/// The interfaces that have the address.
std::vector<qsizetype> interfacesWith(const Inventory& inventory, const IpAddress& address) {
    std::vector<qsizetype> found;
    for (std::size_t i = 0; i < inventory.vifs().size(); ++i) {
        for (const QJsonValue info : inventory.vifs()[i].value(u"ip_address_info"_s).toArray()) {
            for (const QJsonValue text : info.toObject().value(u"ip_addresses"_s).toArray()) {
                if (IpAddress::parse(text.toString()) == address) {
                    found.push_back(static_cast<qsizetype>(i));
                }
            }
        }
    }
    return found;
}

Response addressGroups(World& world, const Request& request) {
    const std::optional<IpAddress> address = IpAddress::parse(request.parameter(u"ip_address"_s));
    if (!address) {
        return errorResponse(invalidField(u"ip_address is no address"_s));
    }
    const Membership membership(world);
    const std::vector<qsizetype> interfaces = interfacesWith(world.inventory, *address);
    return groupsWhere(world, request, [&](const StoredObject& group) {
        const std::vector<IpRange> ranges = membership.writtenRanges(group.path);
        const bool isWritten = std::any_of(ranges.begin(), ranges.end(), [&](const IpRange& range) {
            return range.contains(*address);
        });
        return isWritten || std::any_of(interfaces.begin(), interfaces.end(), [&](qsizetype vif) {
                   return membership.containsInterface(group.path, vif);
               });
    });
}

Response objectGroups(World& world, const Request& request) {
    const QString path = request.parameter(u"intent_path"_s);
    if (path.isEmpty()) {
        return missing(u"intent_path"_s);
    }
    const StoredObject* object = world.store.find(path);
    if (object == nullptr) {
        return errorResponse(notFound(path));
    }
    const Membership membership(world);
    if (object->type == u"Group"_s) {
        std::vector<QJsonObject> items;
        for (const QString& outer : membership.outerGroups(path)) {
            items.push_back(referenceTo(*world.store.find(outer)));
        }
        return listResponse(request, std::move(items), u"target_display_name"_s);
    }
    const Subject subject = membership.objectSubject(*object);
    return groupsWhere(world, request, [&](const StoredObject& group) {
        return membership.contains(group.path, subject);
    });
}

Response groupUses(World& world, const Request& request) {
    const QString path = request.parameter(u"intent_path"_s);
    if (path.isEmpty()) {
        return missing(u"intent_path"_s);
    }
    const StoredObject* object = world.store.find(path);
    if (object == nullptr || object->type != u"Group"_s) {
        return errorResponse(notFound(path));
    }
    const QString kind = request.parameter(u"service_type"_s);
    if (!kind.isEmpty() && kind != u"firewall"_s) {
        return listResponse(request, {}, u"target_display_name"_s); // no IPFIX here
    }
    QSet<QString> policies;
    const QStringList groups = QStringList{path} + Membership(world).outerGroups(path);
    for (const QString& group : groups) {
        for (const QString& user : world.store.referrers(group)) {
            const StoredObject& found = *world.store.find(user);
            if (found.type == u"Rule"_s) {
                policies.insert(found.parentPath);
            } else if (found.type == u"SecurityPolicy"_s || found.type == u"GatewayPolicy"_s) {
                policies.insert(found.path);
            }
        }
    }
    std::vector<QJsonObject> items;
    for (const QString& policy : std::as_const(policies)) {
        items.push_back(referenceTo(*world.store.find(policy)));
    }
    return listResponse(request, std::move(items), u"target_display_name"_s);
}

} // namespace

void addAssociationRoutes(Router& router) {
    const QString infra = u"policy/api/v1/infra/"_s;
    router.add("GET", infra + u"virtual-machine-group-associations"_s, machineGroups);
    router.add("GET", infra + u"virtual-network-interface-group-associations"_s, interfaceGroups);
    router.add("GET", infra + u"ip-address-group-associations"_s, addressGroups);
    router.add("GET", infra + u"group-associations"_s, objectGroups);
    router.add("GET", infra + u"group-service-associations"_s, groupUses);
}

} // namespace bulkhead::simulator
