// SPDX-License-Identifier: MIT
#include "ops/segment_operations.h"

#include "ops/format_inventory.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

Task<Answer> listSegments(Call call) {
    const ListQuery query = listQuery(call.arguments);
    call.progress({u"Reading segments"_s, 1, 1});
    const auto part = co_await call.source->segments(query, call.token);
    if (!part) {
        co_return fail(part.error());
    }
    QJsonArray items;
    for (const model::Segment& segment : part->items) {
        items.append(formatSegmentItem(segment));
    }
    co_return Answer{listEnvelope(items, query, part->total)};
}

} // namespace

Operation listSegmentsOperation() {
    Operation operation = readOperation(
        u"list_segments"_s, u"List segments"_s, u"List segments with their subnets"_s,
        u"Lists segments by name with subnets and VLANs, also those that hang on a Tier-1 gateway. "
        u"Groups can have segments as members by the path shown here."_s);
    operation.parameters = {nameFilterParameter(), limitParameter(), offsetParameter()};
    operation.resultSchema = schema::envelope(segmentItemSchema());
    operation.command = {u"segment"_s, u"list"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"id"_s},
                        {u"Gateway addresses"_s, u"gateway_addresses"_s},
                        {u"VLANs"_s, u"vlan_ids"_s},
                        {u"Connected to"_s, u"connectivity_path"_s},
                        {u"Tags"_s, u"tags"_s}}};
    operation.handler = listSegments;
    return operation;
}

} // namespace bulkhead::ops
