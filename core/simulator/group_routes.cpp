// SPDX-License-Identifier: MIT
// Routes of a group's effective members and of its address, path and id lists.
#include "simulator/intent_writer.h"
#include "simulator/list_page.h"
#include "simulator/membership.h"
#include "simulator/router.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QString groupPath(const Request& request) {
    return u"/infra/domains/"_s + request.captures.value(0) + u"/groups/"_s +
           request.captures.value(1);
}

/// NSX 4.2 RealizedVirtualMachine. Its power state is in small letters, unlike the inventory's
/// (clients were seen to raise it; not verified).
QJsonObject realizedMachine(const QJsonObject& machine) {
    const QString id = machine.value(u"external_id"_s).toString();
    QJsonObject realized = {
        {u"resource_type"_s, u"RealizedVirtualMachine"_s},
        {u"id"_s, id},
        {u"display_name"_s, machine.value(u"display_name"_s)},
        {u"path"_s, machinePath(id)},
        {u"power_state"_s, machine.value(u"power_state"_s).toString().toLower()},
        {u"state"_s, u"REALIZED"_s},
        {u"intent_reference"_s, QJsonArray()},
        {u"realization_specific_identifier"_s, id}};
    for (const QString& key : {u"compute_ids"_s, u"host_id"_s, u"local_id_on_host"_s, u"tags"_s}) {
        if (machine.contains(key)) {
            realized.insert(key, machine.value(key));
        }
    }
    return realized;
}

std::vector<QJsonObject> details(const std::vector<const StoredObject*>& objects) {
    std::vector<QJsonObject> items;
    items.reserve(objects.size());
    for (const StoredObject* object : objects) {
        items.push_back({{u"id"_s, object->id},
                         {u"display_name"_s, object->fields.value(u"display_name"_s)},
                         {u"path"_s, object->path}});
    }
    return items;
}

Response memberTypes(World& world, const Request& request) {
    const QString path = groupPath(request);
    return world.store.contains(path)
               ? textListResponse(request, Membership(world).memberTypes(path))
               : errorResponse(notFound(path));
}

Response members(World& world, const Request& request) {
    const QString path = groupPath(request);
    if (!world.store.contains(path)) {
        return errorResponse(notFound(path));
    }
    const Membership membership(world);
    const QString what = request.captures.value(2);
    std::vector<QJsonObject> items;
    if (what == u"virtual-machines"_s) {
        for (const qsizetype index : membership.machines(path)) {
            items.push_back(
                realizedMachine(world.inventory.machines()[static_cast<std::size_t>(index)]));
        }
        return listResponse(request, std::move(items), u"display_name"_s);
    }
    if (what == u"vifs"_s) {
        for (const qsizetype index : membership.interfaces(path)) {
            items.push_back(world.inventory.vifs()[static_cast<std::size_t>(index)]);
        }
        return listResponse(request, std::move(items), QString());
    }
    if (what == u"ip-addresses"_s) {
        return textListResponse(request, membership.addresses(path));
    }
    if (what == u"segments"_s) {
        return listResponse(request, details(membership.segments(path)), u"display_name"_s);
    }
    if (what == u"segment-ports"_s) {
        return listResponse(request, details(membership.ports(path)), u"display_name"_s);
    }
    // Kinds of member that this estate cannot have.
    static const QStringList others = {
        u"ip-groups"_s,     u"physical-servers"_s, u"transport-nodes"_s,
        u"dvpg"_s,          u"dvports"_s,          u"cloud-native-service-instances"_s,
        u"logical-ports"_s, u"logical-switches"_s, u"identity-groups"_s};
    return others.contains(what) ? listResponse(request, {}, u"display_name"_s)
                                 : errorResponse(noSuchUrl(request.path()));
}

/// The lists that can be added to without sending the whole group.
struct ListExpression {
    QString collection;
    QString kind;
    QString listField; ///< in the expression
    QString bodyField; ///< in the request
};

const ListExpression* findListExpression(const QString& collection) {
    static const std::vector<ListExpression> all = {
        {u"ip-address-expressions"_s, u"IPAddressExpression"_s, u"ip_addresses"_s,
         u"ip_addresses"_s},
        {u"mac-address-expressions"_s, u"MACAddressExpression"_s, u"mac_addresses"_s,
         u"mac_addresses"_s},
        {u"path-expressions"_s, u"PathExpression"_s, u"paths"_s, u"members"_s},
        {u"external-id-expressions"_s, u"ExternalIDExpression"_s, u"external_ids"_s, u"members"_s},
    };
    const auto found = std::find_if(all.begin(), all.end(), [&](const ListExpression& expression) {
        return expression.collection == collection;
    });
    return found == all.end() ? nullptr : &*found;
}

