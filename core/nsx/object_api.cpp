// SPDX-License-Identifier: MIT
#include "nsx/object_api.h"

#include "nsx/answer_check.h"
#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/paging.h"

#include <QJsonDocument>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

/// The body of a read: one JSON object, or the error that says who did not send one.
Result<QJsonObject> objectOf(const QByteArray& body, const QString& place) {
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) {
        return fail(notAManager(place, u"answered something that is no JSON object"_s));
    }
    return document.object();
}

} // namespace

QString objectUrl(const QString& policyPath) {
    QString url = policyPath.startsWith(u"/global-infra"_s) ? u"/global-manager/api/v1"_s
                                                            : u"/policy/api/v1"_s;
    for (const QString& segment : policyPath.split(u'/', Qt::SkipEmptyParts)) {
        url += u'/' + encodeSegment(segment);
    }
    return url;
}

Task<QJsonObject> ObjectApi::object(QString policyPath, CancellationToken token) const {
    auto found = co_await get(objectUrl(policyPath), {}, token);
    co_return found;
}

Task<std::optional<QJsonObject>> ObjectApi::find(QString policyPath,
                                                 CancellationToken token) const {
    auto found = co_await get(objectUrl(policyPath), {}, token);
    if (found) {
        co_return std::optional<QJsonObject>(std::move(*found));
    }
    if (found.error().kind == ErrorKind::NotFound) {
        co_return std::optional<QJsonObject>();
    }
    co_return fail(found.error());
}

Task<QJsonObject> ObjectApi::get(QString apiPath, QUrlQuery query, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const auto answer = co_await connection->get(apiPath, query, token);
    if (!answer) {
        co_return fail(answer.error());
    }
    auto object = objectOf(answer->body, place);
    co_return object;
}

Task<QJsonArray> ObjectApi::list(QString apiPath, QUrlQuery query, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const auto read = co_await pages(connection, apiPath, query, {}, token);
    if (!read) {
        co_return fail(read.error());
    }
    QJsonArray results;
    for (const QByteArray& body : read->bodies) {
        const auto page = objectOf(body, place);
        if (!page) {
            co_return fail(page.error());
        }
        const QJsonArray items = page->value(u"results"_s).toArray();
        for (const QJsonValue item : items) {
            results.append(item);
        }
    }
    co_return results;
}

} // namespace bulkhead::nsx
