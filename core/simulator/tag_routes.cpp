// SPDX-License-Identifier: MIT
// Routes that write tags on machines, and lists of the tags in use.
#include "simulator/list_page.h"
#include "simulator/resource_reference.h"
#include "simulator/router.h"
#include "simulator/tag_changes.h"

#include <QJsonArray>

#include <algorithm>
#include <map>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// POST ?action=update_tags|add_tags|remove_tags with {external_id, tags}.
Response fabricTags(World& world, const Request& request) {
    const QString action = request.parameter(u"action"_s);
    const Answer<QJsonObject> body = request.json();
    if (!body) {
        return errorResponse(body.error());
    }
    const std::map<QString, TagChange> changes = {{u"update_tags"_s, TagChange::Replace},
                                                  {u"add_tags"_s, TagChange::Add},
                                                  {u"remove_tags"_s, TagChange::Remove}};
    const auto change = changes.find(action);
    if (change == changes.end()) {
        return errorResponse(
            invalidField(u"action is none of update_tags, add_tags, remove_tags"_s));
    }
    return respond(changeTags(world, body->value(u"external_id"_s).toString(),
                              body->value(u"tags"_s), change->second),
                   204);
}

/// The way of the Policy API: full replacement.
Response policyTags(World& world, const Request& request) {
    const Answer<QJsonObject> body = request.json();
    return body ? respond(changeTags(world, request.captures.value(0), body->value(u"tags"_s),
                                     TagChange::Replace),
                          204)
                : errorResponse(body.error());
}

/// Deprecated, with the machine's id in the body.
Response enforcementPointTags(World& world, const Request& request) {
    const Answer<QJsonObject> body = request.json();
    if (!body) {
        return errorResponse(body.error());
    }
    if (request.parameter(u"action"_s) != u"update_tags"_s) {
        return errorResponse(invalidField(u"action is not update_tags"_s));
    }
    return respond(changeTags(world, body->value(u"virtual_machine_id"_s).toString(),
                              body->value(u"tags"_s), TagChange::Replace),
                   204);
}

using TagKey = std::pair<QString, QString>; ///< scope, tag

template <typename Visit>
void visitTagged(const World& world, const Visit& visit) {
    world.store.forEach(
        [&](const StoredObject& object) { visit(object.fields, referenceTo(object)); });
    for (const QJsonObject& machine : world.inventory.machines()) {
        visit(machine, referenceToMachine(machine));
    }
}

/// `abc`, `abc*`, `*abc` and `*abc*`, without regard to case.
bool passes(const QString& text, QString pattern) {
    const bool isOpenStart = pattern.startsWith(u'*');
    const bool isOpenEnd = pattern.size() > 1 && pattern.endsWith(u'*');
    pattern = pattern.mid(isOpenStart ? 1 : 0);
    pattern.chop(isOpenEnd ? 1 : 0);
    if (isOpenStart && isOpenEnd) {
        return text.contains(pattern, Qt::CaseInsensitive);
    }
    if (isOpenStart) {
        return text.endsWith(pattern, Qt::CaseInsensitive);
    }
    if (isOpenEnd) {
        return text.startsWith(pattern, Qt::CaseInsensitive);
    }
    return pattern.isEmpty() || text.compare(pattern, Qt::CaseInsensitive) == 0;
}

Response listTags(World& world, const Request& request) {
    std::map<TagKey, qint64> counts;
    visitTagged(world, [&](const QJsonObject& object, const QJsonObject&) {
        for (const QJsonValue value : object.value(u"tags"_s).toArray()) {
            const QJsonObject tag = value.toObject();
            ++counts[{tag.value(u"scope"_s).toString(), tag.value(u"tag"_s).toString()}];
        }
    });
    const QString source = request.parameter(u"source"_s);
    if (!source.isEmpty() &&
        !QStringList{u"ANY"_s, u"NSX"_s, u"Amazon"_s, u"Azure"_s}.contains(source)) {
        return errorResponse(invalidField(u"source is none of ANY, NSX, Amazon, Azure"_s));
    }
    if (source == u"Amazon"_s || source == u"Azure"_s) {
        counts.clear(); // no tag here was found in a cloud
    }
    std::vector<QJsonObject> items;
    for (const auto& [key, count] : counts) {
        if (passes(key.first, request.parameter(u"scope"_s)) &&
            passes(key.second, request.parameter(u"tag"_s))) {
            items.push_back({{u"scope"_s, key.first},
                             {u"tag"_s, key.second},
                             {u"tagged_objects_count"_s, count}});
        }
    }
    const QString sortBy = request.parameter(u"sort_by"_s);
    if (!sortBy.isEmpty() && sortBy != u"tag"_s && sortBy != u"scope"_s) {
        return errorResponse(invalidField(u"sort_by is neither tag nor scope"_s));
    }
    return listResponse(request, std::move(items), u"tag"_s);
}

/// `filter_text` in the field that `filter_by` names; by default in the name.
bool passesFilter(const Request& request, const QJsonObject& reference) {
    const QString given = request.parameter(u"filter_by"_s);
    const QString field = given.isEmpty() ? u"target_display_name"_s : given;
    return reference.value(field).toString().contains(request.parameter(u"filter_text"_s),
                                                      Qt::CaseInsensitive);
}

Response taggedObjects(World& world, const Request& request) {
    const QJsonObject wanted = {{u"scope"_s, request.parameter(u"scope"_s)},
                                {u"tag"_s, request.parameter(u"tag"_s)}};
    for (const QString& parameter : {u"sort_by"_s, u"filter_by"_s}) {
        const QString field = request.parameter(parameter);
        if (!field.isEmpty() && field != u"target_type"_s && field != u"target_display_name"_s) {
            return errorResponse(
                invalidField(parameter + u" is neither target_type nor target_display_name"_s));
        }
    }
    std::vector<QJsonObject> items;
    visitTagged(world, [&](const QJsonObject& object, const QJsonObject& reference) {
        const QJsonArray tags = object.value(u"tags"_s).toArray();
        const bool isTagged = std::any_of(tags.begin(), tags.end(), [&](const QJsonValue& tag) {
            return normalTag(tag) == wanted;
        });
        if (isTagged && passesFilter(request, reference)) {
            items.push_back(reference);
        }
    });
    return listResponse(request, std::move(items), u"target_display_name"_s);
}

} // namespace

void addTagRoutes(Router& router) {
    const QString infra = u"policy/api/v1/infra/"_s;
    router.add("POST", u"api/v1/fabric/virtual-machines"_s, fabricTags);
    router.add("POST", infra + u"realized-state/virtual-machines/*/tags"_s, policyTags);
    router.add("POST", infra + u"realized-state/enforcement-points/*/virtual-machines"_s,
               enforcementPointTags);
    router.add("GET", infra + u"tags"_s, listTags);
    router.add("GET", infra + u"tags/effective-resources"_s, taggedObjects);
}

} // namespace bulkhead::simulator
