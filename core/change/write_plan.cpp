// SPDX-License-Identifier: MIT
#include "change/write_plan.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

QJsonArray requestsAsJson(const WritePlan& plan) {
    QJsonArray requests;
    for (const WriteRequest& request : plan.requests) {
        QString path = request.path;
        if (!request.query.isEmpty()) {
            path += u'?' + request.query.toString(QUrl::FullyEncoded);
        }
        requests.append(
            QJsonObject{{u"method"_s, QString::fromLatin1(request.method)},
                        {u"path"_s, path},
                        {u"body"_s, request.body ? QJsonValue(*request.body) : QJsonValue()}});
    }
    return requests;
}

} // namespace bulkhead::change
