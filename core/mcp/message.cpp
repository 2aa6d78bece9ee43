// SPDX-License-Identifier: MIT
#include "mcp/message.h"

#include <cmath>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

bool isIdentifier(const QJsonValue& value) {
    return value.isString() ||
           (value.isDouble() && std::floor(value.toDouble()) == value.toDouble());
}

QString identifierKey(const QJsonValue& id) {
    return id.isString() ? u"s:"_s + id.toString() : u"n:"_s + id.toVariant().toString();
}

bool Message::hasModernClaim() const {
    const QJsonValue meta = params.value(u"_meta"_s);
    return meta.isObject() && meta.toObject().contains(kVersionKey);
}

Message classify(const QJsonValue& value) {
    Message message;
    if (!value.isObject()) {
        message.fault = u"A message is a JSON object."_s;
        return message;
    }
    const QJsonObject object = value.toObject();
    const bool hasId = object.contains(u"id"_s);
    const QJsonValue id = object.value(u"id"_s);
    if (hasId && isIdentifier(id)) {
        message.id = id;
    }
    if (!object.contains(u"method"_s) &&
        (object.contains(u"result"_s) || object.contains(u"error"_s))) {
        message.kind = MessageKind::Response;
        message.body = object;
        return message;
    }
    if (object.value(u"jsonrpc"_s).toString() != u"2.0") {
        message.fault = u"A message says \"jsonrpc\": \"2.0\"."_s;
        return message;
    }
    if (object.value(u"method"_s).toString().isEmpty()) {
        message.fault = u"A message has a method, which is a text that is not empty."_s;
        return message;
    }
    if (hasId && message.id.isUndefined()) {
        message.fault = u"The id is a text or a whole number."_s;
        return message;
    }
    message.method = object.value(u"method"_s).toString();
    message.kind = hasId ? MessageKind::Request : MessageKind::Notification;
    const QJsonValue params = object.value(u"params"_s);
    if (params.isObject()) {
        message.params = params.toObject();
    } else if (!params.isUndefined()) {
        message.fault = u"params must be an object."_s;
    }
    return message;
}

} // namespace bulkhead::mcp
