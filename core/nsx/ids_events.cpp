// SPDX-License-Identifier: MIT
// IdsApi::events: the one report that is asked with POST and comes in pages all the same.
#include "nsx/answer_check.h"
#include "nsx/api_path.h"
#include "nsx/ids_api.h"
#include "nsx/list_window.h"
#include "nsx/paging.h"

#include <QJsonDocument>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostEvents = 20'000;
constexpr int kPageSize = 1000; ///< NSX 4.2, ListRequestParameters: the most

QUrlQuery pageQuery(const QString& cursor) {
    const QString size = QString::number(kPageSize);
    return cursor.isEmpty() ? makeQuery({{u"page_size"_s, size}})
                            : makeQuery({{u"page_size"_s, size}, {u"cursor"_s, cursor}});
}

} // namespace

Task<IdsEvents> IdsApi::events(QJsonArray filters, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const QString path = infraRoot(connection->target()) +
                         u"/settings/firewall/security/intrusion-services/ids-summary"_s;
    const QByteArray body =
        QJsonDocument(filters.isEmpty() ? QJsonObject() : QJsonObject{{u"filters"_s, filters}})
            .toJson(QJsonDocument::Compact);
    IdsEvents events;
    PageWalk walk(PagingStyle::Cursor);
    std::optional<QString> cursor = QString();
    while (cursor) {
        if (!connection) {
            co_return fail(connectionGone());
        }
        const QUrlQuery query = pageQuery(*cursor);
        const auto answer = co_await connection->send("POST", path, query, body, token);
        if (!answer) {
            co_return fail(answer.error());
        }
        const QJsonDocument document = QJsonDocument::fromJson(answer->body);
        const QJsonValue results = document.object().value(u"results"_s);
        if (!document.isObject() || !results.isArray()) {
            co_return fail(notAManager(place, u"answered something that is no list of events"_s));
        }
        const QJsonArray page = results.toArray();
        for (const QJsonValue event : page) {
            events.items.append(event);
        }
        cursor = walk.next(document.object().value(u"cursor"_s).toString(), page.size());
        if (cursor && events.items.size() >= kMostEvents) {
            events.isComplete = false;
            break;
        }
    }
    co_return events;
}

} // namespace bulkhead::nsx
