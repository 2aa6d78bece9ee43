// SPDX-License-Identifier: MIT
// Routes around the configuration: drafts, the attributes of context profiles, roles.
#include "simulator/hierarchy_read.h"
#include "simulator/list_page.h"
#include "simulator/router.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QJsonObject emptyInfra() {
    return {{u"resource_type"_s, u"Infra"_s}, {u"children"_s, QJsonArray()}};
}

const StoredObject* findDraft(const World& world, const Request& request) {
    return world.store.find(u"/infra/drafts/"_s + request.captures.value(0));
}

ApiError noDraft(const Request& request) {
    return notFound(u"/infra/drafts/"_s + request.captures.value(0));
}

/// What the draft would change: here that is what its user put in.
Response draftDifference(World& world, const Request& request) {
    const StoredObject* draft = findDraft(world, request);
    if (draft == nullptr) {
        return errorResponse(noDraft(request));
    }
    const QJsonObject area = draft->fields.value(u"user_area"_s).toObject();
    return jsonResponse(area.isEmpty() ? emptyInfra() : area);
}

/// Drafts are not kept beside the configuration here: the whole one is what is in force.
Response wholeDraft(World& world, const Request& request) {
    if (findDraft(world, request) == nullptr) {
        return errorResponse(noDraft(request));
    }
    return respond(readHierarchy(world, {{u"type_filter"_s, u"SecurityPolicy"_s}}));
}

/// The applications that context profiles may name: those of the system's own profiles.
Response profileAttributes(World& world, const Request& request) {
    const QString key = request.parameter(u"attribute_key"_s);
    std::vector<QJsonObject> items;
    for (const StoredObject* profile : world.store.ofType(u"PolicyContextProfile"_s)) {
        const QJsonArray attributes = profile->fields.value(u"attributes"_s).toArray();
        const bool fits = std::any_of(attributes.begin(), attributes.end(), [&](const auto& one) {
            return key.isEmpty() || one.toObject().value(u"key"_s).toString() == key;
        });
        if (fits && profile->isTrue(u"_system_owned"_s)) {
            items.push_back(profile->fields);
        }
    }
    return listResponse(request, std::move(items), u"display_name"_s);
}

Response roles(World&, const Request& request) {
    std::vector<QJsonObject> items;
    for (const QString& role : {u"enterprise_admin"_s, u"security_engineer"_s, u"auditor"_s}) {
        items.push_back({{u"role"_s, role}, {u"id"_s, role}, {u"display_name"_s, role}});
    }
    return listResponse(request, std::move(items), u"display_name"_s);
}

Response effectivePermissions(World&, const Request& request) {
    const QString feature = request.parameter(u"feature_name"_s);
    if (feature.isEmpty()) {
        return errorResponse(invalidField(u"feature_name is required"_s));
    }
    return jsonResponse({{u"feature"_s, feature},
                         {u"permission"_s, request.caller.mayWrite() ? u"crud"_s : u"read"_s}});
}

} // namespace

void addConfigurationRoutes(Router& router) {
    const QString infra = u"policy/api/v1/infra/"_s;
    router.add("GET", infra + u"drafts/*/aggregated"_s, draftDifference);
    router.add("GET", infra + u"drafts/*/complete"_s, wholeDraft);
    router.add("GET", infra + u"context-profiles/attributes"_s, profileAttributes);
    for (const QString& base : {u"policy/api/v1/aaa/"_s, u"api/v1/aaa/"_s}) {
        router.add("GET", base + u"roles"_s, roles);
        router.add("GET", base + u"effective-permissions"_s, effectivePermissions);
    }
}

} // namespace bulkhead::simulator
