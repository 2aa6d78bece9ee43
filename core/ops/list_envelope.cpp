// SPDX-License-Identifier: MIT
#include "ops/list_envelope.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

Parameter nameFilterParameter() {
    Parameter parameter;
    parameter.name = u"name_filter"_s;
    parameter.description =
        u"Only objects whose display name contains this, or matches it as a pattern with * and ?; "
        u"case does not matter."_s;
    return parameter;
}

Parameter limitParameter() {
    Parameter parameter;
    parameter.name = u"limit"_s;
    parameter.type = ParameterType::Integer;
    parameter.description = u"At most this many items."_s;
    parameter.defaultValue = kDefaultLimit;
    parameter.minimum = 1;
    parameter.maximum = kMaximumLimit;
    return parameter;
}

Parameter offsetParameter() {
    Parameter parameter;
    parameter.name = u"offset"_s;
    parameter.type = ParameterType::Integer;
    parameter.description =
        u"Leave out this many matching items first (next_offset of the page before)."_s;
    parameter.defaultValue = 0;
    parameter.minimum = 0;
    parameter.maximum = 1'000'000'000;
    return parameter;
}

ListQuery listQuery(const QJsonObject& arguments) {
    return {arguments.value(u"name_filter"_s).toString(),
            arguments.value(u"limit"_s).toInt(kDefaultLimit),
            arguments.value(u"offset"_s).toInt(0)};
}

QJsonObject listEnvelope(const QJsonArray& items, const ListQuery& query,
                         std::optional<qint64> total) {
    const qint64 end = query.offset + items.size();
    const bool truncated = total ? end < *total : items.size() >= query.limit;
    // Past the end there is no next page to point to, whatever the total.
    const bool more = truncated && !items.isEmpty();
    QJsonValue hint;
    if (more) {
        hint = u"Call again with offset %1 for the next page."_s.arg(end);
    } else if (items.isEmpty() && query.offset > 0) {
        hint = u"Nothing stands at this offset; start again with offset 0."_s;
    }
    return QJsonObject{{u"items"_s, items},
                       {u"returned"_s, items.size()},
                       {u"limit"_s, query.limit},
                       {u"offset"_s, query.offset},
                       {u"total"_s, total ? QJsonValue(*total) : QJsonValue()},
                       {u"truncated"_s, more},
                       {u"next_offset"_s, more ? QJsonValue(end) : QJsonValue()},
                       {u"hint"_s, hint}};
}

} // namespace bulkhead::ops
