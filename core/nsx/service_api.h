// SPDX-License-Identifier: MIT
// ServiceApi: services, predefined and own, on the manager.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "model/service.h"
#include "nsx/connection.h"
#include "nsx/list_stretch.h"

#include <QPointer>

namespace bulkhead::nsx {

/// NSX 4.2 Policy API, /infra/services. A cheap value over a Connection.
class ServiceApi final {
public:
    explicit ServiceApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// By display name.
    Task<ListStretch<model::Service>> services(PagePosition from, qint64 wanted,
                                               CancellationToken token) const;
    /// NotFound if there is none with this id.
    Task<model::Service> service(QString id, CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
