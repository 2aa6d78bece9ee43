// SPDX-License-Identifier: MIT
// Routes of bulk tagging: one tag put on and taken from many machines (NSX 4.2 TagBulkOperation).
#include "simulator/field_checks.h"
#include "simulator/router.h"
#include "simulator/tag_changes.h"

#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QString operationPath(const QString& id) {
    return u"/infra/tags/tag-operations/"_s + id;
}

/// Changes one machine; the outcome as the status call shows it.
QJsonObject applyTo(World& world, const QString& machine, const QJsonObject& tag,
                    TagChange change) {
    const qsizetype index = world.inventory.machineIndex(machine);
    QJsonObject status = {{u"resource_id"_s, machine}, {u"tag_status"_s, u"Success"_s}};
    if (index >= 0) {
        status.insert(
            u"resource_display_name"_s,
            world.inventory.machines()[static_cast<std::size_t>(index)].value(u"display_name"_s));
    }
    if (const Answer<void> changed = changeTags(world, machine, QJsonArray{tag}, change);
        !changed) {
        status.insert(u"tag_status"_s, u"Error"_s);
        status.insert(u"details"_s, changed.error().message);
    }
    return status;
}

struct Applied {
    QJsonArray status;
    bool hasError = false;
};

Applied applyAll(World& world, const QJsonArray& targets, const QJsonObject& tag,
                 TagChange change) {
    Applied applied;
    for (const QJsonValue value : targets) {
        const QJsonObject target = value.toObject();
        QJsonArray resources;
        for (const QJsonValue id : target.value(u"resource_ids"_s).toArray()) {
            const QJsonObject status = applyTo(world, id.toString(), tag, change);
            applied.hasError |= status.value(u"tag_status"_s).toString() == u"Error"_s;
            resources.append(status);
        }
        applied.status.append(QJsonObject{{u"resource_type"_s, target.value(u"resource_type"_s)},
                                          {u"resource_tag_status"_s, resources}});
    }
    return applied;
}

Problem checkTargets(const QJsonObject& operation, const QString& key) {
    for (const QJsonValue value : operation.value(key).toArray()) {
        const QString type = value.toObject().value(u"resource_type"_s).toString();
        if (type != u"VirtualMachine"_s) {
            return key + u" has resource_type '"_s + type +
                   u"'; only VirtualMachine is simulated"_s;
        }
    }
    return std::nullopt;
}

Answer<QJsonObject> run(World& world, const QString& id, const QJsonObject& body) {
    const QJsonObject tag = normalTag(body.value(u"tag"_s));
    for (const Problem& problem :
         {checkId(id), checkTags(QJsonArray{tag}), checkTargets(body, u"apply_to"_s),
          checkTargets(body, u"remove_from"_s)}) {
        if (problem) {
            return refuse(invalidField(*problem));
        }
    }
    const Applied added = applyAll(world, body.value(u"apply_to"_s).toArray(), tag, TagChange::Add);
    const Applied removed =
        applyAll(world, body.value(u"remove_from"_s).toArray(), tag, TagChange::Remove);
    QJsonObject operation = {{u"resource_type"_s, u"TagBulkOperation"_s},
                             {u"id"_s, id},
                             {u"display_name"_s, body.value(u"display_name"_s).toString(id)},
                             {u"path"_s, operationPath(id)},
                             {u"relative_path"_s, id},
                             {u"parent_path"_s, u"/infra"_s},
                             {u"tag"_s, tag},
                             {u"apply_to"_s, body.value(u"apply_to"_s).toArray()},
                             {u"remove_from"_s, body.value(u"remove_from"_s).toArray()},
                             {u"_create_time"_s, World::now()},
                             {u"_revision"_s, 0}};
    const bool hasError = added.hasError || removed.hasError;
    const QJsonObject status = {{u"path"_s, operationPath(id)},
                                {u"status"_s, hasError ? u"Error"_s : u"Success"_s},
                                {u"tag"_s, tag},
                                {u"apply_to"_s, added.status},
                                {u"remove_from"_s, removed.status}};
    world.tagOperations.insert(id, {{u"operation"_s, operation}, {u"status"_s, status}});
    return operation;
}

Response put(World& world, const Request& request) {
    const Answer<QJsonObject> body = request.json();
    return body ? respond(run(world, request.captures.value(0), *body))
                : errorResponse(body.error());
}

Response find(World& world, const Request& request, const QString& part) {
    const QString id = request.captures.value(0);
    const auto found = world.tagOperations.constFind(id);
    return found == world.tagOperations.cend() ? errorResponse(notFound(operationPath(id)))
                                               : jsonResponse(found->value(part).toObject());
}

Response get(World& world, const Request& request) {
    return find(world, request, u"operation"_s);
}

/// Tags are written at once, but the operation reports so only after the realization delay.
Response getStatus(World& world, const Request& request) {
    Response response = find(world, request, u"status"_s);
    const qint64 created = world.tagOperations.value(request.captures.value(0))
                               .value(u"operation"_s)
                               .toObject()
                               .value(u"_create_time"_s)
                               .toInteger();
    if (response.status == 200 && !world.isRealized(created)) {
        response.json->insert(u"status"_s, u"Running"_s);
    }
    return response;
}

} // namespace

void addTagOperationRoutes(Router& router) {
    const QString operation = u"policy/api/v1/infra/tags/tag-operations/*"_s;
    router.add("PUT", operation, put);
    router.add("GET", operation, get);
    router.add("GET", operation + u"/status"_s, getStatus);
}

} // namespace bulkhead::simulator
