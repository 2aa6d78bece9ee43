// SPDX-License-Identifier: MIT
// Routes of search over policy objects and inventory.
#include "simulator/list_page.h"
#include "simulator/object_type.h"
#include "simulator/presentation.h"
#include "simulator/realization.h"
#include "simulator/router.h"
#include "simulator/search_match.h"

#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// Hits behind this one cannot be reached (not verified).
constexpr qsizetype kMaximumReachable = 50'000;

/// Calls `visit` with every object that can be a hit. A policy comes without its rules: they are
/// hits of their own (not verified).
template <typename Visit>
void visitCandidates(const World& world, const std::optional<QStringList>& types,
                     const Visit& visit) {
    const auto isWanted = [&](const QString& type) {
        return !types || types->contains(type, Qt::CaseInsensitive);
    };
    for (const ObjectType& type : objectTypes()) {
        if (isWanted(type.name)) {
            for (const StoredObject* object : world.store.ofType(type.name)) {
                visit(presentItem(world, *object));
            }
        }
    }
    if (isWanted(u"VirtualMachine"_s)) {
        for (const QJsonObject& machine : world.inventory.machines()) {
            visit(machine);
        }
    }
    if (isWanted(u"VirtualNetworkInterface"_s)) {
        for (const QJsonObject& vif : world.inventory.vifs()) {
            visit(vif);
        }
    }
}

/// All hits in order. Paging through a large result asks for the same again and again.
Answer<std::vector<QJsonObject>> hits(World& world, const QString& query,
                                      const ListQuery& listQuery) {
    SearchMemory& memory = world.searchMemory;
    const quint64 version = world.store.version() + world.inventory.version();
    const QString key =
        query + u'\n' + listQuery.sortBy + u'\n' + (listQuery.isAscending ? u'a' : u'd');
    if (memory.version == version && memory.key == key) {
        return memory.hits;
    }
    const Answer<SearchNode> parsed = parseSearchQuery(query);
    if (!parsed) {
        return refuse(parsed.error());
    }
    std::vector<QJsonObject> found;
    visitCandidates(world, wantedTypes(*parsed), [&](const QJsonObject& object) {
        if (matches(*parsed, object)) {
            found.push_back(object);
        }
    });
    sortItems(found, listQuery);
    memory = {key, version, found};
    return found;
}

/// Policy objects carry their realization; inventory has none.
void addStatus(const World& world, QJsonObject& page) {
    QJsonArray results = page.value(u"results"_s).toArray();
    for (qsizetype i = 0; i < results.size(); ++i) {
        QJsonObject hit = results.at(i).toObject();
        if (hit.contains(u"path"_s) && hit.contains(u"_revision"_s)) {
            hit.insert(u"status"_s, shortStatus(world, hit));
            results.replace(i, hit);
        }
    }
    page.insert(u"results"_s, results);
}

Response search(World& world, const Request& request) {
    const Answer<ListQuery> listQuery = parseListQuery(request, QString(), CursorStyle::Offset);
    if (!listQuery) {
        return errorResponse(listQuery.error());
    }
    if (listQuery->offset >= kMaximumReachable) {
        return errorResponse({400, 255, u"search"_s,
                              u"The cursor is beyond the 50000 results that can be reached."_s});
    }
    const Answer<std::vector<QJsonObject>> found =
        hits(world, request.parameter(u"query"_s), *listQuery);
    if (!found) {
        return errorResponse(found.error());
    }
    QJsonObject page = makePage(*found, *listQuery, CursorStyle::Offset);
    addStatus(world, page);
    return jsonResponse(page);
}

} // namespace

void addSearchRoutes(Router& router) {
    router.add("GET", u"policy/api/v1/search/query"_s, search);
    router.add("GET", u"policy/api/v1/search"_s, search);
}

} // namespace bulkhead::simulator
