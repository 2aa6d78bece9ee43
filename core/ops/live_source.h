// SPDX-License-Identifier: MIT
// LiveSource: answers from a manager, with as few requests as each question allows.
#pragma once

#include "nsx/connection.h"
#include "ops/list_memory.h"
#include "ops/path_name_cache.h"
#include "ops/source.h"

#include <memory>

namespace bulkhead::ops {

/// The connection logs in on the first question. An object that is named by its display
/// name costs one more list; names of paths are remembered for a minute, and how far a list was
/// read for half of one, so that paging by offset costs each page once.
class LiveSource final : public Source {
public:
    explicit LiveSource(std::shared_ptr<nsx::Connection> connection);
    ~LiveSource() override;

    [[nodiscard]] nsx::Connection& connection() { return *m_connection; }
    [[nodiscard]] QPointer<nsx::Connection> manager() override { return m_connection.get(); }

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
    /// The id to ask the manager for first; empty if `wanted` can only be a display name. `url` is
    /// that of the collection.
    [[nodiscard]] Result<QString> idToTry(const QString& wanted, const QString& url) const;

    std::shared_ptr<nsx::Connection> m_connection;
    PathNameCache m_names;
    ListMemory<model::SecurityPolicy> m_policyList;
    ListMemory<model::Group> m_groupList;
    ListMemory<model::VirtualMachine> m_machineList;
    ListMemory<model::Service> m_serviceList;
    ListMemory<model::Segment> m_segmentList;
    ListMemory<nsx::TagUse> m_tagList;
};

} // namespace bulkhead::ops
