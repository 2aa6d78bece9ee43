// SPDX-License-Identifier: MIT
#include "mcp/request_params.h"

#include "mcp/message.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

void refuseParams(const Request& request, const QString& why) {
    request.reply.error(kInvalidParams, request.method + u": "_s + why);
}

std::optional<QString> textParam(const Request& request, const QString& key) {
    const QJsonValue value = request.params.value(key);
    if (!value.isString()) {
        refuseParams(request, u"params.%1 must be a text"_s.arg(key));
        return std::nullopt;
    }
    return value.toString();
}

bool hasKnownCursor(const Request& request) {
    const QJsonValue cursor = request.params.value(u"cursor"_s);
    if (cursor.isUndefined() || (cursor.isString() && cursor.toString().isEmpty())) {
        return true;
    }
    refuseParams(request, u"this cursor is not known."_s);
    return false;
}

} // namespace bulkhead::mcp
