// SPDX-License-Identifier: MIT
#include "ops/service_operations.h"

#include "model/decode.h"
#include "ops/format.h"
#include "ops/format_inventory.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

Task<Answer> listServices(Call call) {
    ServiceQuery query;
    static_cast<ListQuery&>(query) = listQuery(call.arguments);
    if (call.arguments.contains(u"predefined"_s)) {
        query.predefined = call.arguments.value(u"predefined"_s).toBool();
    }
    call.progress({u"Reading services"_s, 1, 1});
    const auto part = co_await call.source->services(query, call.token);
    if (!part) {
        co_return fail(part.error());
    }
    QJsonArray items;
    for (const model::Service& service : part->items) {
        items.append(formatServiceItem(service));
    }
    co_return Answer{listEnvelope(items, query, part->total)};
}

Task<Answer> getService(Call call) {
    const QString wanted = call.arguments.value(u"service_id"_s).toString();
    call.progress({u"Reading the service"_s, 1, 2});
    const auto service = co_await call.source->service(wanted, call.token);
    if (!service) {
        co_return fail(service.error());
    }
    QStringList nested;
    for (const model::ServiceEntry& entry : service->entries) {
        if (!entry.nestedServicePath.isEmpty()) {
            nested << entry.nestedServicePath;
        }
    }
    call.progress({u"Reading names"_s, 2, 2});
    const auto names = co_await call.source->namesOf(nested, call.token);
    if (!names) {
        co_return fail(names.error());
    }
    QJsonArray entries;
    for (const model::ServiceEntry& entry : service->entries) {
        const QString& path = entry.nestedServicePath;
        entries.append(
            QJsonObject{{u"id"_s, orNull(entry.id)},
                        {u"display_name"_s, orNull(entry.displayName.raw())},
                        {u"type"_s, orNull(entry.kind.text())},
                        {u"ports"_s, path.isEmpty() ? model::inWords(entry) : nameOf(path, *names)},
                        {u"nested_service_path"_s, orNull(path)}});
    }
    QJsonObject result = formatServiceItem(*service);
    const QJsonObject raw = model::encode(*service);
    result.insert(u"entries"_s, entries);
    result.insert(u"service_entries"_s, raw.value(u"service_entries"_s).toArray());
    result.insert(u"_revision"_s, orNull(service->header.revision));
    co_return Answer{result};
}

QJsonObject serviceSchema() {
    namespace s = schema;
    const QJsonObject entry = s::object({
        {u"id", s::nullable(s::text({}))},
        {u"display_name", s::nullable(s::text({}))},
        {u"type", s::nullable(s::text(u"L4PortSetServiceEntry, ICMPTypeServiceEntry …"_s))},
        {u"ports", s::text(u"The entry in words; of a nested service its name."_s)},
        {u"nested_service_path", s::nullable(s::text({}))},
    });
    const QJsonObject raw{{u"type"_s, u"object"_s}};
    return s::merged(
        serviceItemSchema(),
        s::object(
            {{u"entries", s::list(entry, u"The entries in words."_s)},
             {u"service_entries", s::list(raw, u"The entries as the manager stores them."_s)},
             {u"_revision", s::nullable(s::integer(u"Stored version, for later changes."_s))}}));
}

} // namespace

Operation listServicesOperation() {
    Operation operation = readOperation(
        u"list_services"_s, u"List services"_s, u"List services with their ports"_s,
        u"Lists services by name with protocols and ports in words. NSX brings about 400 of them; "
        u"rules name services by the path or name shown here."_s);
    Parameter predefined;
    predefined.name = u"predefined"_s;
    predefined.type = ParameterType::Boolean;
    predefined.description =
        u"True: only services that came with NSX; false: only others; without it all."_s;
    operation.parameters = {nameFilterParameter(), predefined, limitParameter(), offsetParameter()};
    operation.resultSchema = schema::envelope(serviceItemSchema());
    operation.command = {u"service"_s, u"list"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"id"_s},
                        {u"Ports"_s, u"ports"_s},
                        {u"Predefined"_s, u"predefined"_s}}};
    operation.handler = listServices;
    return operation;
}

Operation getServiceOperation() {
    Operation operation = readOperation(
        u"get_service"_s, u"Show a service"_s, u"Show one service with its entries"_s,
        u"Shows one service: every entry in words and as stored. where_used shows the rules that "
        u"name it."_s);
    operation.parameters = {
        requiredText(u"service_id"_s, u"Id, path or unique display name of the service."_s)};
    operation.resultSchema = serviceSchema();
    operation.command = {u"service"_s, u"get"_s, {u"service_id"_s}, {}};
    operation.table = {
        {{u"Name"_s, u"display_name"_s},
         {u"ID"_s, u"id"_s},
         {u"Description"_s, u"description"_s},
         {u"Predefined"_s, u"predefined"_s},
         {u"Tags"_s, u"tags"_s},
         {u"Path"_s, u"path"_s},
         {u"Revision"_s, u"_revision"_s}},
        u"entries"_s,
        {},
        {{u"Entry"_s, u"display_name"_s}, {u"Ports"_s, u"ports"_s}, {u"Type"_s, u"type"_s}}};
    operation.handler = getService;
    return operation;
}

} // namespace bulkhead::ops
