// SPDX-License-Identifier: MIT
// Source: where an operation reads from, a live manager or a snapshot; the handlers cannot tell.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "base/task.h"
#include "model/group.h"
#include "model/inventory.h"
#include "model/security_policy.h"
#include "model/service.h"
#include "nsx/connection.h"
#include "nsx/exclude_list_api.h"
#include "nsx/references.h"
#include "nsx/tag_api.h"
#include "snapshot/snapshot.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::ops {

/// Which part of a list is wanted.
struct ListQuery {
    QString nameFilter; ///< on display name and id (base/text.h matchesNameFilter); empty: all
    int limit = 50;     ///< 1..1000
    int offset = 0;     ///< 0 or more, counted after filtering
};

template <typename T>
struct ListPart {
    std::vector<T> items;
    std::optional<qint64> total; ///< after filtering; empty if the source did not say
};

/// Which machines are wanted; all conditions hold together.
struct MachineQuery : ListQuery {
    QString tag;        ///< "scope|value", "value" or "scope|"; see ops/tag_filter.h. Empty: all
    QString powerState; ///< "VM_RUNNING", …; empty: all
};

/// Which services are wanted.
struct ServiceQuery : ListQuery {
    std::optional<bool> predefined; ///< only those that the system brought, or only the others
};

/// One effective member of a group.
struct MachineMember {
    QString id; ///< the machine's external id
    UntrustedText displayName;
    QString powerState; ///< "VM_RUNNING", …; empty if unknown
};

/// The groups that a machine belongs to, by itself or by an interface.
struct MachineGroups {
    std::vector<nsx::NamedObject> items; ///< by name
    /// Paths of groups that it may be in: their criteria cannot be evaluated here.
    QSet<QString> doubtful;
};

/// A network interface and what it is attached to.
struct MachineInterface {
    model::VirtualNetworkInterface vif;
    QString portPath;    ///< of the segment port; empty if unknown or unattached
    QString segmentPath; ///< of its segment
};

/// The virtual machines of a group, at most as many as asked for.
struct MachineMembers {
    std::vector<MachineMember> items;
    std::optional<qint64> total; ///< empty if criteria could not be evaluated or nobody counted
    QStringList notes;           ///< why it may be incomplete; clean sentences
};

/// Path -> display name (raw). A path without an entry belongs to an object the source lacks.
using PathNames = QHash<QString, UntrustedText>;

/// Reads one manager's configuration. Policy and group arguments are a path, an id, or a display
/// name when that is unique; NotFound names the nearest matches, an ambiguous name (InvalidInput)
/// lists its candidates. All calls may be under way at the same time. One thread. The caller keeps
/// the source alive until its calls have ended.
class Source {
public:
    virtual ~Source() = default;

    /// The snapshot that it answers from; null for a live manager.
    [[nodiscard]] virtual snapshot::SnapshotPointer snapshot() { return nullptr; }
    /// The manager behind it; null for a snapshot.
    [[nodiscard]] virtual QPointer<nsx::Connection> manager() { return nullptr; }

    /// In the order of evaluation, without rules, `ruleCount` set if known.
    [[nodiscard]] virtual Task<ListPart<model::SecurityPolicy>>
    policies(ListQuery query, CancellationToken token) = 0;
    /// With its rules in the order of evaluation.
    [[nodiscard]] virtual Task<model::SecurityPolicy> policy(QString wanted,
                                                             CancellationToken token) = 0;
    /// Sorted by name.
    [[nodiscard]] virtual Task<ListPart<model::Group>> groups(ListQuery query,
                                                              CancellationToken token) = 0;
    [[nodiscard]] virtual Task<model::Group> group(QString wanted, CancellationToken token) = 0;
    [[nodiscard]] virtual Task<MachineMembers> membersOf(QString groupPath, int limit,
                                                         CancellationToken token) = 0;
    /// All machines with this display name or external id, at least one.
    [[nodiscard]] virtual Task<std::vector<model::VirtualMachine>>
    machines(QString wanted, CancellationToken token) = 0;
    /// By name. Machines of one name stay in the order of the source.
    [[nodiscard]] virtual Task<ListPart<model::VirtualMachine>>
    machineList(MachineQuery query, CancellationToken token) = 0;
    /// In the order of the source.
    [[nodiscard]] virtual Task<std::vector<MachineInterface>>
    interfacesOf(QString machineId, CancellationToken token) = 0;
    /// The groups that the machine, or one of its interfaces (VIF external ids), belongs to.
    [[nodiscard]] virtual Task<MachineGroups> groupsOf(QString machineId, QStringList interfaceIds,
                                                       CancellationToken token) = 0;
    /// Who has no distributed firewall. Fails if the source does not know.
    [[nodiscard]] virtual Task<nsx::ExcludeLists> excludeLists(CancellationToken token) = 0;
    /// Sorted by name.
    [[nodiscard]] virtual Task<ListPart<model::Service>> services(ServiceQuery query,
                                                                  CancellationToken token) = 0;
    /// `wanted` as for groups.
    [[nodiscard]] virtual Task<model::Service> service(QString wanted, CancellationToken token) = 0;
    /// Sorted by name, wherever they hang.
    [[nodiscard]] virtual Task<ListPart<model::Segment>> segments(ListQuery query,
                                                                  CancellationToken token) = 0;
    /// Tags in use whose scope and value match (ops/tag_filter.h; empty: all), by scope and value.
    /// Of `query` limit and offset count.
    [[nodiscard]] virtual Task<ListPart<nsx::TagUse>>
    tags(QString scope, QString value, ListQuery query, CancellationToken token) = 0;
    /// Who uses an object, directly or through the groups and services around it. `wanted` is a
    /// path, a machine's external id, an id, a display name when that is unique among all kinds of
    /// objects, or a tag as "scope|value"; `object` of the answer is set.
    [[nodiscard]] virtual Task<nsx::References> referencesTo(QString wanted,
                                                             CancellationToken token) = 0;
    /// Display names of groups, services, context profiles, segments, … by path.
    [[nodiscard]] virtual Task<PathNames> namesOf(QStringList paths, CancellationToken token) = 0;
};

} // namespace bulkhead::ops
