// SPDX-License-Identifier: MIT
// Snapshot: an immutable picture of one manager's whole security configuration, indexed.
#pragma once

#include "base/result.h"
#include "base/shared_vector.h"
#include "model/context_profile.h"
#include "model/group.h"
#include "model/inventory.h"
#include "model/security_policy.h"
#include "model/service.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace bulkhead::snapshot {

enum class OriginKind : std::uint8_t {
    Manager,   ///< read from a manager just now
    File,      ///< our own snapshot file
    Bundle,    ///< an H-API bundle
    Container, ///< a container of np-guard's collector
};

/// Where a snapshot came from and when. Texts are clean for showing.
struct Origin {
    OriginKind kind = OriginKind::File;
    QString place;          ///< host name or file name
    QString manager;        ///< of a file: the manager it was read from, if it says so
    QString target;         ///< the configuration's target name, if any
    QString environment;    ///< of the target, e.g. "production"; may be empty
    QString productVersion; ///< of the manager; empty if unknown
    QString userName;       ///< who read it; empty if unknown
    QDateTime takenAt;      ///< UTC; invalid if unknown
};

/// What a snapshot is made from. Order does not matter; `Snapshot::make` sorts. Copies share what
/// neither of them changes.
struct Content {
    Origin origin;
    SharedVector<model::SecurityPolicy> policies; ///< with their rules
    SharedVector<model::Group> groups;
    SharedVector<model::Service> services;
    SharedVector<model::ContextProfile> contextProfiles;
    SharedVector<model::FirewallScheduler> schedulers;
    std::optional<model::ExcludeList> excludeList;
    SharedVector<model::VirtualMachine> machines;
    SharedVector<model::VirtualNetworkInterface> interfaces;
    SharedVector<model::Segment> segments;
    SharedVector<model::SegmentPort> ports;
    QJsonArray otherInfraChildren;  ///< H-API children of kinds that we do not model, kept as read
    QJsonArray otherDomainChildren; ///< same, below the domain (gateway policies, …)
    QStringList remarks; ///< sentences about what the source lacked or what was left out; clean
};

/// An object as it shall be; `now` is empty if it shall not be there.
template <typename T>
struct Replaced {
    QString path;
    std::optional<T> now;
};

/// What sets a snapshot apart from another one.
struct Replacement {
    std::vector<Replaced<model::SecurityPolicy>> policies; ///< with all their rules, in order
    std::vector<Replaced<model::Group>> groups;
    std::vector<Replaced<model::Service>> services;
    std::vector<Replaced<model::ContextProfile>> contextProfiles;
    std::vector<std::pair<QString, std::vector<model::Tag>>> machineTags; ///< by external id
    std::optional<model::ExcludeList> excludeList;
};

/// A rule with the policy that it stands in. Valid as long as the snapshot lives.
struct RuleReference {
    const model::SecurityPolicy* policy = nullptr;
    const model::Rule* rule = nullptr;
};

/// Immutable after construction and safe to share between threads. Look-ups by path are O(1), of
/// rules O(log of the rules beside them).
/// Pointers and references that it hands out live as long as the snapshot.
class Snapshot final {
public:
    /// Sorts policies into the order of evaluation and everything else by name, and indexes it.
    [[nodiscard]] static std::shared_ptr<const Snapshot> make(Content content);
    /// This snapshot with some objects replaced, added or removed; everything else is shared with
    /// it. Tags of machines that it does not know are left out. O(policies + what is replaced),
    /// and O(list) for each list in which an object is added, removed or renamed.
    [[nodiscard]] std::shared_ptr<const Snapshot> with(const Replacement& replacement) const;

    [[nodiscard]] const Origin& origin() const { return m_content.origin; }
    [[nodiscard]] const QStringList& remarks() const { return m_content.remarks; }
    /// In the order of evaluation: category, sequence number.
    [[nodiscard]] const std::vector<model::SecurityPolicy>& policies() const {
        return m_content.policies.get();
    }
    [[nodiscard]] const std::vector<model::Group>& groups() const { return m_content.groups.get(); }
    [[nodiscard]] const std::vector<model::Service>& services() const {
        return m_content.services.get();
    }
    [[nodiscard]] const std::vector<model::ContextProfile>& contextProfiles() const {
        return m_content.contextProfiles.get();
    }
    [[nodiscard]] const std::vector<model::FirewallScheduler>& schedulers() const {
        return m_content.schedulers.get();
    }
    /// Empty if the source did not say (then nobody knows who is excluded).
    [[nodiscard]] const std::optional<model::ExcludeList>& excludeList() const {
        return m_content.excludeList;
    }
    [[nodiscard]] const std::vector<model::VirtualMachine>& machines() const {
        return m_content.machines.get();
    }
    [[nodiscard]] const std::vector<model::VirtualNetworkInterface>& interfaces() const {
        return m_content.interfaces.get();
    }
    [[nodiscard]] const std::vector<model::Segment>& segments() const {
        return m_content.segments.get();
    }
    [[nodiscard]] const std::vector<model::SegmentPort>& ports() const {
        return m_content.ports.get();
    }
    [[nodiscard]] const Content& content() const { return m_content; }
    [[nodiscard]] qsizetype ruleCount() const { return m_ruleCount; }

