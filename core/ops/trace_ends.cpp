// SPDX-License-Identifier: MIT
#include "ops/trace_ends.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "ops/trace_port.h"

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

Result<std::optional<IpAddress>> addressOf(const QJsonObject& arguments, const QString& name) {
    const QString text = arguments.value(name).toString().trimmed();
    if (text.isEmpty()) {
        return std::optional<IpAddress>();
    }
    const std::optional<IpAddress> address = IpAddress::parse(text);
    if (!address) {
        return fail(ErrorKind::InvalidInput, u"Give %1 one IPv4 or IPv6 address."_s.arg(name),
                    u"%1 is \"%2\"."_s.arg(name, elideMiddle(cleanLine(text), 80)), name);
    }
    return std::optional<IpAddress>(address);
}

TraceEnd endOf(const model::VirtualMachine& machine, const MachineInterface& one) {
    TraceEnd end;
    end.machine = machine;
    end.portPath = one.portPath;
    end.segmentPath = one.segmentPath;
    end.mac = one.vif.macAddress;
    end.addresses = one.vif.addresses;
    return end;
}

/// "web-01 eth1 00:50:56:… 10.0.0.1 10.0.0.2", one an interface.
QString listOf(const std::vector<MachineInterface>& interfaces) {
    QStringList lines;
    for (const MachineInterface& one : interfaces) {
        QStringList words{one.vif.portAttachmentId};
        if (!one.vif.displayName.isEmpty()) {
            words << one.vif.displayName.line();
        }
        words << cleanLine(one.vif.macAddress) << cleanLine(one.vif.addresses.join(u' '))
              << cleanLine(lastSegment(one.segmentPath));
        words.removeAll(QString());
        lines << words.join(u' ');
    }
    return lines.join(u"; "_s);
}

Task<model::VirtualMachine> onlyMachine(Call call, QString wanted, QString parameter) {
    const auto machines = co_await call.source->machines(wanted, call.token);
    if (!machines) {
        co_return fail(machines.error());
    }
    if (machines->size() == 1) {
        co_return machines->front();
    }
    QStringList candidates;
    for (const model::VirtualMachine& machine : *machines) {
        candidates << machine.externalId + u" on "_s + machine.hostName.line();
    }
    co_return fail(ErrorKind::InvalidInput, u"Give the id of the machine as "_s + parameter + u'.',
                   u"%1 machines are named %2: %3."_s.arg(machines->size())
                       .arg(cleanLine(wanted), cleanLine(candidates.join(u", "_s))),
                   wanted);
}

/// Empty for a machine that runs, or of which nobody says whether it does.
std::optional<Error> notRunning(const model::VirtualMachine& machine) {
    if (machine.powerState != u"VM_STOPPED" && machine.powerState != u"VM_SUSPENDED") {
        return std::nullopt;
    }
    const QString state = machine.powerState == u"VM_STOPPED" ? u"switched off"_s : u"suspended"_s;
    return Error{
        ErrorKind::Refused, u"Start the machine, or trace from another one."_s,
        u"A trace starts at a running machine's port; %1 is %2."_s.arg(machine.label(), state),
        machine.externalId, std::nullopt};
}

bool hasAddress(const QStringList& addresses, const IpAddress& wanted) {
    return std::any_of(addresses.cbegin(), addresses.cend(),
                       [&wanted](const QString& text) { return IpAddress::parse(text) == wanted; });
}

bool isMeant(const MachineInterface& one, const QString& port) {
    return port == one.vif.portAttachmentId || port == one.portPath || port == one.vif.externalId;
}

/// The one interface of the machine that the wish means.
Result<MachineInterface> chooseInterface(const model::VirtualMachine& machine,
                                         std::vector<MachineInterface> interfaces,
                                         const TraceWish& wish) {
    std::erase_if(interfaces, [](const MachineInterface& one) {
        return one.vif.portAttachmentId.isEmpty() || one.portPath.isEmpty();
    });
    if (interfaces.empty()) {
        return fail(ErrorKind::Refused, u"Connect the machine to an NSX segment first."_s,
                    machine.label() + u" has no network interface on a segment of NSX."_s,
                    machine.externalId);
    }
    const QString all = listOf(interfaces);
    if (!wish.sourcePort.isEmpty()) {
        std::erase_if(interfaces, [&wish](const MachineInterface& one) {
            return !isMeant(one, wish.sourcePort);
        });
        if (interfaces.empty()) {
            return fail(ErrorKind::NotFound,
                        u"Leave src_lport_id out, or give one of the machine's own ports."_s,
                        u"%1 has no port %2; it has: %3."_s.arg(machine.label(),
                                                                cleanLine(wish.sourcePort), all),
                        wish.sourcePort);
        }
    } else if (interfaces.size() > 1 && wish.sourceAddress) {
        std::erase_if(interfaces, [&wish](const MachineInterface& one) {
            return !hasAddress(one.vif.addresses, *wish.sourceAddress);
        });
    }
    if (interfaces.size() != 1) {
        return fail(ErrorKind::InvalidInput, u"Give src_ip, or one of these ids as src_lport_id."_s,
                    machine.label() + u" has several interfaces: "_s + all + u'.',
                    machine.externalId);
    }
    return std::move(interfaces.front());
}

