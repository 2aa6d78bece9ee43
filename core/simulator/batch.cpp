// SPDX-License-Identifier: MIT
#include "simulator/batch.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// The URIs stand below the batch's own base.
Request partOf(const Request& batch, const QJsonObject& item) {
    Request part;
    const QString base = u'/' + batch.segments.mid(0, batch.segments.size() - 1).join(u'/');
    const QString uri = item.value(u"uri"_s).toString();
    parseTarget((base + (uri.startsWith(u'/') ? QString() : u"/"_s) + uri).toUtf8(), part);
    part.method = item.value(u"method"_s).toString().toUtf8();
    part.caller = batch.caller;
    part.partialPatch = batch.partialPatch;
    if (item.value(u"body"_s).isObject()) {
        part.body = QJsonDocument(item.value(u"body"_s).toObject()).toJson(QJsonDocument::Compact);
    }
    return part;
}

} // namespace

bool isBatch(const Request& request) {
    return request.method == "POST" &&
           (request.segments == QStringList{u"policy"_s, u"api"_s, u"v1"_s, u"batch"_s} ||
            request.segments == QStringList{u"api"_s, u"v1"_s, u"batch"_s});
}

Response runBatch(World& world, const Router& router, const Request& batch) {
    if (batch.parameter(u"atomic"_s) == u"true"_s) {
        return errorResponse(invalidField(u"atomic batches are not simulated"_s));
    }
    const Answer<QJsonObject> body = batch.json();
    if (!body) {
        return errorResponse(body.error());
    }
    if (!body->value(u"requests"_s).isArray()) {
        return errorResponse(invalidField(u"requests is required"_s));
    }
    const bool goesOn = body->value(u"continue_on_error"_s).toBool(true);
    bool hasErrors = false;
    QJsonArray results;
    for (const QJsonValue item : body->value(u"requests"_s).toArray()) {
        Request part = partOf(batch, item.toObject());
        const Response response = isBatch(part)
                                      ? errorResponse(invalidField(u"a batch in a batch"_s))
                                      : router.route(world, part);
        QJsonObject result = {{u"code"_s, response.status}};
        if (response.json) {
            result.insert(u"body"_s, *response.json);
        }
        results.append(result);
        if (response.status >= 400) {
            hasErrors = true;
            if (!goesOn) {
                break;
            }
        }
    }
    return jsonResponse(
        {{u"has_errors"_s, hasErrors}, {u"rolled_back"_s, false}, {u"results"_s, results}});
}

} // namespace bulkhead::simulator
