// SPDX-License-Identifier: MIT
#include "simulator/firewall_table.h"

#include "simulator/presentation.h"
#include "simulator/schedule.h"

#include <QDateTime>

#include <algorithm>
#include <tuple>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEthernetCategory = 0;
constexpr int kEnvironmentCategory = 3;

int categoryIndex(const QString& category) {
    static const QStringList categories = {u"Ethernet"_s, u"Emergency"_s, u"Infrastructure"_s,
                                           u"Environment"_s, u"Application"_s};
    const auto index = static_cast<int>(categories.indexOf(category));
    return index < 0 ? static_cast<int>(categories.size()) : index;
}

bool isAnyText(const QString& text) {
    return text.compare(u"ANY"_s, Qt::CaseInsensitive) == 0;
}

} // namespace

FirewallTable::FirewallTable(const World& world)
    : m_world(world), m_membership(world), m_exclusions(world, m_membership) {
    const StoredObject* settings = world.store.find(u"/infra/settings/firewall/security"_s);
    m_isOn = settings == nullptr || settings->fields.value(u"enable_firewall"_s).toBool(true);
    for (std::size_t i = 0; i < world.inventory.vifs().size(); ++i) {
        const auto vif = static_cast<qsizetype>(i);
        for (const QString& text : interfaceAddresses(world.inventory.vifs()[i])) {
            if (const std::optional<IpAddress> address = IpAddress::parse(text)) {
                m_interfaces[*address].push_back(vif);
            }
        }
    }
    for (const StoredObject* port : world.store.ofType(u"SegmentPort"_s)) {
        const QString attachment =
            port->fields.value(u"attachment"_s).toObject().value(u"id"_s).toString();
        const qsizetype vif = world.inventory.vifByAttachment(attachment);
        for (const QString& text : boundAddresses(port->fields)) {
            const std::optional<IpAddress> address = IpAddress::parse(text);
            if (address && vif >= 0) {
                m_interfaces[*address].push_back(vif);
            } else if (address) {
                m_boundPorts[*address].push_back(port->path);
            }
        }
    }
    std::vector<std::pair<std::tuple<int, qint64, QString>, const StoredObject*>> policies;
    for (const StoredObject* policy : world.store.ofType(u"SecurityPolicy"_s)) {
        policies.push_back({{categoryIndex(policy->text(u"category"_s)),
                             policy->fields.value(u"sequence_number"_s).toInteger(), policy->path},
                            policy});
    }
    std::sort(policies.begin(), policies.end());
    for (const auto& [place, policy] : policies) {
        addPolicy(*policy, std::get<0>(place));
    }
}

FirewallTable::Side FirewallTable::side(const QJsonObject& fields, const QString& key,
                                        const QString& negation) {
    Side side;
    const QJsonArray list = fields.value(key).toArray();
    side.isNegated = fields.value(negation).toBool();
    side.isAny = list.isEmpty() || isAnyText(list.first().toString());
    for (const QJsonValue value : list) {
        const QString text = value.toString();
        if (text.startsWith(u'/')) {
            side.groups << text;
        } else if (const Result<IpRange> range = IpRange::parse(text)) {
            side.ranges.push_back(*range);
        }
    }
    return side;
}

FirewallTable::TableRule FirewallTable::tableRule(const StoredObject& rule, int category,
                                                  const Side& policyScope) const {
    TableRule made;
    made.decision = {rule.fields.value(u"rule_id"_s).toInteger(), rule.path};
    made.action = rule.text(u"action"_s);
    made.direction = rule.text(u"direction"_s);
    made.ipProtocol = rule.text(u"ip_protocol"_s);
    made.category = category;
    made.sources = side(rule.fields, u"source_groups"_s, u"sources_excluded"_s);
    made.destinations = side(rule.fields, u"destination_groups"_s, u"destinations_excluded"_s);
    // The policy's scope, where there is one, replaces the rule's.
    made.scope = policyScope.isAny ? side(rule.fields, u"scope"_s, {}) : policyScope;
    // A context profile narrows by application, which the first packet does not show yet: it is
    // let in by the five-tuple (not verified for traceflows).
    made.services = ServiceTerms::read(rule.fields, m_world.store);
    return made;
}

void FirewallTable::addPolicy(const StoredObject& policy, int category) {
    const QString schedule = policy.text(u"scheduler_path"_s);
    const StoredObject* scheduler = m_world.store.find(schedule);
    if (scheduler != nullptr && !isInForce(scheduler->fields, QDateTime::currentDateTimeUtc())) {
        return;
    }
    std::vector<TableRule>& table = category == kEthernetCategory ? m_ethernet : m_rules;
    const Side scope = side(policy.fields, u"scope"_s, {});
    for (const StoredObject* rule : orderedRules(m_world.store, policy.path)) {
        if (!rule->isTrue(u"disabled"_s)) {
            table.push_back(tableRule(*rule, category, scope));
        }
    }
    const qint64 generated = policy.fields.value(u"default_rule_id"_s).toInteger();
    const QString preference = policy.text(u"connectivity_preference"_s);
    if (generated > 0 && !preference.isEmpty() && preference != u"NONE"_s) {
        TableRule last;
        last.decision = {generated, QString()};
        last.action = preference.startsWith(u"ALLOWLIST"_s) ? u"DROP"_s : u"ALLOW"_s;
        last.direction = u"IN_OUT"_s;
        last.category = category;
        last.sources.isAny = true;
        last.destinations.isAny = true;
        last.scope = scope;
        last.services.isAny = true;
        table.push_back(last);
    }
}

std::vector<qsizetype> FirewallTable::interfacesWith(const IpAddress& address) const {
    const auto found = m_interfaces.find(address);
    return found == m_interfaces.end() ? std::vector<qsizetype>() : found->second;
}

