// SPDX-License-Identifier: MIT
#include "simulator/exchange.h"

#include <QJsonDocument>
#include <QJsonParseError>
#include <QList>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QString decoded(QByteArray part, bool isQuery) {
    if (isQuery) {
        part.replace('+', ' ');
    }
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part));
}

} // namespace

Answer<QJsonObject> Request::json() const {
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (problem.error != QJsonParseError::NoError) {
        return refuse(invalidField(u"the request body is not valid JSON at byte "_s +
                                   QString::number(problem.offset) + u": "_s +
                                   problem.errorString()));
    }
    if (!document.isObject()) {
        return refuse(invalidField(u"the request body is not a JSON object"_s));
    }
    return document.object();
}

void parseTarget(const QByteArray& target, Request& request) {
    request.target = target;
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.left(mark);
    for (const QByteArray& part : path.split('/')) {
        if (!part.isEmpty()) {
            request.segments << decoded(part, false);
        }
    }
    if (mark < 0) {
        return;
    }
    for (const QByteArray& pair : target.mid(mark + 1).split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0) {
            request.query.insert(decoded(pair, true), QString());
        } else {
            request.query.insert(decoded(pair.left(equals), true),
                                 decoded(pair.mid(equals + 1), true));
        }
    }
}

Response jsonResponse(QJsonObject json, int status) {
    Response response;
    response.status = status;
    response.json = std::move(json);
    return response;
}

Response emptyResponse(int status) {
    Response response;
    response.status = status;
    return response;
}

Response errorResponse(const ApiError& error) {
    return jsonResponse(error.toJson(), error.status);
}

Response respond(const Answer<QJsonObject>& answer) {
    return answer ? jsonResponse(*answer) : errorResponse(answer.error());
}

Response respond(const Answer<void>& answer, int status) {
    return answer ? emptyResponse(status) : errorResponse(answer.error());
}

} // namespace bulkhead::simulator
