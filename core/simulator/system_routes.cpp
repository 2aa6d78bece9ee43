// SPDX-License-Identifier: MIT
// Routes for the node, the cluster, the user and the API service itself.
#include "simulator/list_page.h"
#include "simulator/router.h"

#include <QDateTime>
#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QString nodeId() {
    return uuidFor(u"node"_s);
}
QString clusterId() {
    return uuidFor(u"cluster"_s);
}
QString nodeAddress() {
    return u"192.0.2.10"_s;
} // TEST-NET-1: nobody's address
QString nodeName() {
    return u"nsx-a.example"_s;
}

Response nodeVersion(World& world, const Request&) {
    return jsonResponse(
        {{u"node_version"_s, world.productVersion}, {u"product_version"_s, world.productVersion}});
}

Response node(World& world, const Request&) {
    const qint64 now = World::now();
    return jsonResponse({{u"node_uuid"_s, nodeId()},
                         {u"hostname"_s, nodeName()},
                         {u"fully_qualified_domain_name"_s, nodeName()},
                         {u"node_type"_s, u"NSX Manager"_s},
                         {u"node_version"_s, world.productVersion},
                         {u"product_version"_s, world.productVersion},
                         {u"kernel_version"_s, u"simulated"_s},
                         {u"export_type"_s, u"RESTRICTED"_s},
                         {u"timezone"_s, u"Etc/UTC"_s},
                         {u"system_time"_s, now},
                         {u"cli_timeout"_s, 600},
                         {u"cli_history_size"_s, 500},
                         {u"system_datetime"_s,
                          QDateTime::fromMSecsSinceEpoch(now, Qt::UTC).toString(Qt::ISODate)}});
}

Response cluster(World&, const Request&) {
    const QJsonObject member = {
        {u"node_uuid"_s, nodeId()},
        {u"fqdn"_s, nodeName()},
        {u"status"_s, u"JOINED"_s},
        {u"entities"_s, QJsonArray()},
        {u"api_listen_addr"_s, QJsonObject{{u"ip_address"_s, nodeAddress()}, {u"port"_s, 443}}}};
    return jsonResponse({{u"cluster_id"_s, clusterId()}, {u"nodes"_s, QJsonArray{member}}});
}

Response clusterStatus(World&, const Request&) {
    const QJsonObject member = {{u"member_uuid"_s, nodeId()},
                                {u"member_fqdn"_s, nodeName()},
                                {u"member_ip"_s, nodeAddress()},
                                {u"member_status"_s, u"UP"_s}};
    QJsonArray groups;
    for (const QString& kind :
         {u"MANAGER"_s, u"CONTROLLER"_s, u"POLICY"_s, u"HTTPS"_s, u"DATASTORE"_s}) {
        groups.append(QJsonObject{{u"group_id"_s, uuidFor(kind)},
                                  {u"group_type"_s, kind},
                                  {u"group_status"_s, u"STABLE"_s},
                                  {u"members"_s, QJsonArray{member}},
                                  {u"leaders"_s, QJsonArray()}});
    }
    const QJsonObject online = {{u"uuid"_s, nodeId()},
                                {u"mgmt_cluster_listen_ip_address"_s, nodeAddress()}};
    return jsonResponse(
        {{u"cluster_id"_s, clusterId()},
         {u"mgmt_cluster_status"_s, QJsonObject{{u"status"_s, u"STABLE"_s},
                                                {u"online_nodes"_s, QJsonArray{online}},
                                                {u"offline_nodes"_s, QJsonArray()}}},
         {u"control_cluster_status"_s, QJsonObject{{u"status"_s, u"STABLE"_s}}},
         {u"detailed_cluster_status"_s, QJsonObject{{u"cluster_id"_s, clusterId()},
                                                    {u"overall_status"_s, u"STABLE"_s},
                                                    {u"groups"_s, groups}}}});
}

Response health(World&, const Request&) {
    return jsonResponse(
        {{u"healthy"_s, true}, {u"components_health"_s, u"MANAGER:UP, POLICY:UP, SEARCH:UP"_s}});
}

