// SPDX-License-Identifier: MIT
// GroupApi: groups and their effective members on the manager.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "model/group.h"
#include "nsx/connection.h"
#include "nsx/list_stretch.h"
#include "nsx/listing.h"

#include <QPointer>

namespace bulkhead::nsx {

/// NSX 4.2 Policy API, RealizedVirtualMachine: only what names it.
struct MachineMember {
    QString id; ///< the machine's external id
    UntrustedText displayName;
    QString powerState; ///< VM_RUNNING, …, upper-case; empty if the manager did not say
};

/// The machines that a manager counts into a group.
struct MachineMembers {
    std::vector<MachineMember> members; ///< at most as many as were asked for
    std::optional<qint64> total;        ///< empty if the manager did not say
};

/// NSX 4.2 Policy API, …/domains/{domain}/groups. A cheap value over a Connection.
class GroupApi final {
public:
    explicit GroupApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// By display name. Without a filter only as many pages as the request needs are read.
    Task<Listing<model::Group>> groups(ListRequest request, CancellationToken token) const;
    /// By display name, from wherever an earlier call stopped.
    Task<ListStretch<model::Group>> groupsFrom(PagePosition from, qint64 wanted,
                                               CancellationToken token) const;
    /// NotFound if there is none with this id.
    Task<model::Group> group(QString id, CancellationToken token) const;
    /// Effective virtual machines, as the manager realized them.
    Task<MachineMembers> machineMembers(QString id, qint64 limit, CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
