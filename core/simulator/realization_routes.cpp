// SPDX-License-Identifier: MIT
// Routes of the realized state.
#include "simulator/list_page.h"
#include "simulator/realization.h"
#include "simulator/router.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// Raw or %2F-encoded, the path arrives the same.
Response status(World& world, const Request& request) {
    const QString path = request.parameter(u"intent_path"_s);
    if (path.isEmpty()) {
        return errorResponse(invalidField(u"intent_path is required"_s));
    }
    const StoredObject* object = world.store.find(path);
    return object == nullptr ? errorResponse(notFound(path))
                             : jsonResponse(fullStatus(world, object->fields));
}

/// What is not realized (yet, or at all) answers with an empty list.
Response entities(World& world, const Request& request) {
    const QString path = request.parameter(u"intent_path"_s);
    if (path.isEmpty()) {
        return errorResponse(invalidField(u"intent_path is required"_s));
    }
    std::vector<QJsonObject> items;
    if (const StoredObject* object = world.store.find(path)) {
        const QJsonObject entity = realizedEntity(world, *object);
        if (!entity.isEmpty()) {
            items.push_back(entity);
        }
    }
    return listResponse(request, std::move(items), QString());
}

Response entity(World& world, const Request& request) {
    const QString path = request.parameter(u"realized_path"_s);
    QJsonObject entity;
    world.store.forEach([&](const StoredObject& object) {
        if (path.endsWith(u'.' + object.id)) {
            const QJsonObject found = realizedEntity(world, object);
            if (found.value(u"path"_s).toString() == path) {
                entity = found;
            }
        }
    });
    return entity.isEmpty() ? errorResponse(notFound(path)) : jsonResponse(entity);
}

Response refresh(World& world, const Request& request) {
    const QString path = request.parameter(u"intent_path"_s);
    if (request.parameter(u"action"_s) != u"refresh"_s) {
        return errorResponse(invalidField(u"action is not refresh"_s));
    }
    return world.store.contains(path) ? emptyResponse(204) : errorResponse(notFound(path));
}

Response alarms(World& world, const Request& request) {
    return listResponse(request, realizationAlarms(world), QString());
}

/// The manager's own alarms: nothing is ever wrong with a simulated machine.
Response managerAlarms(World&, const Request& request) {
    return listResponse(request, {}, QString());
}

} // namespace

void addRealizationRoutes(Router& router) {
    const QString state = u"policy/api/v1/infra/realized-state/"_s;
    router.add("GET", state + u"status"_s, status);
    router.add("GET", state + u"realized-entities"_s, entities);
    router.add("GET", state + u"realized-entity"_s, entity);
    router.add("POST", state + u"realized-entity"_s, refresh);
    router.add("GET", state + u"alarms"_s, alarms);
    router.add("GET", u"api/v1/alarms"_s, managerAlarms);
}

} // namespace bulkhead::simulator
