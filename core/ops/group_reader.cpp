// SPDX-License-Identifier: MIT
#include "ops/group_reader.h"

#include "base/identifiers.h"
#include "nsx/object_api.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

Task<QJsonObject> readGroup(Call call, QString wanted) {
    const nsx::ObjectApi objects(call.manager);
    const QString folder = domainPath(*call.manager, u"groups/"_s);
    const QString id = wanted.startsWith(folder) ? wanted.mid(folder.size()) : wanted;
    if (checkIdentifier(id, u"group_id"_s)) {
        const auto direct = co_await objects.find(folder + id, call.token);
        if (!direct) {
            co_return fail(direct.error());
        }
        if (*direct) {
            co_return **direct;
        }
    }
    // By name, or wrong: the source knows the wording of every failure.
    const auto found = co_await call.source->group(wanted, call.token);
    if (!found) {
        co_return fail(found.error());
    }
    auto whole = co_await objects.object(found->header.path, call.token);
    co_return whole;
}

} // namespace bulkhead::ops
