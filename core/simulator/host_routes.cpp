// SPDX-License-Identifier: MIT
// Routes of hosts, clusters and the compute manager (NSX 4.2 fabric inventory).
#include "simulator/hosts.h"
#include "simulator/list_page.h"
#include "simulator/router.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

ApiError noSuchThing(const QString& what, const QString& id) {
    return {404, 202, u"common-services"_s,
            u"The "_s + what + u' ' + id + u" could not be found."_s};
}

QJsonObject transportNode(const Host& host) {
    return {{u"resource_type"_s, u"TransportNode"_s},
            {u"id"_s, host.id},
            {u"node_id"_s, host.id},
            {u"display_name"_s, host.name},
            {u"maintenance_mode"_s, u"DISABLED"_s},
            {u"node_deployment_info"_s, QJsonObject{{u"resource_type"_s, u"HostNode"_s},
                                                    {u"id"_s, host.id},
                                                    {u"display_name"_s, host.name},
                                                    {u"os_type"_s, u"ESXI"_s},
                                                    {u"ip_addresses"_s, QJsonArray{host.address}}}},
            {u"_revision"_s, 0}};
}

QJsonObject policyTransportNode(const Host& host) {
    QJsonObject node = transportNode(host);
    node.insert(u"resource_type"_s, u"HostTransportNode"_s);
    node.insert(u"path"_s, enforcementPointPath() + u"/host-transport-nodes/"_s + host.id);
    node.insert(u"parent_path"_s, enforcementPointPath());
    node.insert(u"relative_path"_s, host.id);
    return node;
}

Response listHosts(World& world, const Request& request, QJsonObject (*show)(const Host&)) {
    std::vector<QJsonObject> items;
    for (const Host& host : hosts(world.inventory)) {
        items.push_back(show(host));
    }
    return listResponse(request, std::move(items), u"display_name"_s);
}

Response oneHost(World& world, const QString& id, QJsonObject (*show)(const Host&)) {
    const std::vector<Host> all = hosts(world.inventory);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Host& host) { return host.id == id; });
    return found == all.end() ? errorResponse(noSuchThing(u"transport node"_s, id))
                              : jsonResponse(show(*found));
}

Response transportNodes(World& world, const Request& request) {
    return listHosts(world, request, transportNode);
}
Response getTransportNode(World& world, const Request& request) {
    return oneHost(world, request.captures.value(0), transportNode);
}
Response nodeStatus(World& world, const Request& request) {
    return oneHost(world, request.captures.value(0), [](const Host& host) {
        return QJsonObject{{u"node_uuid"_s, host.id},
                           {u"node_display_name"_s, host.name},
                           {u"status"_s, u"UP"_s},
                           {u"mgmt_connection_status"_s, u"UP"_s},
                           {u"control_connection_status"_s, QJsonObject{{u"status"_s, u"UP"_s}}}};
    });
}
Response nodeState(World& world, const Request& request) {
    return oneHost(world, request.captures.value(0), [](const Host& host) {
        return QJsonObject{{u"transport_node_id"_s, host.id}, {u"state"_s, u"success"_s}};
    });
}
Response hostTransportNodes(World& world, const Request& request) {
    return listHosts(world, request, policyTransportNode);
}

Response discoveredNodes(World& world, const Request& request) {
    return listHosts(world, request, [](const Host& host) {
        return QJsonObject{{u"resource_type"_s, u"DiscoveredNode"_s},
                           {u"external_id"_s, computeManagerId() + u':' + host.id},
                           {u"display_name"_s, host.name},
                           {u"node_type"_s, u"HostNode"_s},
                           {u"os_type"_s, u"ESXi"_s},
                           {u"ip_addresses"_s, QJsonArray{host.address}},
                           {u"origin_id"_s, computeManagerId()},
                           {u"parent_compute_collection"_s, computeManagerId() + u":domain-c20"_s}};
    });
}

QJsonObject collection(const HostCluster& cluster) {
    return {{u"resource_type"_s, u"ComputeCollection"_s},
            {u"external_id"_s, cluster.id},
            {u"cm_local_id"_s, cluster.id.section(u':', 1)},
            {u"display_name"_s, cluster.name},
            {u"origin_id"_s, computeManagerId()},
            {u"origin_type"_s, u"VC_Cluster"_s}};
}

Response computeCollections(World& world, const Request& request) {
    std::vector<QJsonObject> items;
    for (const HostCluster& cluster : hostClusters(world.inventory)) {
        items.push_back(collection(cluster));
    }
    return listResponse(request, std::move(items), u"display_name"_s);
}

Response getComputeCollection(World& world, const Request& request) {
    const QString id = request.captures.value(0);
    for (const HostCluster& cluster : hostClusters(world.inventory)) {
        if (cluster.id == id) {
            return jsonResponse(collection(cluster));
        }
    }
    return errorResponse(noSuchThing(u"compute collection"_s, id));
}

QJsonObject computeManager() {
    return {{u"resource_type"_s, u"ComputeManager"_s}, {u"id"_s, computeManagerId()},
            {u"display_name"_s, u"vcenter.example"_s}, {u"server"_s, u"vcenter.example"_s},
            {u"origin_type"_s, u"vCenter"_s},          {u"_revision"_s, 0}};
}

Response computeManagers(World& world, const Request& request) {
    const bool hasHosts = !hosts(world.inventory).empty();
    return listResponse(
        request, hasHosts ? std::vector<QJsonObject>{computeManager()} : std::vector<QJsonObject>(),
        u"display_name"_s);
}

Response computeManagerStatus(World&, const Request& request) {
    const QString id = request.captures.value(0);
    return id == computeManagerId() ? jsonResponse({{u"connection_status"_s, u"UP"_s},
                                                    {u"registration_status"_s, u"REGISTERED"_s}})
                                    : errorResponse(noSuchThing(u"compute manager"_s, id));
}

} // namespace

void addHostRoutes(Router& router) {
    const QString nodes = u"api/v1/transport-nodes"_s;
    router.add("GET", nodes, transportNodes);
    router.add("GET", nodes + u"/*"_s, getTransportNode);
    router.add("GET", nodes + u"/*/status"_s, nodeStatus);
    router.add("GET", nodes + u"/*/state"_s, nodeState);
    router.add("GET", u"policy/api/v1"_s + enforcementPointPath() + u"/host-transport-nodes"_s,
               hostTransportNodes);
    const QString fabric = u"api/v1/fabric/"_s;
    router.add("GET", fabric + u"discovered-nodes"_s, discoveredNodes);
    router.add("GET", fabric + u"compute-collections"_s, computeCollections);
    router.add("GET", fabric + u"compute-collections/*"_s, getComputeCollection);
    router.add("GET", fabric + u"compute-managers"_s, computeManagers);
    router.add("GET", fabric + u"compute-managers/*/status"_s, computeManagerStatus);
}

} // namespace bulkhead::simulator
