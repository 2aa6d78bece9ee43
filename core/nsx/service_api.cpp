// SPDX-License-Identifier: MIT
#include "nsx/service_api.h"

#include "nsx/api_path.h"
#include "nsx/stretch_reader.h"

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

Task<ListStretch<model::Service>> ServiceApi::services(PagePosition from, qint64 wanted,
                                                       CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = infraRoot(connection->target()) + u"/services"_s;
    auto stretch = co_await readStretch<model::Service>(connection, path, {}, from, wanted, token);
    co_return stretch;
}

Task<model::Service> ServiceApi::service(QString id, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const QString path = infraRoot(connection->target()) + u"/services/"_s + encodeSegment(id);
    const auto answer = co_await connection->get(path, {}, token);
    if (!answer) {
        co_return fail(answer.error());
    }
    co_return decodeObject<model::Service>(answer->body, place);
}

} // namespace bulkhead::nsx
