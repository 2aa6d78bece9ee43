// SPDX-License-Identifier: MIT
// SecurityPolicyApi: the distributed firewall's policies and rules on the manager.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "model/security_policy.h"
#include "nsx/connection.h"
#include "nsx/listing.h"

#include <QPointer>

namespace bulkhead::nsx {

/// NSX 4.2 Policy API, …/domains/{domain}/security-policies. A cheap value over a Connection.
class SecurityPolicyApi final {
public:
    explicit SecurityPolicyApi(QPointer<Connection> connection)
        : m_connection(std::move(connection)) {}

    /// Without their rules, with rule counts, in the order of evaluation. Reads the whole list: the
    /// manager neither filters nor sorts it that way.
    Task<Listing<model::SecurityPolicy>> policies(ListRequest request,
                                                  CancellationToken token) const;
    /// With its rules in the order of evaluation. NotFound if there is none with this id.
    Task<model::SecurityPolicy> policy(QString id, CancellationToken token) const;
    /// The rules of one policy in the order of evaluation.
    Task<std::vector<model::Rule>> rules(QString policyId, CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
