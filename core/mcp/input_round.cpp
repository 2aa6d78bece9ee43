// SPDX-License-Identifier: MIT
#include "mcp/input_round.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

const QString kRequestsKey = u"inputRequests"_s;
const QString kResponsesKey = u"inputResponses"_s;
const QString kStateKey = u"requestState"_s;

} // namespace

QJsonObject inputRequired(const std::vector<InputRequest>& requests, const QString& state) {
    QJsonObject asked;
    for (const InputRequest& request : requests) {
        asked.insert(request.key,
                     QJsonObject{{u"method"_s, request.method}, {u"params"_s, request.params}});
    }
    QJsonObject result{{kRequestsKey, asked}};
    if (!state.isEmpty()) {
        result.insert(kStateKey, state);
    }
    return result;
}

std::optional<QJsonObject> inputResponse(const QJsonObject& params, const QString& key) {
    const QJsonValue answer = params.value(kResponsesKey).toObject().value(key);
    return answer.isObject() ? std::optional(answer.toObject()) : std::nullopt;
}

std::optional<QString> requestState(const QJsonObject& params) {
    const QJsonValue state = params.value(kStateKey);
    return state.isString() ? std::optional(state.toString()) : std::nullopt;
}

QString wrongInput(const QJsonObject& params) {
    if (params.contains(kResponsesKey) && !params.value(kResponsesKey).isObject()) {
        return u"params."_s + kResponsesKey + u" must be an object"_s;
    }
    if (params.contains(kStateKey) && !params.value(kStateKey).isString()) {
        return u"params."_s + kStateKey + u" must be a text"_s;
    }
    return {};
}

} // namespace bulkhead::mcp
