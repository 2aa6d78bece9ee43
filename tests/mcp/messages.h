// SPDX-License-Identifier: MIT
// What tests of the MCP server read out of messages, and the messages that they send.
#pragma once

#include "ops/source_provider.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace bulkhead::tests {

using namespace Qt::StringLiterals;

inline const QStringList kLegacy{u"2024-11-05"_s, u"2025-03-26"_s, u"2025-06-18"_s,
                                 u"2025-11-25"_s};

inline int errorCode(const QJsonObject& answer) {
    return answer.value(u"error"_s).toObject().value(u"code"_s).toInt();
}

inline QString errorText(const QJsonObject& answer) {
    return answer.value(u"error"_s).toObject().value(u"message"_s).toString();
}

inline QJsonObject resultOf(const QJsonObject& answer) {
    return answer.value(u"result"_s).toObject();
}

/// The first text block of a tool's result.
inline QString textOf(const QJsonObject& answer) {
    const QJsonArray content = resultOf(answer).value(u"content"_s).toArray();
    return content.at(0).toObject().value(u"text"_s).toString();
}

inline bool isToolError(const QJsonObject& answer) {
    return resultOf(answer).value(u"isError"_s).toBool();
}

inline QJsonObject parsed(const QByteArray& line) {
    return QJsonDocument::fromJson(line).object();
}

inline QJsonObject cancelled(const QJsonValue& id) {
    return {{u"jsonrpc"_s, u"2.0"_s},
            {u"method"_s, u"notifications/cancelled"_s},
            {u"params"_s, QJsonObject{{u"requestId"_s, id}}}};
}

inline std::shared_ptr<ops::SourceProvider> demoSources() {
    ops::SourceOptions options;
    options.demo = true;
    return std::make_shared<ops::SourceProvider>(options);
}

} // namespace bulkhead::tests
