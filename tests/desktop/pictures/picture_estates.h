// SPDX-License-Identifier: MIT
// The two estates that break layouts: one with nothing in it, one in which every name is long.
#pragma once

#include "desktop/estate_fixture.h"

#include <QDateTime>

namespace bulkhead::desktop::tests {

/// A hundred characters, of which the end tells one from another.
inline QString longName(const QString& what, int number) {
    const QString tail = QStringLiteral("-%1").arg(number, 3, 10, QLatin1Char('0'));
    QString name = what;
    while (name.size() < 100 - tail.size()) {
        name += QStringLiteral("-of-the-european-production-site");
    }
    return name.left(100 - tail.size()) + tail;
}

inline snapshot::Origin fileOrigin(const QString& name) {
    snapshot::Origin origin;
    origin.kind = snapshot::OriginKind::File;
    origin.place = name;
    origin.manager = QStringLiteral("nsx-01.example");
    origin.takenAt = QDateTime(QDate(2026, 11, 3), QTime(14, 2), Qt::UTC);
    return origin;
}

/// A manager on which nobody has made anything.
inline snapshot::SnapshotPointer emptyEstate() {
    snapshot::Content content;
    content.origin = fileOrigin(QStringLiteral("empty.json"));
    content.excludeList = model::ExcludeList{};
    return snapshot::Snapshot::make(std::move(content));
}

/// Every policy, rule, group, service, machine and tag has a name of 100 characters.
inline snapshot::SnapshotPointer longEstate() {
    using namespace fixture;
    constexpr int kPolicies = 3;
    constexpr int kEach = 4;
    constexpr int kObjects = 12;
    snapshot::Content content;
    content.origin = fileOrigin(longName(QStringLiteral("snapshot"), 1) + QStringLiteral(".json"));
    QStringList groups;
    for (int i = 0; i < kObjects; ++i) {
        const QString id = QStringLiteral("g%1").arg(i);
        content.groups.push_back(addressGroup(id, longName(QStringLiteral("group"), i),
                                              {QStringLiteral("10.%1.0.0/16").arg(i)}));
        groups << groupPath(id);
        model::Service service;
        service.header = header(QStringLiteral("/infra/services"), QStringLiteral("s%1").arg(i),
                                longName(QStringLiteral("service"), i));
        model::ServiceEntry entry;
        entry.kind = model::ServiceEntryKind::L4PortSet;
        entry.l4Protocol = QStringLiteral("TCP");
        for (int port = 0; port < 15; ++port) {
            entry.destinationPorts
                << QStringLiteral("%1-%2").arg(8000 + port * 10).arg(8005 + port * 10);
        }
        service.entries.push_back(entry);
        content.services.push_back(service);
        model::VirtualMachine machine;
        machine.displayName = UntrustedText(longName(QStringLiteral("machine"), i));
        machine.externalId = QStringLiteral("id-%1").arg(i);
        machine.powerState = QStringLiteral("VM_RUNNING");
        machine.hostName = UntrustedText(longName(QStringLiteral("host"), i));
        machine.osName = UntrustedText(longName(QStringLiteral("system"), i));
        machine.tags = {{UntrustedText(longName(QStringLiteral("scope"), i)),
                         UntrustedText(longName(QStringLiteral("tag"), i))}};
        content.machines.push_back(machine);
        model::VirtualNetworkInterface vif;
        vif.ownerMachineId = machine.externalId;
        vif.addresses = {QStringLiteral("10.%1.0.7").arg(i),
                         QStringLiteral("2001:db8:85a3:1234:5678:8a2e:370:%1").arg(7000 + i)};
        content.interfaces.push_back(vif);
    }
    for (int p = 0; p < kPolicies; ++p) {
        auto one =
            policy(QStringLiteral("p%1").arg(p), longName(QStringLiteral("policy"), p),
                   p == 0 ? model::Category::Infrastructure : model::Category::Application, p * 10);
        for (int r = 0; r < kEach; ++r) {
            model::Rule made = rule(one.header.path, QStringLiteral("r%1").arg(r),
                                    longName(QStringLiteral("rule"), p * kEach + r));
            made.sequenceNumber = r * 10;
            made.ruleId = 4'000'000'000 + static_cast<qint64>(p) * kEach + r;
            made.sources = groups.mid(r, 1 + r * 2);
            made.destinations = groups.mid(r + 2, 3);
            made.services = {QStringLiteral("/infra/services/s%1").arg(r)};
            made.sourcesExcluded = r % 2 == 1;
            made.logged = true;
            one.rules.push_back(made);
        }
        content.policies.push_back(one);
    }
    content.excludeList = model::ExcludeList{};
    content.excludeList->members = groups.mid(0, 4);
    return snapshot::Snapshot::make(std::move(content));
}

} // namespace bulkhead::desktop::tests
