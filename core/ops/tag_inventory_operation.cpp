// SPDX-License-Identifier: MIT
#include "ops/tag_inventory_operation.h"

#include "ops/format.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

Task<Answer> listTags(Call call) {
    const ListQuery query = listQuery(call.arguments);
    const QString scope = call.arguments.value(u"scope"_s).toString();
    const QString value = call.arguments.value(u"value"_s).toString();
    call.progress({u"Reading tags"_s, 1, 1});
    const auto part = co_await call.source->tags(scope, value, query, call.token);
    if (!part) {
        co_return fail(part.error());
    }
    QJsonArray items;
    for (const nsx::TagUse& use : part->items) {
        items.append(QJsonObject{{u"scope"_s, use.scope.raw()},
                                 {u"tag"_s, use.tag.raw()},
                                 {u"object_count"_s, orNull(use.objects)}});
    }
    co_return Answer{listEnvelope(items, query, part->total)};
}

Parameter pattern(const QString& name, const QString& what) {
    Parameter parameter;
    parameter.name = name;
    parameter.description =
        u"Only tags with this "_s + what + u"; * stands for anything at its start or end."_s;
    return parameter;
}

} // namespace

Operation listTagsOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"list_tags"_s, u"List tags in use"_s, u"List all tags with how many objects carry them"_s,
        u"Lists every scope and value in use and how many objects carry it. Look here before "
        u"tagging or writing criteria: a group on a tag that nobody carries matches nothing."_s);
    operation.parameters = {pattern(u"scope"_s, u"scope"_s), pattern(u"value"_s, u"value"_s),
                            limitParameter(), offsetParameter()};
    operation.resultSchema = s::envelope(s::object({
        {u"scope", s::text(u"Scope; may be empty."_s)},
        {u"tag", s::text(u"Value; may be empty."_s)},
        {u"object_count", s::nullable(s::integer(u"Objects that carry it; null if unknown."_s))},
    }));
    operation.command = {u"tag"_s, u"list-all"_s, {}, {}};
    operation.table = {
        {},
        u"items"_s,
        {},
        {{u"Scope"_s, u"scope"_s}, {u"Tag"_s, u"tag"_s}, {u"Objects"_s, u"object_count"_s, true}}};
    operation.handler = listTags;
    return operation;
}

} // namespace bulkhead::ops
