// SPDX-License-Identifier: MIT
#include "desktop/details/machine_facts.h"

#include "desktop/estate/member_index.h"

#include <QCoreApplication>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Machine", text);
}

int addressRank(const QString& address) {
    if (!address.contains(u':')) {
        return 0;
    }
    return address.startsWith(u"fe80:", Qt::CaseInsensitive) ? 2 : 1;
}

} // namespace

Cell powerCell(const model::VirtualMachine& machine) {
    if (machine.powerState == u"VM_RUNNING") {
        return iconCell(u"circle-dot"_s, translated("on"), Color::Allow);
    }
    if (machine.powerState == u"VM_STOPPED") {
        return iconCell(u"power-off"_s, translated("off"), Color::TextMuted);
    }
    if (machine.powerState == u"VM_SUSPENDED") {
        return iconCell(u"circle-pause"_s, translated("suspended"), Color::TextMuted);
    }
    return iconCell(u"circle-help"_s, translated("unknown"), Color::TextMuted);
}

std::optional<bool> isProtected(const MemberIndex& members, const model::VirtualMachine& machine) {
    const std::optional<bool> excluded = members.isExcluded(machine.externalId);
    if (!excluded) {
        return std::nullopt;
    }
    const bool regular = machine.type.isEmpty() || machine.type == u"REGULAR";
    return *excluded ? std::optional<bool>(false)
                     : (regular ? std::optional<bool>(true) : std::nullopt);
}

QStringList addressesOf(const snapshot::Snapshot& snapshot, const QString& machineId) {
    QStringList addresses;
    for (const model::VirtualNetworkInterface* vif : snapshot.interfacesOf(machineId)) {
        for (const QString& address : vif->addresses) {
            if (const QString clean = cleanLine(address); !addresses.contains(clean)) {
                addresses << clean;
            }
        }
    }
    std::stable_sort(addresses.begin(), addresses.end(), [](const QString& a, const QString& b) {
        return addressRank(a) < addressRank(b);
    });
    return addresses;
}

} // namespace bulkhead::desktop