/// Link-local addresses reach nobody beyond their own segment, and every interface has one.
bool isLinkLocal(const IpAddress& address) {
    return address.family == IpFamily::V6 ? address.high >> 54 == 0x3FA
                                          : address.low >> 16 == 0xA9FE;
}

std::vector<IpAddress> usable(const QStringList& texts, IpFamily family) {
    std::vector<IpAddress> addresses;
    for (const QString& text : texts) {
        const std::optional<IpAddress> address = IpAddress::parse(text);
        if (address && address->family == family && !isLinkLocal(*address)) {
            addresses.push_back(*address);
        }
    }
    std::sort(addresses.begin(), addresses.end());
    addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
    return addresses;
}

QStringList addressesOf(const std::vector<TraceEnd>& ends) {
    QStringList all;
    for (const TraceEnd& end : ends) {
        all += end.addresses;
    }
    return all;
}

/// The family that the wish implies, else the first that both ends have.
IpFamily familyOf(const TraceWish& wish, const QStringList& source,
                  const QStringList& destination) {
    if (wish.sourceAddress || wish.destinationAddress) {
        return wish.destinationAddress ? wish.destinationAddress->family
                                       : wish.sourceAddress->family;
    }
    if (wish.protocol == nsx::TraceProtocol::Icmp) {
        return IpFamily::V4;
    }
    const bool bothHaveV4 =
        !usable(source, IpFamily::V4).empty() && !usable(destination, IpFamily::V4).empty();
    const bool bothHaveV6 =
        !usable(source, IpFamily::V6).empty() && !usable(destination, IpFamily::V6).empty();
    const bool wantsV6 = wish.protocol == nsx::TraceProtocol::IcmpV6;
    return wantsV6 || (!bothHaveV4 && bothHaveV6) ? IpFamily::V6 : IpFamily::V4;
}

Result<IpAddress> onlyAddress(const QStringList& texts, IpFamily family, const QString& who,
                              const QString& parameter) {
    const std::vector<IpAddress> addresses = usable(texts, family);
    if (addresses.size() == 1) {
        return addresses.front();
    }
    const QString kind = family == IpFamily::V4 ? u"IPv4"_s : u"IPv6"_s;
    if (addresses.empty()) {
        return fail(ErrorKind::InvalidInput, u"Give the address as "_s + parameter + u'.',
                    u"NSX knows no %1 address of %2."_s.arg(kind, who), parameter);
    }
    QStringList candidates;
    for (const IpAddress& address : addresses) {
        candidates << address.toString();
    }
    return fail(ErrorKind::InvalidInput, u"Give one of them as "_s + parameter + u'.',
                u"%1 has several %2 addresses: %3."_s.arg(who, kind, candidates.join(u", "_s)),
                parameter);
}

} // namespace

QString TraceEnd::label() const {
    return machine ? machine->label() : u"port "_s + cleanLine(lastSegment(portPath));
}

