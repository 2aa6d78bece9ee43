// SPDX-License-Identifier: MIT
// IdsApi: intrusion detection as the manager has it: settings, clusters, signatures, profiles.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QPointer>
#include <QStringList>

#include <optional>

namespace bulkhead::nsx {

/// Each part as the manager sent it; empty if it could not be read, and `problems` says why.
struct IdsState {
    std::optional<QJsonObject> settings;        ///< IdsSettings
    std::optional<QJsonObject> signatureStatus; ///< IdsSignatureStatus
    std::optional<QJsonArray> clusters;         ///< IdsClusterConfig
    std::optional<QJsonArray> versions;         ///< IdsSignatureVersion
    std::optional<QJsonObject> standaloneHosts; ///< {ids_enabled}
    QStringList problems;                       ///< clean sentences
};

/// NSX 4.2 Policy API, /infra/settings/firewall/security/intrusion-services. A cheap value over a
/// Connection.
class IdsApi final {
public:
    explicit IdsApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// Five requests at the same time. Fails only if none of them could be answered.
    Task<IdsState> state(CancellationToken token) const;
    /// All profiles by display name.
    Task<QJsonArray> profiles(CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