Response userInfo(World&, const Request& request) {
    const Caller& caller = request.caller;
    const QJsonObject role = {
        {u"role"_s, caller.role},
        {u"permissions"_s, QJsonArray{caller.mayWrite() ? u"crud"_s : u"read"_s}}};
    const QJsonObject path = {{u"path"_s, u"/"_s},
                              {u"roles"_s, QJsonArray{QJsonObject{{u"role"_s, caller.role}}}}};
    return jsonResponse({{u"user_name"_s, caller.user},
                         {u"roles"_s, QJsonArray{role}},
                         {u"roles_for_paths"_s, QJsonArray{path}}});
}

Response apiService(World& world, const Request&) {
    return jsonResponse({{u"session_timeout"_s, world.sessionTimeoutSeconds},
                         {u"connection_timeout"_s, 30},
                         {u"client_api_rate_limit"_s, world.requestsPerSecond},
                         {u"client_api_concurrency_limit"_s, world.concurrentRequests},
                         {u"global_api_concurrency_limit"_s, 199},
                         {u"redirect_host"_s, QString()},
                         {u"basic_authentication_enabled"_s, true},
                         {u"cookie_based_authentication_enabled"_s, true},
                         {u"lockout_immune_addresses"_s, QJsonArray()}});
}

Response eula(World&, const Request&) {
    return jsonResponse({{u"acceptance"_s, true}});
}

Response licenses(World&, const Request& request) {
    return listResponse(request,
                        {{{u"license_key"_s, u"SIMUL-ATED0-00000-00000-00000"_s},
                          {u"description"_s, u"NSX Enterprise Plus (simulated)"_s},
                          {u"product_name"_s, u"NSX"_s},
                          {u"product_version"_s, u"4.0"_s},
                          {u"features"_s, u"DFW; CONTAINER; VPC_SECURITY; VPC; IDPS"_s},
                          {u"capacity_type"_s, u"CORE"_s},
                          {u"quantity"_s, 1000},
                          {u"expiry"_s, 0},
                          {u"is_eval"_s, false},
                          {u"is_expired"_s, false},
                          {u"is_mh"_s, false},
                          {u"is_editable"_s, true}}},
                        QString());
}

Response licensedFeatures(World&, const Request& request) {
    std::vector<QJsonObject> features;
    for (const QString& name : {u"DFW"_s, u"CONTAINER"_s, u"VPC_SECURITY"_s, u"VPC"_s}) {
        features.push_back({{u"feature_name"_s, name}, {u"is_licensed"_s, true}});
    }
    return listResponse(request, features, QString());
}

/// 9.1 asks for one span that is the default; older managers do not have it.
Response networkSpans(World& world, const Request& request) {
    const QStringList version = world.productVersion.split(u'.');
    const int major = version.value(0).toInt();
    if (major < 9 || (major == 9 && version.value(1).toInt() < 1)) {
        return errorResponse(noSuchUrl(request.path()));
    }
    const QJsonObject span = {{u"resource_type"_s, u"NetworkSpan"_s},
                              {u"id"_s, u"default"_s},
                              {u"display_name"_s, u"default"_s},
                              {u"path"_s, u"/infra/network-spans/default"_s},
                              {u"is_default"_s, true}};
    return listResponse(request, {span}, u"display_name"_s);
}

} // namespace

void addSystemRoutes(Router& router) {
    router.add("GET", u"api/v1/node/version"_s, nodeVersion);
    router.add("GET", u"api/v1/node"_s, node);
    router.add("GET", u"api/v1/cluster"_s, cluster);
    router.add("GET", u"api/v1/cluster/status"_s, clusterStatus);
    router.add("GET", u"api/v1/reverse-proxy/node/health"_s, health);
    router.add("GET", u"policy/api/v1/aaa/user-info"_s, userInfo);
    router.add("GET", u"api/v1/aaa/user-info"_s, userInfo);
    router.add("GET", u"api/v1/cluster/api-service"_s, apiService);
    router.add("GET", u"policy/api/v1/cluster/api-service"_s, apiService);
    router.add("GET", u"policy/api/v1/eula/acceptance"_s, eula);
    router.add("GET", u"api/v1/licenses"_s, licenses);
    router.add("GET", u"api/v1/licenses/licensed-features"_s, licensedFeatures);
    router.add("GET", u"policy/api/v1/infra/network-spans"_s, networkSpans);
}

} // namespace bulkhead::simulator
