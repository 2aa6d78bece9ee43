// SPDX-License-Identifier: MIT
#include "ops/snapshot_source.h"

#include "ops/list_part.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// A snapshot holds every rule, so it can count them itself.
model::SecurityPolicy counted(model::SecurityPolicy policy) {
    policy.ruleCount = static_cast<int>(policy.rules.size());
    return policy;
}

} // namespace

SnapshotSource::SnapshotSource(snapshot::SnapshotPointer snapshot)
    : m_snapshot(std::move(snapshot)),
      m_evaluator(std::make_shared<snapshot::MembershipEvaluator>(m_snapshot)) {}

Task<ListPart<model::SecurityPolicy>> SnapshotSource::policies(ListQuery query,
                                                               CancellationToken /*token*/) {
    ListPart<model::SecurityPolicy> part = partOf(m_snapshot->policies(), query);
    for (model::SecurityPolicy& policy : part.items) {
        policy = counted(std::move(policy));
        policy.rules.clear();
    }
    co_return part;
}

Task<model::SecurityPolicy> SnapshotSource::policy(QString wanted, CancellationToken /*token*/) {
    const auto found = m_snapshot->findPolicy(wanted);
    if (!found) {
        co_return fail(found.error());
    }
    co_return counted(**found);
}

Task<ListPart<model::Group>> SnapshotSource::groups(ListQuery query, CancellationToken /*token*/) {
    co_return partOf(m_snapshot->groups(), query);
}

Task<model::Group> SnapshotSource::group(QString wanted, CancellationToken /*token*/) {
    const auto found = m_snapshot->findGroup(wanted);
    if (!found) {
        co_return fail(found.error());
    }
    co_return **found;
}

Task<MachineMembers> SnapshotSource::membersOf(QString groupPath, int limit,
                                               CancellationToken /*token*/) {
    const snapshot::Membership& membership = m_evaluator->of(groupPath);
    MachineMembers members;
    for (const model::VirtualMachine* machine : membership.machines) {
        if (members.items.size() == static_cast<std::size_t>(limit)) {
            break;
        }
        members.items.push_back({machine->externalId, machine->displayName, machine->powerState});
    }
    members.notes = membership.unknowns;
    if (membership.unknowns.isEmpty()) {
        members.total = static_cast<qint64>(membership.machines.size());
    }
    co_return members;
}

Task<std::vector<model::VirtualMachine>> SnapshotSource::machines(QString wanted,
                                                                  CancellationToken /*token*/) {
    const auto found = m_snapshot->findMachines(wanted);
    if (!found) {
        co_return fail(found.error());
    }
    std::vector<model::VirtualMachine> machines;
    for (const model::VirtualMachine* machine : *found) {
        machines.push_back(*machine);
    }
    co_return machines;
}

Task<PathNames> SnapshotSource::namesOf(QStringList paths, CancellationToken /*token*/) {
    PathNames names;
    for (const QString& path : paths) {
        if (m_snapshot->knows(path)) {
            names.insert(path, UntrustedText(m_snapshot->nameOf(path)));
        }
    }
    co_return names;
}

} // namespace bulkhead::ops
