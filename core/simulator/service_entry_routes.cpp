// SPDX-License-Identifier: MIT
// Routes of the entries of a service, which are stored inside it.
#include "simulator/intent_writer.h"
#include "simulator/list_page.h"
#include "simulator/router.h"

#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QString servicePath(const Request& request) {
    return u"/infra/services/"_s + request.captures.value(0);
}

QString entryPath(const Request& request) {
    return servicePath(request) + u"/service-entries/"_s + request.captures.value(1);
}

QJsonArray entriesOf(const StoredObject& service) {
    return service.fields.value(u"service_entries"_s).toArray();
}

qsizetype indexOf(const QJsonArray& entries, const QString& id) {
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (entries.at(i).toObject().value(u"id"_s).toString() == id) {
            return i;
        }
    }
    return -1;
}

Response list(World& world, const Request& request) {
    const StoredObject* service = world.store.find(servicePath(request));
    if (service == nullptr) {
        return errorResponse(invalidPath(servicePath(request)));
    }
    std::vector<QJsonObject> items;
    for (const QJsonValue entry : entriesOf(*service)) {
        items.push_back(entry.toObject());
    }
    return listResponse(request, std::move(items), u"display_name"_s);
}

Response get(World& world, const Request& request) {
    const StoredObject* service = world.store.find(servicePath(request));
    const QJsonArray entries = service == nullptr ? QJsonArray() : entriesOf(*service);
    const qsizetype index = indexOf(entries, request.captures.value(1));
    return index < 0 ? errorResponse(notFound(entryPath(request)))
                     : jsonResponse(entries.at(index).toObject());
}

Answer<void> writeEntries(World& world, const Request& request, const QJsonArray& entries) {
    IntentWriter writer(world, request.caller);
    const QJsonObject change = {{u"service_entries"_s, entries}};
    if (Answer<void> written =
            writer.write(*resolvePlace(servicePath(request)), change, WriteMode::PartialPatch);
        !written) {
        return written;
    }
    return writer.finish();
}

Answer<void> store(World& world, const Request& request, bool checksRevision) {
    const Answer<QJsonObject> body = request.json();
    if (!body) {
        return refuse(body.error());
    }
    const StoredObject* service = world.store.find(servicePath(request));
    if (service == nullptr) {
        return refuse(invalidPath(servicePath(request)));
    }
    QJsonArray entries = entriesOf(*service);
    QJsonObject entry = *body;
    entry.insert(u"id"_s, request.captures.value(1));
    const qsizetype index = indexOf(entries, request.captures.value(1));
    if (index < 0) {
        entries.append(entry);
        return writeEntries(world, request, entries);
    }
    const QJsonObject stored = entries.at(index).toObject();
    if (checksRevision && entry.value(u"_revision"_s) != stored.value(u"_revision"_s)) {
        return refuse(staleRevision(entryPath(request)));
    }
    if (request.partialPatch) {
        for (auto field = stored.begin(); field != stored.end(); ++field) {
            if (!entry.contains(field.key())) {
                entry.insert(field.key(), *field);
            }
        }
    }
    entries.replace(index, entry);
    return writeEntries(world, request, entries);
}

Response put(World& world, const Request& request) {
    const Answer<void> stored = store(world, request, true);
    return stored ? get(world, request) : errorResponse(stored.error());
}

Response patch(World& world, const Request& request) {
    return respond(store(world, request, false));
}

Response remove(World& world, const Request& request) {
    const StoredObject* service = world.store.find(servicePath(request));
    QJsonArray entries = service == nullptr ? QJsonArray() : entriesOf(*service);
    const qsizetype index = indexOf(entries, request.captures.value(1));
    if (index < 0) {
        return errorResponse(notFound(entryPath(request)));
    }
    entries.removeAt(index);
    return respond(writeEntries(world, request, entries));
}

} // namespace

void addServiceEntryRoutes(Router& router) {
    const QString entries = u"policy/api/v1/infra/services/*/service-entries"_s;
    router.add("GET", entries, list);
    router.add("GET", entries + u"/*"_s, get);
    router.add("PUT", entries + u"/*"_s, put);
    router.add("PATCH", entries + u"/*"_s, patch);
    router.add("DELETE", entries + u"/*"_s, remove);
}

} // namespace bulkhead::simulator