const std::vector<qsizetype>& FirewallTable::membersOf(const QString& group) const {
    auto known = m_membersOf.find(group);
    if (known == m_membersOf.end()) {
        known = m_membersOf.insert(group, m_membership.interfaces(group));
    }
    return *known;
}

bool FirewallTable::isMember(const QString& group, qsizetype vif) const {
    const auto key = std::pair(group, vif);
    const auto known = m_members.constFind(key);
    if (known != m_members.cend()) {
        return *known;
    }
    const bool isIn = m_membership.containsInterface(group, vif);
    m_members.insert(key, isIn);
    return isIn;
}

bool FirewallTable::isInGroup(const QString& group, const IpAddress& address) const {
    auto written = m_writtenRanges.constFind(group);
    if (written == m_writtenRanges.cend()) {
        written = m_writtenRanges.insert(group, m_membership.writtenRanges(group));
    }
    if (std::any_of(written->begin(), written->end(),
                    [&](const IpRange& range) { return range.contains(address); })) {
        return true;
    }
    const std::vector<qsizetype> interfaces = interfacesWith(address);
    if (std::any_of(interfaces.begin(), interfaces.end(),
                    [&](qsizetype vif) { return isMember(group, vif); })) {
        return true;
    }
    const auto bound = m_boundPorts.find(address);
    return bound != m_boundPorts.end() &&
           std::any_of(bound->second.begin(), bound->second.end(), [&](const QString& path) {
               return m_membership.contains(group,
                                            m_membership.objectSubject(*m_world.store.find(path)));
           });
}

bool FirewallTable::matchesAddress(const Side& side, const IpAddress& address) const {
    const bool isIn = side.isAny ||
                      std::any_of(side.ranges.begin(), side.ranges.end(),
                                  [&](const IpRange& range) { return range.contains(address); }) ||
                      std::any_of(side.groups.begin(), side.groups.end(),
                                  [&](const QString& group) { return isInGroup(group, address); });
    return isIn != side.isNegated;
}

/// By the interfaces of the groups, and by the MAC addresses that are written in them.
bool FirewallTable::matchesMac(const Side& side, const QString& mac) const {
    const auto inGroup = [&](const QString& group) {
        const qsizetype vif = m_world.inventory.vifByMac(mac);
        if (vif >= 0 && isMember(group, vif)) {
            return true;
        }
        return m_membership.writtenMacs(group).contains(mac);
    };
    const bool isIn = side.isAny || std::any_of(side.groups.begin(), side.groups.end(), inGroup);
    return isIn != side.isNegated;
}

bool FirewallTable::applies(const TableRule& rule, qsizetype vif, Direction direction) const {
    const QString wanted = direction == Direction::Out ? u"OUT"_s : u"IN"_s;
    if (rule.direction != u"IN_OUT"_s && rule.direction != wanted) {
        return false;
    }
    return rule.scope.isAny ||
           std::any_of(rule.scope.groups.begin(), rule.scope.groups.end(),
                       [&](const QString& group) { return isMember(group, vif); });
}

const FirewallTable::TableRule* FirewallTable::firstEthernet(qsizetype vif, Direction direction,
                                                             const Packet& packet) const {
    const auto found =
        std::find_if(m_ethernet.begin(), m_ethernet.end(), [&](const TableRule& rule) {
            return rule.services.matches(packet) && matchesMac(rule.sources, packet.sourceMac) &&
                   matchesMac(rule.destinations, packet.destinationMac) &&
                   applies(rule, vif, direction);
        });
    return found == m_ethernet.end() ? nullptr : &*found;
}

void FirewallTable::decide(qsizetype vif, Direction direction, const Packet& packet,
                           Verdict& verdict) const {
    for (const TableRule& rule : m_rules) {
        if (verdict.jump && rule.category == kEnvironmentCategory) {
            continue;
        }
        const bool fitsFamily = rule.ipProtocol.isEmpty() || rule.ipProtocol == u"IPV4_IPV6"_s ||
                                (rule.ipProtocol == u"IPV4"_s) == packet.isV4();
        if (!fitsFamily || !rule.services.matches(packet) ||
            !matchesAddress(rule.sources, packet.source) ||
            !matchesAddress(rule.destinations, packet.destination) ||
            !applies(rule, vif, direction)) {
            continue;
        }
        if (rule.action == u"JUMP_TO_APPLICATION"_s) {
            verdict.jump = rule.decision;
            continue;
        }
        verdict.isAllowed = rule.action == u"ALLOW"_s;
        verdict.rule = rule.decision;
        return;
    }
}

Verdict FirewallTable::verdict(qsizetype vif, Direction direction, const Packet& packet) const {
    Verdict verdict;
    if (!m_isOn || m_exclusions.contains(vif)) {
        verdict.isFiltered = false;
        return verdict;
    }
    if (const TableRule* rule = firstEthernet(vif, direction, packet)) {
        verdict.ethernet = rule->decision;
        if (rule->action != u"ALLOW"_s) {
            verdict.isAllowed = false;
            return verdict;
        }
    }
    decide(vif, direction, packet, verdict);
    return verdict;
}

std::shared_ptr<const FirewallTable> firewallTable(const World& world) {
    constexpr qint64 msPerMinute = 60'000; // schedules begin and end on whole minutes
    const QString key = QString::number(world.store.version()) + u'/' +
                        QString::number(world.inventory.version()) + u'/' +
                        QString::number(World::now() / msPerMinute);
    if (world.firewallTableKey != key) {
        world.firewallTable = std::make_shared<const FirewallTable>(world);
        world.firewallTableKey = key;
    }
    return world.firewallTable;
}

} // namespace bulkhead::simulator
