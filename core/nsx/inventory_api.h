// SPDX-License-Identifier: MIT
// InventoryApi: the virtual machines that a manager knows.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "model/inventory.h"
#include "nsx/connection.h"
#include "nsx/list_stretch.h"
#include "nsx/references.h"

#include <QPointer>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// One page of machines.
struct MachinePage {
    std::vector<model::VirtualMachine> machines;
    QString nextCursor; ///< empty on the last page
    std::optional<qint64> total;
};

/// NSX 4.2 API, fabric/virtual-machines and fabric/vifs. A cheap value over a Connection.
class InventoryApi final {
public:
    explicit InventoryApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// All machines with exactly this display name; names are not unique. Empty if there is none.
    Task<std::vector<model::VirtualMachine>> machinesByName(QString name,
                                                            CancellationToken token) const;
    /// The machine with this external id; NotFound if there is none.
    Task<model::VirtualMachine> machineByExternalId(QString id, CancellationToken token) const;
    /// One page of at most `limit` (1..1000) machines; an empty cursor starts at the beginning.
    Task<MachinePage> machines(qint64 limit, QString cursor, CancellationToken token) const;
    /// By display name, from wherever an earlier call stopped. Of a project its own machines, which
    /// come all at once.
    Task<ListStretch<model::VirtualMachine>> machinesFrom(PagePosition from, qint64 wanted,
                                                          CancellationToken token) const;
    /// The network interfaces of one machine.
    Task<std::vector<model::VirtualNetworkInterface>> interfacesOf(QString machineId,
                                                                   CancellationToken token) const;
    /// The groups that the machine belongs to: one request, and one for each of its interfaces. A
    /// group of segments or ports has the interfaces as members, not the machine (NSX 4.2,
    /// infra/virtual-machine-… and virtual-network-interface-group-associations). By name.
    Task<std::vector<NamedObject>> groupsOf(QString machineId, QStringList interfaceIds,
                                            CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
