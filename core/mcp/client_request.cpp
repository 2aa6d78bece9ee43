// SPDX-License-Identifier: MIT
#include "mcp/client_request.h"

#include "mcp/message.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

void ClientRequest::invalid(const QString& why) const {
    reply.error(kInvalidParams, method + u": "_s + why);
}

std::optional<QString> ClientRequest::text(const QString& key) const {
    const QJsonValue value = params.value(key);
    if (!value.isString()) {
        invalid(u"params.%1 must be a text"_s.arg(key));
        return std::nullopt;
    }
    return value.toString();
}

bool ClientRequest::hasKnownCursor() const {
    const QJsonValue cursor = params.value(u"cursor"_s);
    if (cursor.isUndefined() || (cursor.isString() && cursor.toString().isEmpty())) {
        return true;
    }
    invalid(u"this cursor is not known"_s);
    return false;
}

} // namespace bulkhead::mcp
