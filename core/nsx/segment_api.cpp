// SPDX-License-Identifier: MIT
#include "nsx/segment_api.h"

#include "nsx/api_path.h"
#include "nsx/search_text.h"
#include "nsx/stretch_reader.h"

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

Task<ListStretch<model::Segment>> SegmentApi::segments(PagePosition from, qint64 wanted,
                                                       CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = searchPath(connection->target());
    const QUrlQuery query = makeQuery({{u"query"_s, u"resource_type:Segment"_s},
                                       {u"sort_by"_s, u"display_name"_s},
                                       {u"sort_ascending"_s, u"true"_s}});
    auto stretch =
        co_await readStretch<model::Segment>(connection, path, query, from, wanted, token);
    co_return stretch;
}

Task<std::vector<model::SegmentPort>> SegmentApi::portsOf(QStringList attachmentIds,
                                                          CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    attachmentIds.removeAll(QString());
    if (attachmentIds.isEmpty()) {
        co_return std::vector<model::SegmentPort>{};
    }
    const QString path = searchPath(connection->target());
    const QString text =
        u"resource_type:SegmentPort AND attachment.id:"_s + searchAnyOf(attachmentIds);
    const QUrlQuery query = makeQuery({{u"query"_s, text}});
    auto stretch =
        co_await readStretch<model::SegmentPort>(connection, path, query, {}, 1000, token);
    if (!stretch) {
        co_return fail(stretch.error());
    }
    // The search compares words; only the very id is the port.
    std::erase_if(stretch->items, [&attachmentIds](const model::SegmentPort& port) {
        return !attachmentIds.contains(port.attachmentId);
    });
    co_return std::move(stretch->items);
}

} // namespace bulkhead::nsx
