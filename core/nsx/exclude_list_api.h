// SPDX-License-Identifier: MIT
// ExcludeListApi: who has no distributed firewall at all.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QPointer>
#include <QStringList>

#include <optional>

namespace bulkhead::nsx {

/// Paths of groups, segments and segment ports.
struct ExcludeLists {
    QStringList user; ///< what people put there
    /// What the system put there; empty optional if the manager does not tell.
    std::optional<QStringList> system;
};

/// NSX 4.2 Policy API, /infra/settings/firewall/security/exclude-list. A cheap value over a
/// Connection.
class ExcludeListApi final {
public:
    explicit ExcludeListApi(QPointer<Connection> connection)
        : m_connection(std::move(connection)) {}

    /// Two requests at the same time: the list, and the list with the system's own members.
    Task<ExcludeLists> lists(CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
