// SPDX-License-Identifier: MIT
#include "simulator/traffic.h"

#include "simulator/firewall_table.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <random>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMsPerHour = 3'600'000;
constexpr int kSamples = 8;

/// The generator of one rule: its numbers are fixed by the standard.
std::mt19937_64 randomFor(const World& world, const QString& path) {
    // A UUID of the path: unlike qHash it is the same on every machine.
    const QString text = uuidFor(QString::number(world.trafficSeed) + path);
    return std::mt19937_64(text.left(8).toULongLong(nullptr, 16) ^
                           (text.mid(9, 4).toULongLong(nullptr, 16) << 32));
}

template <typename Item>
const Item& pick(const std::vector<Item>& items, std::mt19937_64& random) {
    return items[random() % items.size()];
}

/// Addresses that a rule's side could mean: of members, of what is written, of anybody for ANY.
class AddressPicker final {
public:
    AddressPicker(const World& world, const FirewallTable& table, const StoredObject& rule)
        : m_world(world), m_table(table), m_rule(rule) {}

    std::vector<IpAddress> candidates(const QString& key, const QString& negation,
                                      std::mt19937_64& random) const {
        std::vector<IpAddress> found;
        const QJsonArray list = m_rule.fields.value(key).toArray();
        const bool isAny =
            list.isEmpty() || list.first().toString() == u"ANY"_s || m_rule.isTrue(negation);
        if (isAny) {
            addAnybody(found, random);
            return found;
        }
        for (const QJsonValue value : list) {
            const QString text = value.toString();
            if (!text.startsWith(u'/')) {
                if (const Result<IpRange> range = IpRange::parse(text)) {
                    found.push_back(range->last);
                }
                continue;
            }
            for (const IpRange& range : m_table.membership().writtenRanges(text)) {
                found.push_back(range.last);
            }
            for (const qsizetype vif : m_table.membersOf(text)) {
                addAddresses(vif, found);
            }
        }
        return found;
    }

private:
    void addAddresses(qsizetype vif, std::vector<IpAddress>& to) const {
        for (const QString& text :
             interfaceAddresses(m_world.inventory.vifs()[static_cast<std::size_t>(vif)])) {
            if (const std::optional<IpAddress> address = IpAddress::parse(text)) {
                to.push_back(*address);
            }
        }
    }
    void addAnybody(std::vector<IpAddress>& to, std::mt19937_64& random) const {
        const std::size_t count = m_world.inventory.vifs().size();
        for (int i = 0; i < kSamples && count > 0; ++i) {
            addAddresses(static_cast<qsizetype>(random() % count), to);
        }
        to.push_back(*IpAddress::parse(u"198.51.100.20"_s)); // TEST-NET-2: somebody outside
    }

    const World& m_world;
    const FirewallTable& m_table;
    const StoredObject& m_rule;
};

Packet samplePacket(const IpAddress& from, const IpAddress& to, const ServiceTerms& services,
                    std::mt19937_64& random) {
    Packet packet;
    packet.source = from;
    packet.destination = to;
    packet.protocol = kTcp;
    packet.sourcePort = 40000;
    packet.destinationPort = 443;
    if (services.terms.empty()) {
        return packet;
    }
    const ServiceTerm& term = pick(services.terms, random);
    if (term.kind == ServiceTerm::Kind::Ip) {
        packet.protocol = term.number;
    }
    packet.icmpType = term.icmpType;
    packet.icmpCode = term.icmpCode;
    if (!term.sourcePorts.empty()) {
        packet.sourcePort = term.sourcePorts.front().first;
    }
    if (!term.destinationPorts.empty()) {
        packet.destinationPort = term.destinationPorts.front().first;
    }
    return packet;
}

bool hasDecided(const Verdict& verdict, const QString& path) {
    return verdict.rule.path == path || (verdict.jump && verdict.jump->path == path) ||
           (verdict.ethernet && verdict.ethernet->path == path);
}

bool meets(const World& world, const FirewallTable& table, Packet packet, const QString& path) {
    const auto macOf = [&](qsizetype vif) {
        return world.inventory.vifs()[static_cast<std::size_t>(vif)]
            .value(u"mac_address"_s)
            .toString()
            .toLower();
    };
    const std::vector<qsizetype> senders = table.interfacesWith(packet.source);
    const std::vector<qsizetype> receivers = table.interfacesWith(packet.destination);
    packet.sourceMac = senders.empty() ? QString() : macOf(senders.front());
    packet.destinationMac = receivers.empty() ? QString() : macOf(receivers.front());
    if (!senders.empty()) {
        const Verdict out = table.verdict(senders.front(), Direction::Out, packet);
        if (hasDecided(out, path)) {
            return true;
        }
        if (!out.isAllowed) {
            return false; // it never gets to the other end
        }
    }
    return !receivers.empty() &&
           hasDecided(table.verdict(receivers.front(), Direction::In, packet), path);
}

