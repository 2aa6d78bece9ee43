// SPDX-License-Identifier: MIT
#include "desktop/traceflow/flow_end.h"

#include "base/text.h"
#include "desktop/details/machine_facts.h"
#include "desktop/estate/document.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using snapshot::Snapshot;

namespace {

constexpr qsizetype kListed = 4;

QString translated(const char* text) {
    return QCoreApplication::translate("FlowEnd", text);
}

bool isLinkLocal(const IpAddress& address) {
    return address.family == IpFamily::V6 ? address.high >> 54 == 0x3FA
                                          : address.low >> 16 == 0xA9FE;
}

/// The interfaces that stand on a segment: a trace can start there.
std::vector<const model::VirtualNetworkInterface*> attached(const Snapshot& snapshot,
                                                            const QString& machineId) {
    auto all = snapshot.interfacesOf(machineId);
    std::erase_if(all, [&snapshot](const auto* vif) { return snapshot.portOf(*vif) == nullptr; });
    return all;
}

bool has(const model::VirtualNetworkInterface& vif, const IpAddress& address) {
    return std::any_of(vif.addresses.cbegin(), vif.addresses.cend(),
                       [&](const QString& text) { return IpAddress::parse(text) == address; });
}

/// Addresses that packets travel under, of one family if there are several families.
std::vector<IpAddress>
usable(const std::vector<const model::VirtualNetworkInterface*>& interfaces) {
    std::vector<IpAddress> all;
    for (const auto* vif : interfaces) {
        for (const QString& text : vif->addresses) {
            const auto address = IpAddress::parse(text);
            if (address && !isLinkLocal(*address)) {
                all.push_back(*address);
            }
        }
    }
    const bool hasV4 = std::any_of(all.cbegin(), all.cend(), [](const IpAddress& address) {
        return address.family == IpFamily::V4;
    });
    if (hasV4) {
        std::erase_if(all, [](const IpAddress& one) { return one.family != IpFamily::V4; });
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

void standOn(FlowEnd& end, const Snapshot& snapshot, const model::VirtualNetworkInterface& vif) {
    const model::SegmentPort* port = snapshot.portOf(vif);
    if (port == nullptr) {
        return;
    }
    end.segmentPath = port->segmentPath;
    const model::Segment* segment = snapshot.segment(port->segmentPath);
    end.isOnVlan = segment != nullptr && !segment->vlanIds.isEmpty();
}

QString listOf(const std::vector<IpAddress>& addresses) {
    QStringList words;
    for (const IpAddress& address : addresses) {
        words << address.toString();
    }
    const qsizetype more = words.size() - kListed;
    words = words.mid(0, kListed);
    return words.join(u", "_s) + (more > 0 ? translated(" and %1 more").arg(more) : QString());
}

void describe(FlowEnd& end, const Snapshot& snapshot, const model::VirtualMachine& machine) {
    QStringList words;
    if (end.typed.compare(machine.label(), Qt::CaseInsensitive) != 0) {
        words << machine.label();
    }
    if (end.address) {
        words << end.address->toString();
    }
    if (!end.segmentPath.isEmpty()) {
        const QString name = snapshot.nameOf(end.segmentPath);
        words
            << (end.isOnVlan ? translated("VLAN segment %1") : translated("segment %1")).arg(name);
    }
    if (!machine.hostName.isEmpty()) {
        words << machine.hostName.line();
    }
    end.words = words.join(u" · "_s);
}

void judgeMachine(FlowEnd& end, const Document& document, const model::VirtualMachine& machine,
                  EndRole role) {
    const bool isStopped = machine.powerState == u"VM_STOPPED";
    if (isStopped || machine.powerState == u"VM_SUSPENDED") {
        const QString state = isStopped ? translated("switched off") : translated("suspended");
        if (role == EndRole::Source) {
            end.problem = translated("Start %1 or choose another machine: it is %2, and a trace "
                                     "starts at a running machine's port.")
                              .arg(machine.label(), state);
        } else {
            end.warning =
                translated("%1 is %2: nothing can be delivered to it.").arg(machine.label(), state);
        }
    }
    if (isProtected(*document.members(), machine) == false) {
        const QString excluded =
            translated("%1 is not protected: it is on the exclusion list, and no rule of the "
                       "distributed firewall will show in the trace.")
                .arg(machine.label());
        end.warning = end.warning.isEmpty() ? excluded : end.warning + u' ' + excluded;
    }
}

FlowEnd ofMachine(FlowEnd end, const Document& document, const model::VirtualMachine& machine,
                  EndRole role) {
    const Snapshot& snapshot = *document.snapshot();
    end.machineId = machine.externalId;
    end.machineName = machine.label();
    const auto interfaces = attached(snapshot, machine.externalId);
    const auto addresses = usable(interfaces);
    if (!end.address && addresses.size() == 1) {
        end.address = addresses.front();
    }
    for (const auto* vif : interfaces) {
        if (interfaces.size() == 1 || (end.address && has(*vif, *end.address))) {
            standOn(end, snapshot, *vif);
            break;
        }
    }
    describe(end, snapshot, machine);
    judgeMachine(end, document, machine, role);
    if (!end.problem.isEmpty()) {
        return end;
    }
    if (interfaces.empty() && role == EndRole::Source) {
        end.problem = translated("Connect %1 to a segment first: it has no network interface on "
                                 "one of NSX.")
                          .arg(machine.label());
    } else if (!end.address && addresses.empty()) {
        end.problem =
            translated("Type an address instead: NSX knows none of %1.").arg(machine.label());
    } else if (!end.address) {
        end.problem = translated("Type one of its addresses instead: %1.").arg(listOf(addresses));
    }
    return end;
}

const model::VirtualMachine* ownerOf(const Snapshot& snapshot, const IpAddress& address) {
    for (const model::VirtualNetworkInterface& vif : snapshot.interfaces()) {
        if (has(vif, address)) {
            return snapshot.machine(vif.ownerMachineId);
        }
    }
    return nullptr;
}

const model::SegmentPort* portNamed(const Snapshot& snapshot, const QString& typed) {
    if (const model::SegmentPort* port = snapshot.port(typed)) {
        return port;
    }
    const auto& ports = snapshot.ports();
    const auto found = std::find_if(ports.cbegin(), ports.cend(), [&typed](const auto& port) {
        return port.attachmentId == typed || port.header.id == typed ||
               port.header.label() == typed;
    });
    return found == ports.cend() ? nullptr : &*found;
}

FlowEnd ofAddress(FlowEnd end, const Document& document, EndRole role) {
    if (const auto* owner = ownerOf(*document.snapshot(), *end.address)) {
        return ofMachine(std::move(end), document, *owner, role);
    }
    if (role == EndRole::Source) {
        end.problem = translated("Type a machine's name or address: no machine of this inventory "
                                 "has %1.")
                          .arg(end.address->toString());
    } else {
        end.words = translated("no machine of this inventory");
    }
    return end;
}

FlowEnd ofPort(FlowEnd end, const Document& document, const model::SegmentPort& port,
               EndRole role) {
    const Snapshot& snapshot = *document.snapshot();
    for (const model::VirtualNetworkInterface& vif : snapshot.interfaces()) {
        if (!port.attachmentId.isEmpty() && vif.portAttachmentId == port.attachmentId) {
            if (const auto* machine = snapshot.machine(vif.ownerMachineId)) {
                return ofMachine(std::move(end), document, *machine, role);
            }
        }
    }
    end.portPath = port.header.path;
    end.segmentPath = port.segmentPath;
    end.words = translated("port of %1").arg(snapshot.nameOf(port.segmentPath));
    end.problem = translated("Type a machine's name or address: no machine is plugged in at this "
                             "port.");
    return end;
}

} // namespace

QString FlowEnd::label() const {
    if (!machineName.isEmpty()) {
        return machineName;
    }
    return address ? address->toString() : typed;
}

FlowEnd flowEnd(const Document& document, const QString& typed, EndRole role) {
    FlowEnd end;
    end.typed = cleanLine(typed).trimmed();
    if (end.typed.isEmpty() || document.isEmpty()) {
        return end;
    }
    const Snapshot& snapshot = *document.snapshot();
    if ((end.address = IpAddress::parse(end.typed))) {
        end.isAddressTyped = true;
        return ofAddress(std::move(end), document, role);
    }
    const auto machines = snapshot.findMachines(end.typed);
    if (machines && machines->size() == 1) {
        return ofMachine(std::move(end), document, *machines->front(), role);
    }
    if (const model::SegmentPort* port = portNamed(snapshot, end.typed)) {
        return ofPort(std::move(end), document, *port, role);
    }
    if (machines) {
        end.problem = translated("Choose one from the list: %1 machines are called %2.")
                          .arg(machines->size())
                          .arg(end.typed);
    } else {
        end.problem = machines.error().message();
    }
    return end;
}

std::vector<EndCandidate> endCandidates(const Document& document) {
    std::vector<EndCandidate> all;
    if (document.isEmpty()) {
        return all;
    }
    const Snapshot& snapshot = *document.snapshot();
    QHash<QString, int> uses;
    for (const model::VirtualMachine& machine : snapshot.machines()) {
        ++uses[machine.label()];
    }
    all.reserve(snapshot.machines().size());
    for (const model::VirtualMachine& machine : snapshot.machines()) {
        const QString name = machine.label();
        QStringList hints = addressesOf(snapshot, machine.externalId).mid(0, kListed);
        for (const auto* vif : snapshot.interfacesOf(machine.externalId)) {
            if (const model::SegmentPort* port = snapshot.portOf(*vif)) {
                hints << snapshot.nameOf(port->segmentPath);
            }
        }
        hints.removeDuplicates();
        if (uses.value(name) > 1) {
            hints << machine.hostName.line();
        }
        all.push_back({uses.value(name) > 1 ? machine.externalId : name,
                       name + (hints.isEmpty() ? QString() : u"   "_s + hints.join(u" · "_s))});
    }
    return all;
}

} // namespace bulkhead::desktop