Result<TraceWish> traceWish(const QJsonObject& arguments) {
    TraceWish wish;
    wish.sourcePort = arguments.value(u"src_lport_id"_s).toString().trimmed();
    wish.sourceMachine = arguments.value(u"src_vm"_s).toString();
    wish.destinationMachine = arguments.value(u"dst_vm"_s).toString();
    const auto source = addressOf(arguments, u"src_ip"_s);
    if (!source) {
        return fail(source.error());
    }
    const auto destination = addressOf(arguments, u"dst_ip"_s);
    if (!destination) {
        return fail(destination.error());
    }
    wish.sourceAddress = *source;
    wish.destinationAddress = *destination;
    const auto protocol = nsx::traceProtocol(arguments.value(u"protocol"_s).toString());
    if (!protocol) {
        return fail(ErrorKind::InvalidInput,
                    u"Give TCP, UDP, ICMP, ICMPv6, DNS or DHCP as protocol."_s,
                    u"The protocol is not known."_s, u"protocol"_s);
    }
    wish.protocol = *protocol;
    if (wish.sourcePort.isEmpty() && wish.sourceMachine.isEmpty()) {
        return fail(ErrorKind::InvalidInput, u"Give src_vm or src_lport_id."_s,
                    u"The trace has no source."_s, u"src_vm"_s);
    }
    const bool namesDestination = wish.destinationAddress || !wish.destinationMachine.isEmpty();
    if (wish.protocol == nsx::TraceProtocol::Dhcp && !namesDestination) {
        wish.destinationAddress = IpAddress::parse(u"255.255.255.255"_s);
    }
    if (!wish.destinationAddress && wish.destinationMachine.isEmpty()) {
        return fail(ErrorKind::InvalidInput, u"Give dst_vm or dst_ip."_s,
                    u"The trace has no destination."_s, u"dst_vm"_s);
    }
    return wish;
}

Task<TraceEnd> findSource(Call call, TraceWish wish) {
    TraceEnd end;
    if (wish.sourceMachine.isEmpty()) {
        auto found = co_await findPort(call, wish.sourcePort);
        if (!found) {
            co_return fail(found.error());
        }
        end = std::move(*found);
        if (auto error = end.machine ? notRunning(*end.machine) : std::nullopt) {
            co_return fail(std::move(*error));
        }
    } else {
        const auto machine = co_await onlyMachine(call, wish.sourceMachine, u"src_vm"_s);
        if (!machine) {
            co_return fail(machine.error());
        }
        if (auto error = notRunning(*machine)) {
            co_return fail(std::move(*error));
        }
        auto interfaces = co_await call.source->interfacesOf(machine->externalId, call.token);
        if (!interfaces) {
            co_return fail(interfaces.error());
        }
        const auto chosen = chooseInterface(*machine, std::move(*interfaces), wish);
        if (!chosen) {
            co_return fail(chosen.error());
        }
        end = endOf(*machine, *chosen);
    }
    co_return end;
}

Task<std::vector<TraceEnd>> findDestinations(Call call, TraceWish wish) {
    if (wish.destinationMachine.isEmpty()) {
        co_return std::vector<TraceEnd>{};
    }
    const auto machine = co_await onlyMachine(call, wish.destinationMachine, u"dst_vm"_s);
    if (!machine) {
        co_return fail(machine.error());
    }
    const auto interfaces = co_await call.source->interfacesOf(machine->externalId, call.token);
    if (!interfaces) {
        co_return fail(interfaces.error());
    }
    std::vector<TraceEnd> ends;
    for (const MachineInterface& one : *interfaces) {
        ends.push_back(endOf(*machine, one));
    }
    if (ends.empty()) {
        // Kept as an end without interface, so that the warnings and the result can name it.
        ends.push_back(endOf(*machine, MachineInterface()));
    }
    co_return ends;
}

Result<TraceAddresses> chooseAddresses(const TraceWish& wish, const TraceEnd& source,
                                       const std::vector<TraceEnd>& destinations) {
    const QStringList destinationTexts = addressesOf(destinations);
    const IpFamily family = familyOf(wish, source.addresses, destinationTexts);
    TraceAddresses chosen;
    if (wish.sourceAddress) {
        chosen.source = *wish.sourceAddress;
    } else {
        const auto only = onlyAddress(source.addresses, family, source.label(), u"src_ip"_s);
        if (!only) {
            return fail(only.error());
        }
        chosen.source = *only;
    }
    if (wish.destinationAddress) {
        chosen.destination = *wish.destinationAddress;
    } else {
        const QString who =
            destinations.empty() ? u"the destination"_s : destinations.front().label();
        const auto only = onlyAddress(destinationTexts, family, who, u"dst_ip"_s);
        if (!only) {
            return fail(only.error());
        }
        chosen.destination = *only;
    }
    return chosen;
}

const TraceEnd* endWith(const std::vector<TraceEnd>& ends, const IpAddress& address) {
    const auto found = std::find_if(ends.cbegin(), ends.cend(), [&address](const TraceEnd& end) {
        return hasAddress(end.addresses, address);
    });
    return found == ends.cend() ? nullptr : &*found;
}

} // namespace bulkhead::ops
