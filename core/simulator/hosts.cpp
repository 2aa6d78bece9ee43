// SPDX-License-Identifier: MIT
#include "simulator/hosts.h"

#include "simulator/world.h"

#include <algorithm>
#include <map>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

std::vector<Host> hosts(const Inventory& inventory) {
    std::map<QString, QString> names; // id -> name
    for (const QJsonObject& machine : inventory.machines()) {
        const QString id = machine.value(u"host_id"_s).toString();
        if (!id.isEmpty()) {
            names[id] =
                machine.value(u"source"_s).toObject().value(u"target_display_name"_s).toString();
        }
    }
    std::vector<Host> found;
    for (const auto& [id, name] : names) {
        found.push_back({id, name.isEmpty() ? id : name, QString()});
    }
    std::sort(found.begin(), found.end(),
              [](const Host& a, const Host& b) { return a.name < b.name; });
    int number = 0;
    for (Host& host : found) {
        // 203.0.113.0/24 is for documentation; a large estate's hosts share addresses.
        host.address = u"203.0.113.%1"_s.arg(10 + number++ % 240);
    }
    return found;
}

std::vector<HostCluster> hostClusters(const Inventory& inventory) {
    HostCluster cluster{computeManagerId() + u":domain-c20"_s, u"Compute"_s, {}};
    for (const Host& host : hosts(inventory)) {
        cluster.hostIds << host.id;
    }
    return cluster.hostIds.isEmpty() ? std::vector<HostCluster>()
                                     : std::vector<HostCluster>{cluster};
}

QString computeManagerId() {
    return uuidFor(u"compute manager"_s);
}

} // namespace bulkhead::simulator
