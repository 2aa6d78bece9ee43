// SPDX-License-Identifier: MIT
#include "nsx/tag_api.h"

#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

Task<std::vector<TagUse>> TagApi::tags(QString scope, QString tag, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    QUrlQuery query;
    if (!scope.isEmpty()) {
        query.addQueryItem(u"scope"_s, encodeSegment(scope));
    }
    if (!tag.isEmpty()) {
        query.addQueryItem(u"tag"_s, encodeSegment(tag));
    }
    const QString path = infraRoot(connection->target()) + u"/tags"_s;
    const ObjectApi api(connection);
    const auto list = co_await api.list(path, query, token);
    if (!list) {
        co_return fail(list.error());
    }
    std::vector<TagUse> tags;
    for (const QJsonValue value : *list) {
        const QJsonValue count = value[u"tagged_objects_count"_s];
        tags.push_back(
            {UntrustedText(value[u"scope"_s].toString()), UntrustedText(value[u"tag"_s].toString()),
             count.isDouble() ? std::optional<qint64>(count.toInteger()) : std::nullopt});
    }
    co_return tags;
}

} // namespace bulkhead::nsx