qsizetype indexOf(const QJsonArray& expression, const ListExpression& kind, const QString& id) {
    for (qsizetype i = 0; i < expression.size(); ++i) {
        const QJsonObject part = expression.at(i).toObject();
        if (part.value(u"id"_s).toString() == id &&
            part.value(u"resource_type"_s).toString() == kind.kind) {
            return i;
        }
    }
    return -1;
}

QJsonArray changedList(QJsonArray list, const QJsonArray& items, bool adds) {
    for (const QJsonValue item : items) {
        for (qsizetype i = list.size() - 1; i >= 0; --i) {
            if (list.at(i) == item) {
                list.removeAt(i);
            }
        }
        if (adds) {
            list.append(item);
        }
    }
    return list;
}

Answer<void> writeExpression(World& world, const Request& request, const QJsonArray& expression) {
    const QString path = groupPath(request);
    IntentWriter writer(world, request.caller);
    const QJsonObject change = {{u"expression"_s, expression}};
    if (Answer<void> written = writer.write(*resolvePlace(path), change, WriteMode::PartialPatch);
        !written) {
        return written;
    }
    return writer.finish();
}

/// The group's expression and the place of the addressed part in it (-1 if it is not there).
struct Addressed {
    const ListExpression* kind = nullptr;
    QString id;
    QJsonArray expression;
    qsizetype index = -1;
};

Answer<Addressed> addressed(World& world, const Request& request) {
    const StoredObject* group = world.store.find(groupPath(request));
    const ListExpression* kind = findListExpression(request.captures.value(2));
    if (kind == nullptr) {
        return refuse(noSuchUrl(request.path()));
    }
    if (group == nullptr) {
        return refuse(notFound(groupPath(request)));
    }
    const QString id = request.captures.value(3);
    const QJsonArray expression = group->fields.value(u"expression"_s).toArray();
    return Addressed{kind, id, expression, indexOf(expression, *kind, id)};
}

Response patchExpression(World& world, const Request& request) {
    Answer<Addressed> target = addressed(world, request);
    const Answer<QJsonObject> body = request.json();
    if (!target || !body) {
        return errorResponse(target ? body.error() : target.error());
    }
    QJsonObject part = *body;
    part.insert(u"resource_type"_s, target->kind->kind);
    part.insert(u"id"_s, target->id);
    if (target->index >= 0) {
        target->expression.replace(target->index, part);
    } else {
        if (!target->expression.isEmpty()) {
            target->expression.append(QJsonObject{{u"resource_type"_s, u"ConjunctionOperator"_s},
                                                  {u"conjunction_operator"_s, u"OR"_s}});
        }
        target->expression.append(part);
    }
    return respond(writeExpression(world, request, target->expression));
}

Response deleteExpression(World& world, const Request& request) {
    Answer<Addressed> target = addressed(world, request);
    if (!target) {
        return errorResponse(target.error());
    }
    if (target->index < 0) {
        return errorResponse(
            notFound(groupPath(request) + u'/' + target->kind->collection + u'/' + target->id));
    }
    // With it goes the conjunction before it, or, at the beginning, the one behind it.
    target->expression.removeAt(target->index);
    if (!target->expression.isEmpty()) {
        target->expression.removeAt(std::max<qsizetype>(target->index - 1, 0));
    }
    return respond(writeExpression(world, request, target->expression));
}

Response changeExpression(World& world, const Request& request) {
    Answer<Addressed> target = addressed(world, request);
    const Answer<QJsonObject> body = request.json();
    if (!target || !body) {
        return errorResponse(target ? body.error() : target.error());
    }
    const QString action = request.parameter(u"action"_s);
    if (action != u"add"_s && action != u"remove"_s) {
        return errorResponse(invalidField(u"action is neither add nor remove"_s));
    }
    if (target->index < 0) {
        return errorResponse(
            notFound(groupPath(request) + u'/' + target->kind->collection + u'/' + target->id));
    }
    QJsonObject part = target->expression.at(target->index).toObject();
    part.insert(target->kind->listField,
                changedList(part.value(target->kind->listField).toArray(),
                            body->value(target->kind->bodyField).toArray(), action == u"add"_s));
    target->expression.replace(target->index, part);
    return respond(writeExpression(world, request, target->expression));
}

} // namespace

void addGroupRoutes(Router& router) {
    const QString group = u"policy/api/v1/infra/domains/*/groups/*"_s;
    router.add("GET", group + u"/member-types"_s, memberTypes);
    router.add("GET", group + u"/members/*"_s, members);
    router.add("PATCH", group + u"/*/*"_s, patchExpression);
    router.add("DELETE", group + u"/*/*"_s, deleteExpression);
    router.add("POST", group + u"/*/*"_s, changeExpression);
}

} // namespace bulkhead::simulator
