// SPDX-License-Identifier: MIT
// NodeApi: the manager node itself: version and user.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QPointer>

namespace bulkhead::nsx {

/// Who the manager takes us for (NSX 4.2, aaa/user-info).
struct UserInfo {
    QString userName;
    QStringList roles; ///< of the user as a whole and for the root path, without duplicates
};

/// A cheap value over a Connection. Texts are cleaned for one line.
class NodeApi final {
public:
    explicit NodeApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// `product_version`, or `node_version` where that is missing (GET /api/v1/node/version).
    Task<QString> productVersion(CancellationToken token) const;
    Task<UserInfo> userInfo(CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
