// SPDX-License-Identifier: MIT
// Routes of intrusion detection that are no plain objects: signatures, their versions, events.
#include "simulator/ids_events.h"
#include "simulator/ids_signatures.h"
#include "simulator/list_page.h"
#include "simulator/router.h"

#include <QJsonArray>

#include <map>
#include <optional>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

const QString& servicesPath() {
    static const QString path = u"/infra/settings/firewall/security/intrusion-services"_s;
    return path;
}

QJsonObject versionObject(const SignatureBundle& bundle) {
    const QString id = QString(bundle.version).replace(u'.', u'-');
    return {{u"resource_type"_s, u"IdsSignatureVersion"_s},
            {u"id"_s, id},
            {u"display_name"_s, bundle.version},
            {u"path"_s, servicesPath() + u"/signature-versions/"_s + id},
            {u"version_id"_s, bundle.version},
            {u"state"_s, bundle.isActive ? u"ACTIVE"_s : u"NOTACTIVE"_s},
            {u"status"_s, bundle.isActive ? u"LATEST"_s : u"OUTDATED"_s},
            {u"update_time"_s, bundle.updatedAt},
            {u"user_uploaded"_s, false},
            {u"sites"_s, QJsonArray{u"/infra/sites/default"_s}},
            {u"change_log"_s, u"Invented signatures for tests."_s},
            {u"_revision"_s, 0}};
}

Response versions(World&, const Request& request) {
    std::vector<QJsonObject> objects;
    for (const SignatureBundle& bundle : signatureBundles(World::now())) {
        objects.push_back(versionObject(bundle));
    }
    return listResponse(request, std::move(objects), u"display_name"_s);
}

/// The bundle with that id, or `DEFAULT` for the active one.
std::optional<SignatureBundle> bundleWith(const QString& id) {
    for (const SignatureBundle& bundle : signatureBundles(World::now())) {
        const bool isMeant = id == u"DEFAULT"_s
                                 ? bundle.isActive
                                 : versionObject(bundle).value(u"id"_s).toString() == id;
        if (isMeant) {
            return bundle;
        }
    }
    return std::nullopt;
}

Response getVersion(World&, const Request& request) {
    const auto bundle = bundleWith(request.captures.value(0));
    return bundle ? jsonResponse(versionObject(*bundle)) : errorResponse(notFound(request.path()));
}

Response versionSignatures(World&, const Request& request) {
    const auto bundle = bundleWith(request.captures.value(0));
    return bundle ? listResponse(request, signaturesOf(*bundle), u"signature_id"_s)
                  : errorResponse(notFound(request.path()));
}

Response signatureStatus(World&, const Request&) {
    return jsonResponse({{u"download_status"_s, u"READY"_s},
                         {u"signature_status"_s, u"AVAILABLE"_s},
                         {u"version_id"_s, signatureBundles(World::now()).front().version}});
}

Response profileSignatures(World& world, const Request& request) {
    const QString path = servicesPath() + u"/profiles/"_s + request.captures.value(0);
    const StoredObject* profile = world.store.find(path);
    return profile == nullptr
               ? errorResponse(notFound(path))
               : listResponse(request, effectiveSignatures(profile->fields), u"signature_id"_s);
}

Response managerProfile(World& world, const Request& request) {
    const QString path = servicesPath() + u"/profiles/"_s + request.captures.value(0);
    const StoredObject* profile = world.store.find(path);
    return profile == nullptr ? errorResponse(notFound(path)) : jsonResponse(profile->fields);
}

using Shape = std::vector<QJsonObject> (*)(const std::vector<QJsonObject>& summaries);

Response events(World& world, const Request& request, Shape shape) {
    const Answer<QJsonObject> body = request.body.isEmpty() ? QJsonObject() : request.json();
    if (!body) {
        return errorResponse(body.error());
    }
    return listResponse(request, shape(filteredEvents(eventSummaries(world), *body)), QString());
}

/// A line a signature, with the number of its events.
std::vector<QJsonObject> bySignature(const std::vector<QJsonObject>& summaries) {
    std::map<int, QJsonObject> groups;
    for (const QJsonObject& item : summaries) {
        const QJsonObject metadata = item.value(u"signature_metadata"_s).toObject();
        QJsonObject& group = groups[item.value(u"signature_id"_s).toInt()];
        const qint64 first = item.value(u"first_occurence"_s).toInteger();
        const qint64 known = group.value(u"first_occurence"_s).toInteger(first);
        group.insert(u"signature_id"_s, item.value(u"signature_id"_s));
        group.insert(u"signature_name"_s, metadata.value(u"signature_name"_s));
        group.insert(u"severity"_s, metadata.value(u"severity"_s));
        group.insert(u"count"_s,
                     group.value(u"count"_s).toInt() + item.value(u"total_count"_s).toInt());
        group.insert(u"first_occurence"_s, std::min(first, known));
        group.insert(u"is_ongoing"_s,
                     group.value(u"is_ongoing"_s).toBool() || item.value(u"is_ongoing"_s).toBool());
        group.insert(u"traffic_type"_s, u"HOST"_s);
        group.insert(u"sites_occurred"_s, QJsonArray{u"/infra/sites/default"_s});
    }
    std::vector<QJsonObject> lines;
    lines.reserve(groups.size());
    for (const auto& [id, group] : groups) {
        lines.push_back(group);
    }
    return lines;
}

