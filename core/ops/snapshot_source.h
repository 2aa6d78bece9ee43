// SPDX-License-Identifier: MIT
// SnapshotSource: answers from a snapshot, without any manager.
#pragma once

#include "ops/reference_index.h"
#include "ops/source.h"
#include "snapshot/membership.h"
#include "snapshot/snapshot.h"

namespace bulkhead::ops {

/// Every call is done when it returns: nothing is awaited.
class SnapshotSource final : public Source {
public:
    explicit SnapshotSource(snapshot::SnapshotPointer snapshot);

    [[nodiscard]] snapshot::SnapshotPointer snapshot() override { return m_snapshot; }
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
    [[nodiscard]] Task<ListPart<model::VirtualMachine>>
    machineList(MachineQuery query, CancellationToken token) override;
    [[nodiscard]] Task<std::vector<MachineInterface>>
    interfacesOf(QString machineId, CancellationToken token) override;
    [[nodiscard]] Task<MachineGroups> groupsOf(QString machineId, QStringList interfaceIds,
                                               CancellationToken token) override;
    [[nodiscard]] Task<nsx::ExcludeLists> excludeLists(CancellationToken token) override;
    [[nodiscard]] Task<ListPart<model::Service>> services(ServiceQuery query,
                                                          CancellationToken token) override;
    [[nodiscard]] Task<model::Service> service(QString wanted, CancellationToken token) override;
    [[nodiscard]] Task<ListPart<model::Segment>> segments(ListQuery query,
                                                          CancellationToken token) override;
    [[nodiscard]] Task<ListPart<nsx::TagUse>> tags(QString scope, QString value, ListQuery query,
                                                   CancellationToken token) override;
    [[nodiscard]] Task<nsx::References> referencesTo(QString wanted,
                                                     CancellationToken token) override;
    [[nodiscard]] Task<PathNames> namesOf(QStringList paths, CancellationToken token) override;

private:
    snapshot::SnapshotPointer m_snapshot;
    std::shared_ptr<snapshot::MembershipEvaluator> m_evaluator; ///< remembers what it evaluated
    std::unique_ptr<ReferenceIndex> m_references;               ///< made when it is first needed
};

} // namespace bulkhead::ops
