// SPDX-License-Identifier: MIT
// Membership: who is in a group, by NSX's rules.
#pragma once

#include "simulator/criteria.h"
#include "simulator/world.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace bulkhead::simulator {

/// Something that may be a member.
struct Subject {
    enum class Kind : std::uint8_t { Machine, Segment, Port, Interface, Group };
    Kind kind = Kind::Machine;
    QString path;       ///< of a segment, port or group
    QString externalId; ///< of a machine or interface
    QJsonObject fields;
    QJsonObject segment; ///< of a port: its segment's fields
    QString segmentPath; ///< of a port
};

/// What VMware Tools report for an interface, and what is bound to a segment port.
[[nodiscard]] QStringList interfaceAddresses(const QJsonObject& vif);
[[nodiscard]] QStringList boundAddresses(const QJsonObject& port);

/// Evaluates groups of one World for the time of one request, under its lock. What
/// can be kept for later requests is in the World's MembershipCache.
class Membership final {
public:
    explicit Membership(const World& world) : m_world(world) {}

    /// Direct membership: by condition, path, external id, or through a nested group.
    [[nodiscard]] bool contains(const QString& groupPath, const Subject& subject) const;
    /// An interface is also in by its machine or by its port.
    [[nodiscard]] bool containsInterface(const QString& groupPath, qsizetype vif) const;

    /// Indexes into the inventory, and store objects, in a stable order.
    [[nodiscard]] std::vector<qsizetype> machines(const QString& groupPath) const;
    [[nodiscard]] std::vector<qsizetype> interfaces(const QString& groupPath) const;
    [[nodiscard]] std::vector<const StoredObject*> segments(const QString& groupPath) const;
    [[nodiscard]] std::vector<const StoredObject*> ports(const QString& groupPath) const;
    /// Written addresses (as written) and those of member interfaces and ports; no link-local
    /// ones, none twice.
    [[nodiscard]] QStringList addresses(const QString& groupPath) const;
    /// What the expression can yield: "VirtualMachine", "IPAddress", …
    [[nodiscard]] QStringList memberTypes(const QString& groupPath) const;
    /// The addresses that are written in it and in the groups that it nests.
    [[nodiscard]] QStringList writtenAddresses(const QString& groupPath) const;
    [[nodiscard]] std::vector<IpRange> writtenRanges(const QString& groupPath) const;
    /// Lower-case MAC addresses that are written in it and in the groups that it nests.
    [[nodiscard]] QStringList writtenMacs(const QString& groupPath) const;
    /// The group and all that it nests, directly or through others.
    [[nodiscard]] QStringList withNested(const QString& groupPath) const;
    /// All groups that nest it, directly or through others.
    [[nodiscard]] QStringList outerGroups(const QString& groupPath) const;
    [[nodiscard]] std::shared_ptr<const Criteria> criteria(const QString& groupPath) const;
    /// The segment port that an interface is plugged into; nullptr if there is none.
    [[nodiscard]] const StoredObject* portOf(qsizetype vif) const;

    [[nodiscard]] Subject machineSubject(qsizetype index) const;
    [[nodiscard]] Subject interfaceSubject(qsizetype index) const;
    [[nodiscard]] Subject objectSubject(const StoredObject& segmentPortOrGroup) const;

private:
    [[nodiscard]] bool contains(const QString& groupPath, const Subject& subject,
                                QStringList& under) const;
    [[nodiscard]] bool matches(const Criterion& criterion, const Subject& subject,
                               QStringList& under) const;
    [[nodiscard]] bool matches(const Condition& condition, const Subject& subject,
                               QStringList& under) const;
    [[nodiscard]] bool isAmong(const QStringList& paths, const Subject& subject,
                               QStringList& under) const;
    [[nodiscard]] QStringList directlyNested(const QString& groupPath) const;
    [[nodiscard]] QStringList directlyAround(const QString& groupPath) const;
    [[nodiscard]] const QStringList& groupsOfGroups() const;

    const World& m_world;
};

} // namespace bulkhead::simulator
