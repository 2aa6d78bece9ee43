// SPDX-License-Identifier: MIT
// Hosts: the hypervisors and their cluster, as they follow from where the machines run.
#pragma once

#include "simulator/inventory.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::simulator {

struct Host {
    QString id; ///< of the transport node
    QString name;
    QString address;
};

/// NSX 4.2 ComputeCollection: "<compute manager>:domain-c20".
struct HostCluster {
    QString id;
    QString name;
    QStringList hostIds;
};

/// By name.
[[nodiscard]] std::vector<Host> hosts(const Inventory& inventory);
/// One with all hosts, none without a host.
[[nodiscard]] std::vector<HostCluster> hostClusters(const Inventory& inventory);
[[nodiscard]] QString computeManagerId();

} // namespace bulkhead::simulator
