// SPDX-License-Identifier: MIT
#include "desktop/services/service_entry_words.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using model::ServiceEntryKind;

namespace {

constexpr int kMostPortValues = 15;
constexpr int kLastPort = 65535;
constexpr int kHexadecimal = 16;

QString translated(const char* text) {
    return QCoreApplication::translate("Services", text);
}

auto wrong(const QString& sentence) {
    return fail(ErrorKind::InvalidInput, sentence, {});
}

std::vector<EntrySort> makeSorts() {
    return {{ServiceEntryKind::L4PortSet, u"TCP"_s, u"TCP"_s},
            {ServiceEntryKind::L4PortSet, u"UDP"_s, u"UDP"_s},
            {ServiceEntryKind::Icmp, u"ICMPv4"_s, u"ICMPv4"_s},
            {ServiceEntryKind::Icmp, u"ICMPv6"_s, u"ICMPv6"_s},
            {ServiceEntryKind::IpProtocol, {}, translated("IP protocol")},
            {ServiceEntryKind::Igmp, {}, u"IGMP"_s},
            {ServiceEntryKind::Alg, {}, translated("Application gateway (ALG)")},
            {ServiceEntryKind::EtherType, {}, translated("EtherType")},
            {ServiceEntryKind::Nested, {}, translated("Another service")}};
}

/// How many values it counts; 0 if it is neither a port nor a range.
int portValues(const QString& text) {
    const QStringList ends = text.split(u'-');
    int previous = -1;
    for (const QString& end : ends) {
        bool isNumber = false;
        const int port = end.toInt(&isNumber);
        if (!isNumber || port < 0 || port > kLastPort || port < previous) {
            return 0;
        }
        previous = port;
    }
    return ends.size() > 2 ? 0 : static_cast<int>(ends.size());
}

} // namespace

const std::vector<EntrySort>& entrySorts() {
    static const std::vector<EntrySort> sorts = makeSorts();
    return sorts;
}

int sortIndexOf(const model::ServiceEntry& entry) {
    const QString protocol =
        entry.kind == ServiceEntryKind::Icmp ? entry.icmpProtocol : entry.l4Protocol;
    const auto& sorts = entrySorts();
    const auto found = std::find_if(sorts.begin(), sorts.end(), [&](const EntrySort& sort) {
        return entry.kind == sort.kind && (sort.protocol.isEmpty() || sort.protocol == protocol);
    });
    return found == sorts.end() ? -1 : static_cast<int>(found - sorts.begin());
}

model::ServiceEntry withSort(const model::ServiceEntry& before, const EntrySort& sort) {
    model::ServiceEntry entry;
    entry.kind = sort.kind;
    entry.id = before.id;
    entry.displayName = before.displayName;
    switch (sort.kind) {
    case ServiceEntryKind::L4PortSet:
        entry.l4Protocol = sort.protocol;
        entry.destinationPorts = before.destinationPorts;
        entry.sourcePorts = before.sourcePorts;
        break;
    case ServiceEntryKind::Icmp:
        entry.icmpProtocol = sort.protocol;
        break;
    case ServiceEntryKind::Alg:
        entry.alg = algWords().constFirst();
        entry.destinationPorts = before.destinationPorts.mid(0, 1);
        break;
    default:
        break;
    }
    return entry;
}

const QStringList& algWords() {
    static const QStringList words{u"FTP"_s,         u"TFTP"_s,           u"ORACLE_TNS"_s,
                                   u"SUN_RPC_TCP"_s, u"SUN_RPC_UDP"_s,    u"MS_RPC_TCP"_s,
                                   u"MS_RPC_UDP"_s,  u"NBNS_BROADCAST"_s, u"NBDG_BROADCAST"_s};
    return words;
}

Result<QStringList> portsFrom(const QString& text) {
    static const QRegularExpression separators(u"[,;\\s]+"_s);
    static const QRegularExpression dashes(u"\\s*[-–]\\s*"_s);
    QString plain = text;
    plain.replace(dashes, u"-"_s);
    const QStringList ports = plain.split(separators, Qt::SkipEmptyParts);
    int values = 0;
    for (const QString& port : ports) {
        const int count = portValues(port);
        if (count == 0) {
            return wrong(translated("“%1” is no port and no range: write 443 or 8000-8100.")
                             .arg(cleanLine(port)));
        }
        values += count;
    }
    if (values > kMostPortValues) {
        return wrong(translated("NSX takes 15 ports in one entry, a range counts as two: add "
                                "another entry."));
    }
    return ports;
}

Result<std::optional<int>> numberFrom(const QString& text, int most) {
    const QString plain = text.trimmed();
    if (plain.isEmpty()) {
        return std::optional<int>();
    }
    bool isNumber = false;
    const int number = plain.startsWith(u"0x"_s, Qt::CaseInsensitive)
                           ? plain.mid(2).toInt(&isNumber, kHexadecimal)
                           : plain.toInt(&isNumber);
    if (!isNumber || number < 0 || number > most) {
        return wrong(translated("“%1” is no number from 0 to %2.").arg(cleanLine(plain)).arg(most));
    }
    return std::optional<int>(number);
}

std::optional<model::ServiceEntry> entryFromWords(const QString& words) {
    static const QRegularExpression form(u"^(TCP|UDP)[ /:]+(.+)$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(words.trimmed());
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const Result<QStringList> ports = portsFrom(match.captured(2));
    if (!ports || ports->isEmpty()) {
        return std::nullopt;
    }
    model::ServiceEntry entry;
    entry.kind = ServiceEntryKind::L4PortSet;
    entry.id = u"entry-1"_s;
    entry.displayName = UntrustedText(entry.id);
    entry.l4Protocol = match.captured(1).toUpper();
    entry.destinationPorts = *ports;
    return entry;
}

QString entryProblem(const model::ServiceEntry& entry) {
    switch (entry.kind.value()) {
    case ServiceEntryKind::Icmp:
        return entry.icmpCode && !entry.icmpType ? translated("A code needs a type.") : QString();
    case ServiceEntryKind::IpProtocol:
        return entry.protocolNumber ? QString() : translated("Say which protocol, 0 to 255.");
    case ServiceEntryKind::Alg:
        return entry.destinationPorts.size() == 1
                   ? QString()
                   : translated("An application gateway has exactly one port.");
    case ServiceEntryKind::EtherType:
        return entry.etherType ? QString() : translated("Say which EtherType, such as 0x0806.");
    case ServiceEntryKind::Nested:
        return entry.nestedServicePath.isEmpty() ? translated("Say which service.") : QString();
    default:
        return {};
    }
}

} // namespace bulkhead::desktop