/// The part of the rule's own sample packets that it decides.
double shareOf(const World& world, const FirewallTable& table, const StoredObject& rule) {
    if (rule.isTrue(u"disabled"_s)) {
        return 0;
    }
    std::mt19937_64 random = randomFor(world, rule.path);
    const AddressPicker picker(world, table, rule);
    const std::vector<IpAddress> sources =
        picker.candidates(u"source_groups"_s, u"sources_excluded"_s, random);
    const std::vector<IpAddress> destinations =
        picker.candidates(u"destination_groups"_s, u"destinations_excluded"_s, random);
    if (sources.empty() || destinations.empty()) {
        return 0;
    }
    const ServiceTerms services = ServiceTerms::read(rule.fields, world.store);
    int tried = 0;
    int decided = 0;
    for (int i = 0; i < 4 * kSamples && tried < kSamples; ++i) {
        const IpAddress& from = pick(sources, random);
        const IpAddress& to = pick(destinations, random);
        if (from.family != to.family || from == to) {
            continue;
        }
        ++tried;
        decided += meets(world, table, samplePacket(from, to, services, random), rule.path) ? 1 : 0;
    }
    return tried == 0 ? 0 : static_cast<double>(decided) / tried;
}

/// Between one hit an hour and ten thousand; most rules are quiet.
double hitsPerHour(const World& world, const QString& path) {
    std::mt19937_64 random = randomFor(world, path + u"#rate"_s);
    const double unit = static_cast<double>(random() % 10'000) / 10'000;
    return std::pow(10.0, 4 * unit * unit);
}

RuleCounters grown(const World& world, const StoredObject& rule, RuleCounters counters,
                   qint64 hits) {
    std::mt19937_64 random = randomFor(world, rule.path + u"#size"_s);
    const bool isAllowed = rule.text(u"action"_s) == u"ALLOW"_s;
    const qint64 packetsPerHit = isAllowed ? 4 + static_cast<qint64>(random() % 60) : 1;
    const qint64 bytesPerPacket = isAllowed ? 80 + static_cast<qint64>(random() % 900) : 60;
    counters.hits += hits;
    counters.packets += hits * packetsPerHit;
    counters.bytes += hits * packetsPerHit * bytesPerPacket;
    counters.sessions += isAllowed ? hits : 0;
    return counters;
}

} // namespace

RuleCounters countersNow(World& world, const StoredObject& rule) {
    const RuleCounters counted = world.counters.value(rule.path);
    if (world.trafficSeed == 0) {
        return counted;
    }
    const qint64 now = World::now();
    RuleTraffic& traffic = world.traffic[rule.path];
    if (traffic.since == 0) {
        traffic.since =
            std::max(world.countingSince, rule.fields.value(u"_create_time"_s).toInteger());
    }
    const double elapsed = static_cast<double>(std::max<qint64>(now - traffic.since, 0));
    const std::shared_ptr<const FirewallTable> table = firewallTable(world);
    if (traffic.tableKey == world.firewallTableKey) {
        return grown(world, rule, counted, static_cast<qint64>(traffic.hitsPerMs * elapsed));
    }
    // Something has changed: what was hit until now is kept, and the rate is found anew.
    const bool isFirst = traffic.tableKey.isEmpty();
    const double given = traffic.givenPerMs;
    const double full = given >= 0 ? given : hitsPerHour(world, rule.path) / kMsPerHour;
    const double rate = full * shareOf(world, *table, rule);
    if (!isFirst) {
        world.counters[rule.path] =
            grown(world, rule, counted, static_cast<qint64>(traffic.hitsPerMs * elapsed));
        traffic.since = now;
    }
    traffic.hitsPerMs = rate;
    traffic.tableKey = world.firewallTableKey;
    const double since = static_cast<double>(std::max<qint64>(now - traffic.since, 0));
    return grown(world, rule, world.counters.value(rule.path), static_cast<qint64>(rate * since));
}

void resetCounters(World& world) {
    world.counters.clear();
    world.countingSince = World::now();
    for (RuleTraffic& traffic : world.traffic) {
        traffic.since = world.countingSince;
    }
}

} // namespace bulkhead::simulator
