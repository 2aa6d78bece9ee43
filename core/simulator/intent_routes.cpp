// SPDX-License-Identifier: MIT
// Routes for policy objects: GET, PUT, PATCH and DELETE of everything below /policy/api/v1/infra.
#include "simulator/intent_writer.h"
#include "simulator/list_page.h"
#include "simulator/presentation.h"
#include "simulator/revise.h"
#include "simulator/router.h"

#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPrefixLength = 3; // policy/api/v1

std::optional<Place> placeOf(const Request& request) {
    return resolvePlace(request.segments.mid(kPrefixLength));
}

/// The filters that some lists have besides the paging.
bool passesFilter(const Request& request, const StoredObject& object) {
    const QString isDefault = request.parameter(u"default_service"_s);
    if (object.type == u"Service"_s && !isDefault.isEmpty()) {
        return object.isTrue(u"is_default"_s) == (isDefault == u"true"_s);
    }
    const QString isAutomatic = request.parameter(u"auto_drafts"_s);
    if (object.type == u"PolicyDraft"_s && !isAutomatic.isEmpty()) {
        return object.isTrue(u"is_auto_draft"_s) == (isAutomatic == u"true"_s);
    }
    const QString memberTypes = request.parameter(u"member_types"_s);
    if (object.type == u"Group"_s && !memberTypes.isEmpty()) {
        const QStringList wanted = memberTypes.split(u',');
        const QJsonArray parts = object.fields.value(u"expression"_s).toArray();
        return std::any_of(parts.begin(), parts.end(), [&](const QJsonValue& part) {
            return wanted.contains(part.toObject().value(u"member_type"_s).toString());
        });
    }
    return true;
}

Response list(World& world, const Request& request, const Place& place) {
    if (!world.store.contains(place.parentPath)) {
        return errorResponse(invalidPath(place.parentPath));
    }
    const bool isRules = isRuleType(place.type->name);
    const Answer<ListQuery> query = parseListQuery(
        request, isRules ? u"sequence_number"_s : u"display_name"_s, CursorStyle::Opaque);
    if (!query) {
        return errorResponse(query.error());
    }
    const bool countsRules =
        isPolicyType(place.type->name) && request.parameter(u"include_rule_count"_s) == u"true"_s;
    std::vector<QJsonObject> items;
    for (const StoredObject* object : world.store.collection(place.path)) {
        if (!passesFilter(request, *object)) {
            continue;
        }
        QJsonObject item = presentItem(world, *object);
        if (countsRules) {
            item.insert(
                u"rule_count"_s,
                static_cast<qint64>(world.store.collection(object->path + u"/rules"_s).size()));
        }
        items.push_back(item);
    }
    if (query->includesDeleted) {
        for (auto purged = world.purged.cbegin(); purged != world.purged.cend(); ++purged) {
            if (purged.key().left(purged.key().lastIndexOf(u'/')) == place.path) {
                items.push_back(purged->fields);
            }
        }
    }
    sortItems(items, *query);
    return jsonResponse(makePage(items, *query, CursorStyle::Opaque));
}

Response read(World& world, const Request& request) {
    const std::optional<Place> place = placeOf(request);
    if (!place) {
        return errorResponse(noSuchUrl(request.path()));
    }
    if (place->isCollection()) {
        return list(world, request, *place);
    }
    const StoredObject* object = world.store.find(place->path);
    return object == nullptr ? errorResponse(notFound(place->path))
                             : jsonResponse(presentWhole(world, *object));
}

Answer<Place> objectPlace(const Request& request) {
    const std::optional<Place> place = placeOf(request);
    if (!place) {
        return refuse(noSuchUrl(request.path()));
    }
    if (place->isCollection()) {
        return refuse({405, 405, u"common-services"_s,
                       u"The method is not allowed for the requested URI: "_s + request.path()});
    }
    return *place;
}

Answer<Place> store(World& world, const Request& request, WriteMode mode) {
    Answer<Place> place = objectPlace(request);
    if (!place) {
        return place;
    }
    const Answer<QJsonObject> body = request.json();
    if (!body) {
        return refuse(body.error());
    }
    IntentWriter writer(world, request.caller);
    if (Answer<void> written = writer.write(*place, *body, mode); !written) {
        return refuse(written.error());
    }
    if (Answer<void> finished = writer.finish(); !finished) {
        return refuse(finished.error());
    }
    return place;
}

Response put(World& world, const Request& request) {
    const Answer<Place> place = store(world, request, WriteMode::Put);
    return place ? jsonResponse(presentWhole(world, *world.store.find(place->path)))
                 : errorResponse(place.error());
}

Response patch(World& world, const Request& request) {
    const Answer<Place> place =
        store(world, request, request.partialPatch ? WriteMode::PartialPatch : WriteMode::Patch);
    return place ? emptyResponse() : errorResponse(place.error());
}

Response remove(World& world, const Request& request) {
    const Answer<Place> place = objectPlace(request);
    if (!place) {
        return errorResponse(place.error());
    }
    IntentWriter writer(world, request.caller);
    Answer<void> removed = writer.remove(*place);
    if (removed) {
        removed = writer.finish();
    }
    return respond(removed);
}

Response post(World& world, const Request& request) {
    const Answer<Place> place = objectPlace(request);
    if (!place) {
        return errorResponse(place.error());
    }
    const bool isOrdered = isPolicyType(place->type->name) || isRuleType(place->type->name);
    if (!isOrdered || request.parameter(u"action"_s) != u"revise"_s) {
        return errorResponse(noSuchUrl(request.path()));
    }
    return revise(world, request, *place);
}

} // namespace

Response writeIntent(World& world, const Request& request) {
    return request.method == "PUT"     ? put(world, request)
           : request.method == "PATCH" ? patch(world, request)
                                       : remove(world, request);
}

void addIntentRoutes(Router& router) {
    router.add("GET", u"policy/api/v1/infra/**"_s, read);
    router.add("PUT", u"policy/api/v1/infra/**"_s, put);
    router.add("PATCH", u"policy/api/v1/infra/**"_s, patch);
    router.add("DELETE", u"policy/api/v1/infra/**"_s, remove);
    router.add("POST", u"policy/api/v1/infra/**"_s, post);
}

} // namespace bulkhead::simulator