/// Each distinct text at `inner` of `outer`, under `name`.
std::vector<QJsonObject> distinct(const std::vector<QJsonObject>& summaries, const QString& name,
                                  QString (*textOf)(const QJsonObject&)) {
    std::map<QString, QJsonObject> found;
    for (const QJsonObject& item : summaries) {
        const QString text = textOf(item);
        if (!text.isEmpty()) {
            found.insert({text, {{name, text}}});
        }
    }
    std::vector<QJsonObject> lines;
    lines.reserve(found.size());
    for (const auto& [text, line] : found) {
        lines.push_back(line);
    }
    return lines;
}

Response idsEvents(World& world, const Request& request) {
    return events(world, request, bySignature);
}

Response idsSummary(World& world, const Request& request) {
    return events(world, request, [](const std::vector<QJsonObject>& items) { return items; });
}

/// The manager API calls the flow by another name.
Response managerSummary(World& world, const Request& request) {
    return events(world, request, [](const std::vector<QJsonObject>& items) {
        std::vector<QJsonObject> renamed = items;
        for (QJsonObject& item : renamed) {
            item.insert(u"idsflow_details"_s, item.take(u"ids_flow_details"_s));
            item.insert(u"resource_type"_s, u"IdsEventsSummary"_s);
        }
        return renamed;
    });
}

Response affectedMachines(World& world, const Request& request) {
    return events(world, request, [](const std::vector<QJsonObject>& items) {
        return distinct(items, u"vm_name"_s, [](const QJsonObject& item) {
            const QJsonObject details = item.value(u"vm_details"_s).toObject();
            return details.value(u"vm_list"_s).toArray().first().toString();
        });
    });
}

Response affectedAddresses(World& world, const Request& request) {
    return events(world, request, [](const std::vector<QJsonObject>& items) {
        return distinct(items, u"ip_address"_s, [](const QJsonObject& item) {
            const QJsonObject flow = item.value(u"ids_flow_details"_s).toObject();
            return flow.value(u"destination_ip"_s).toString();
        });
    });
}

/// Nobody logs in to a simulated machine.
Response affectedUsers(World& world, const Request& request) {
    return events(world, request,
                  [](const std::vector<QJsonObject>&) { return std::vector<QJsonObject>(); });
}

Response standaloneHosts(World&, const Request&) {
    return jsonResponse({{u"resource_type"_s, u"IdsStandaloneHostConfig"_s},
                         {u"id"_s, u"ids-standalone-host-config"_s},
                         {u"ids_enabled"_s, false},
                         {u"_revision"_s, 0}});
}

/// What would stand in the way of switching the firewall off: intrusion detection.
Response dependentServices(World& world, const Request& request) {
    std::vector<QJsonObject> services;
    for (const StoredObject* cluster : world.store.ofType(u"IdsClusterConfig"_s)) {
        if (cluster->isTrue(u"ids_enabled"_s)) {
            services = {{{u"service_name"_s, u"IDPS"_s}}};
        }
    }
    return listResponse(request, std::move(services), QString());
}

} // namespace

void addIdsRoutes(Router& router) {
    const QString base = u"policy/api/v1"_s + servicesPath();
    router.add("GET", base + u"/signature-versions"_s, versions);
    router.add("GET", base + u"/signature-versions/*"_s, getVersion);
    router.add("GET", base + u"/signature-versions/*/signatures"_s, versionSignatures);
    router.add("GET", base + u"/signatures/status"_s, signatureStatus);
    router.add("GET", base + u"/profiles/*/effective-signatures"_s, profileSignatures);
    router.add("GET", base + u"/ids-standalone-host-config"_s, standaloneHosts);
    router.add("POST", base + u"/ids-events"_s, idsEvents);
    router.add("POST", base + u"/ids-summary"_s, idsSummary);
    router.add("POST", base + u"/affected-vms"_s, affectedMachines);
    router.add("POST", base + u"/affected-ips"_s, affectedAddresses);
    router.add("POST", base + u"/affected-users"_s, affectedUsers);
    router.add("GET", u"policy/api/v1/infra/settings/firewall/security/dependent-services"_s,
               dependentServices);
    const QString manager = u"api/v1/intrusion-services/"_s;
    router.add("POST", manager + u"ids-events"_s, idsEvents);
    router.add("POST", manager + u"ids-summary"_s, managerSummary);
    router.add("POST", manager + u"affected-vms"_s, affectedMachines);
    router.add("POST", manager + u"affected-users"_s, affectedUsers);
    router.add("GET", manager + u"profiles/*"_s, managerProfile);
}

} // namespace bulkhead::simulator
