// SPDX-License-Identifier: MIT
// SnapshotSource: answers from a snapshot, without any manager.
#pragma once

#include "ops/source.h"
#include "snapshot/snapshot.h"

namespace bulkhead::ops {

/// Every call is done when it returns: nothing is awaited.
class SnapshotSource final : public Source {
public:
    explicit SnapshotSource(snapshot::SnapshotPointer snapshot);

    [[nodiscard]] Task<ListPart<model::SecurityPolicy>> policies(ListQuery query,
                                                                 CancellationToken token) override;
    [[nodiscard]] Task<model::SecurityPolicy> policy(QString wanted,
                                                     CancellationToken token) override;
    [[nodiscard]] Task<ListPart<model::Group>> groups(ListQuery query,
                                                      CancellationToken token) override;
    [[nodiscard]] Task<model::Group> group(QString wanted, CancellationToken token) override;
    [[nodiscard]] Task<MachineMembers> membersOf(QString groupPath, int limit,
                                                 CancellationToken token) override;
    [[nodiscard]] Task<std::vector<model::VirtualMachine>>
    machines(QString wanted, CancellationToken token) override;
    [[nodiscard]] Task<PathNames> namesOf(QStringList paths, CancellationToken token) override;

private:
    snapshot::SnapshotPointer m_snapshot;
};

} // namespace bulkhead::ops
