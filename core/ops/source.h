// SPDX-License-Identifier: MIT
// Source: where an operation reads from, a live manager or a snapshot; the handlers cannot tell.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "base/task.h"
#include "model/group.h"
#include "model/inventory.h"
#include "model/security_policy.h"
#include "nsx/connection.h"

#include <QHash>
#include <QPointer>
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

/// One effective member of a group.
struct MachineMember {
    QString id; ///< the machine's external id
    UntrustedText displayName;
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
    /// Display names of groups, services, context profiles, segments, … by path.
    [[nodiscard]] virtual Task<PathNames> namesOf(QStringList paths, CancellationToken token) = 0;
};

} // namespace bulkhead::ops
