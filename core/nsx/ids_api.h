// SPDX-License-Identifier: MIT
// IdsApi: intrusion detection as the manager has it: where it is on, what it watches, what it saw.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QPointer>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// Each part as the manager sent it; empty if it could not be read, and `problems` says why.
struct IdsState {
    std::optional<QJsonObject> settings;        ///< IdsSettings
    std::optional<QJsonObject> signatureStatus; ///< IdsSignatureStatus
    std::optional<QJsonArray> clusters;         ///< IdsClusterConfig
    std::optional<QJsonArray> versions;         ///< IdsSignatureVersion
    std::optional<QJsonObject> standaloneHosts; ///< {ids_enabled}
    std::optional<QJsonArray> hosts; ///< DiscoveredNode; `parent_compute_collection` is the cluster
    QStringList problems;            ///< clean sentences
};

/// One IdsSecurityPolicy with its rules in the order of evaluation.
struct IdsPolicy {
    QJsonObject policy;
    QJsonArray rules; ///< IdsRule
    /// Hits since the last reset by rule path; a rule that the manager did not count is missing.
    QHash<QString, qint64> hits;
    QString problem; ///< why the hits could not be read; empty if they could
};

/// PolicyIdsEventsSummary, each a signature with what it met.
struct IdsEvents {
    QJsonArray items;
    bool isComplete = true; ///< false: there are more than anybody reads
};

/// NSX 4.2 Policy API, /infra/settings/firewall/security/intrusion-services and
/// /infra/domains/{domain}/intrusion-service-policies. A cheap value over a Connection.
class IdsApi final {
public:
    explicit IdsApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// Six requests at the same time. Fails only if nothing of intrusion detection itself could be
    /// read; the hosts alone say nothing.
    Task<IdsState> state(CancellationToken token) const;
    /// All profiles by display name.
    Task<QJsonArray> profiles(CancellationToken token) const;
    /// All policies in the order of evaluation: one request, and two a policy at the same time.
    Task<std::vector<IdsPolicy>> policies(CancellationToken token) const;
    /// Up to 20,000 summaries. `filters` are {field_names, value, case_sensitive}, all of which
    /// must hold; the manager forgets events after 14 days.
    Task<IdsEvents> events(QJsonArray filters, CancellationToken token) const;
    /// The signatures of the version in use, without their rule texts: some 20,000, a request a
    /// thousand.
    Task<QJsonArray> signatures(CancellationToken token) const;
    /// Signatures whose action or state was changed for the whole manager (GlobalIdsSignature).
    Task<QJsonArray> globalSignatures(CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

/// Object paths, as change plans need them; the target says the project.
[[nodiscard]] QString idsSettingsPath(const config::Target& target);
[[nodiscard]] QString idsClusterPath(const config::Target& target, const QString& clusterId);

} // namespace bulkhead::nsx