    // nullptr (or a reference of nullptrs) if there is no such path.
    [[nodiscard]] const model::SecurityPolicy* policy(const QString& path) const;
    [[nodiscard]] RuleReference rule(const QString& path) const;
    [[nodiscard]] const model::Group* group(const QString& path) const;
    [[nodiscard]] const model::Service* service(const QString& path) const;
    [[nodiscard]] const model::ContextProfile* contextProfile(const QString& path) const;
    [[nodiscard]] const model::FirewallScheduler* scheduler(const QString& path) const;
    [[nodiscard]] const model::Segment* segment(const QString& path) const;
    [[nodiscard]] const model::SegmentPort* port(const QString& path) const;
    [[nodiscard]] const model::VirtualMachine* machine(const QString& externalId) const;
    /// The machine's network interfaces, in the order of the source.
    [[nodiscard]] std::vector<const model::VirtualNetworkInterface*>
    interfacesOf(const QString& machineExternalId) const;
    /// The segment port that an interface is attached to, or nullptr.
    [[nodiscard]] const model::SegmentPort* portOf(const model::VirtualNetworkInterface& vif) const;

    /// The label of any object with this path; the last segment if it is not in the snapshot;
    /// the text itself for ANY and raw addresses. Clean for one line.
    [[nodiscard]] QString nameOf(const QString& pathOrLiteral) const;
    /// True if the path is that of an object of this snapshot.
    [[nodiscard]] bool knows(const QString& path) const;

    /// Finds one object by path, id, or display name when that is unique: exactly as written, else
    /// without regard to case. NotFound names the nearest matches; an ambiguous name (InvalidInput)
    /// lists the candidates with their paths.
    [[nodiscard]] Result<const model::SecurityPolicy*> findPolicy(const QString& wanted) const;
    [[nodiscard]] Result<const model::Group*> findGroup(const QString& wanted) const;
    [[nodiscard]] Result<const model::Service*> findService(const QString& wanted) const;
    /// All machines with exactly this display name (case-insensitive if none matches exactly) or
    /// external id; may be several. NotFound names the nearest matches.
    [[nodiscard]] Result<std::vector<const model::VirtualMachine*>>
    findMachines(const QString& wanted) const;

private:
    explicit Snapshot(Content content);
    Snapshot(const Snapshot& other) = default;
    void sort();
    void index();
    void indexRules(const model::SecurityPolicy& policy);
    void forgetRules(const model::SecurityPolicy& policy);
    void replacePolicies(const std::vector<Replaced<model::SecurityPolicy>>& replaced);

    Content m_content;
    QHash<QString, qsizetype> m_policies;
    struct RulePlace {
        QString policyPath;
        qsizetype index = 0; ///< in the policy's list
    };
    /// Places of a policy's rules sorted by path, by policy: what is edited costs its policy only.
    QHash<QString, SharedVector<std::uint32_t>> m_rules;
    QHash<QString, RulePlace> m_strayRules; ///< whose path does not begin with their policy's
    qsizetype m_ruleCount = 0;
    QHash<QString, qsizetype> m_groups;
    QHash<QString, qsizetype> m_services;
    QHash<QString, qsizetype> m_contextProfiles;
    QHash<QString, qsizetype> m_schedulers;
    QHash<QString, qsizetype> m_segments;
    QHash<QString, qsizetype> m_ports;
    QHash<QString, qsizetype> m_portsByAttachment;
    QHash<QString, qsizetype> m_machines;
    QMultiHash<QString, qsizetype> m_interfacesByMachine;
};

using SnapshotPointer = std::shared_ptr<const Snapshot>;

} // namespace bulkhead::snapshot
