// SPDX-License-Identifier: MIT
// FirewallTable: what the distributed firewall does with a packet at one interface, by a plain
// loop over all rules in order. It shares nothing with the program's own engine: it is the witness
// that contradicts it.
#pragma once

#include "simulator/exclude_list.h"
#include "simulator/membership.h"
#include "simulator/packet.h"
#include "simulator/service_terms.h"
#include "simulator/world.h"

#include <QHash>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace bulkhead::simulator {

enum class Direction : std::uint8_t { Out, In };

/// A rule that had a say. `path` is empty for the rule that a connectivity preference makes.
struct Decision {
    qint64 ruleId = 0;
    QString path;
};

struct Verdict {
    bool isFiltered = true; ///< false: the interface has no firewall
    bool isAllowed = true;
    Decision rule;                    ///< layer 3; without an id if layer 2 dropped the packet
    std::optional<Decision> jump;     ///< JUMP_TO_APPLICATION, if one matched
    std::optional<Decision> ethernet; ///< layer 2
};

/// Good for one version of the world, under its lock. Takes the schedules' state when it is made.
class FirewallTable final {
public:
    explicit FirewallTable(const World& world);
    FirewallTable(const FirewallTable&) = delete;
    FirewallTable& operator=(const FirewallTable&) = delete;

    [[nodiscard]] Verdict verdict(qsizetype vif, Direction direction, const Packet& packet) const;
    /// The interfaces that have the address, by tools or by a port's binding.
    [[nodiscard]] std::vector<qsizetype> interfacesWith(const IpAddress& address) const;
    /// The interfaces in a group.
    [[nodiscard]] const std::vector<qsizetype>& membersOf(const QString& group) const;
    [[nodiscard]] const Membership& membership() const { return m_membership; }

private:
    /// Sources, destinations or scope of a rule.
    struct Side {
        bool isAny = false;
        bool isNegated = false;
        QStringList groups;
        std::vector<IpRange> ranges;
    };
    struct TableRule {
        Decision decision;
        QString action;
        QString direction;
        QString ipProtocol;
        int category = 0;
        Side sources;
        Side destinations;
        Side scope;
        ServiceTerms services;
    };

    void addPolicy(const StoredObject& policy, int category);
    [[nodiscard]] TableRule tableRule(const StoredObject& rule, int category,
                                      const Side& policyScope) const;
    [[nodiscard]] static Side side(const QJsonObject& fields, const QString& key,
                                   const QString& negation);
    [[nodiscard]] bool applies(const TableRule& rule, qsizetype vif, Direction direction) const;
    [[nodiscard]] bool matchesAddress(const Side& side, const IpAddress& address) const;
    [[nodiscard]] bool matchesMac(const Side& side, const QString& mac) const;
    [[nodiscard]] bool isInGroup(const QString& group, const IpAddress& address) const;
    [[nodiscard]] bool isMember(const QString& group, qsizetype vif) const;
    [[nodiscard]] const TableRule* firstEthernet(qsizetype vif, Direction direction,
                                                 const Packet& packet) const;
    void decide(qsizetype vif, Direction direction, const Packet& packet, Verdict& verdict) const;

    const World& m_world;
    const Membership m_membership;
    const Exclusions m_exclusions;
    bool m_isOn = true;
    std::vector<TableRule> m_ethernet;
    std::vector<TableRule> m_rules; ///< layer 3, in the order of evaluation
    std::map<IpAddress, std::vector<qsizetype>> m_interfaces;
    std::map<IpAddress, std::vector<QString>> m_boundPorts; ///< ports without an interface
    mutable QHash<std::pair<QString, qsizetype>, bool> m_members;
    mutable QHash<QString, std::vector<IpRange>> m_writtenRanges;
    mutable QHash<QString, std::vector<qsizetype>> m_membersOf;
};

/// The table of the world as it is now; kept until something changes.
[[nodiscard]] std::shared_ptr<const FirewallTable> firewallTable(const World& world);

} // namespace bulkhead::simulator
