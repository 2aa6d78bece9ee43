// SPDX-License-Identifier: MIT
// SnapshotSource's answers about the inventory: machines, interfaces, segments, services, tags, and
// who uses or excludes them.
#include "nsx/tag_references.h"
#include "ops/snapshot_source.h"
#include "ops/wanted.h"

#include <map>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

using TagCounts = std::map<model::Tag, qint64>;

void countTags(TagCounts& counts, const std::vector<model::Tag>& tags) {
    for (const model::Tag& tag : tags) {
        ++counts[tag];
    }
}

template <typename Range>
void countTagsOf(TagCounts& counts, const Range& objects) {
    for (const auto& object : objects) {
        countTags(counts, object.header.tags);
    }
}

} // namespace

Task<ListPart<model::VirtualMachine>> SnapshotSource::machineList(MachineQuery query,
                                                                  CancellationToken /*token*/) {
    co_return partWhere(
        m_snapshot->machines(), query,
        [&query](const model::VirtualMachine& machine) { return isWanted(machine, query); });
}

Task<std::vector<MachineInterface>> SnapshotSource::interfacesOf(QString machineId,
                                                                 CancellationToken /*token*/) {
    std::vector<MachineInterface> interfaces;
    for (const model::VirtualNetworkInterface* vif : m_snapshot->interfacesOf(machineId)) {
        interfaces.push_back({*vif, {}, {}});
        if (const model::SegmentPort* port = m_snapshot->portOf(*vif)) {
            interfaces.back().portPath = port->header.path;
            interfaces.back().segmentPath = port->segmentPath;
        }
    }
    co_return interfaces;
}

Task<MachineGroups> SnapshotSource::groupsOf(QString machineId, QStringList /*interfaceIds*/,
                                             CancellationToken /*token*/) {
    MachineGroups found;
    const QStringList paths = m_evaluator->groupsOf(machineId);
    for (const model::Group& group : m_snapshot->groups()) { // sorted by name
        if (paths.contains(group.header.path)) {
            found.items.push_back({group.header.path, u"Group"_s, group.header.displayName});
        } else if (!m_evaluator->of(group.header.path).unknowns.isEmpty()) {
            found.doubtful.insert(group.header.path);
        }
    }
    co_return found;
}

Task<nsx::ExcludeLists> SnapshotSource::excludeLists(CancellationToken /*token*/) {
    if (!m_snapshot->excludeList()) {
        co_return fail(
            ErrorKind::Failed, u"Ask the manager."_s,
            u"The snapshot does not hold the exclude list of the distributed firewall."_s);
    }
    co_return nsx::ExcludeLists{m_snapshot->excludeList()->members, std::nullopt};
}

Task<ListPart<model::Service>> SnapshotSource::services(ServiceQuery query,
                                                        CancellationToken /*token*/) {
    co_return partWhere(m_snapshot->services(), query, [&query](const model::Service& service) {
        return isWanted(service, query);
    });
}

Task<model::Service> SnapshotSource::service(QString wanted, CancellationToken /*token*/) {
    const auto found = m_snapshot->findService(wanted);
    if (!found) {
        co_return fail(found.error());
    }
    co_return **found;
}

Task<ListPart<model::Segment>> SnapshotSource::segments(ListQuery query,
                                                        CancellationToken /*token*/) {
    co_return partOf(m_snapshot->segments(), query);
}

Task<ListPart<nsx::TagUse>> SnapshotSource::tags(QString scope, QString value, ListQuery query,
                                                 CancellationToken /*token*/) {
    TagCounts counts;
    for (const model::VirtualMachine& machine : m_snapshot->machines()) {
        countTags(counts, machine.tags);
    }
    countTagsOf(counts, m_snapshot->policies());
    for (const model::SecurityPolicy& policy : m_snapshot->policies()) {
        countTagsOf(counts, policy.rules.get());
    }
    countTagsOf(counts, m_snapshot->groups());
    countTagsOf(counts, m_snapshot->services());
    countTagsOf(counts, m_snapshot->contextProfiles());
    countTagsOf(counts, m_snapshot->segments());
    countTagsOf(counts, m_snapshot->ports());
    std::vector<nsx::TagUse> uses;
    for (const auto& [tag, count] : counts) {
        if (matchesTagPattern(tag.scope.raw(), scope) && matchesTagPattern(tag.tag.raw(), value)) {
            uses.push_back({tag.scope, tag.tag, count});
        }
    }
    sortTags(uses);
    co_return partWhere(uses, query, [](const nsx::TagUse&) { return true; });
}

Task<nsx::References> SnapshotSource::referencesTo(QString wanted, CancellationToken /*token*/) {
    if (!m_references) {
        m_references = std::make_unique<ReferenceIndex>(m_snapshot, m_evaluator);
    }
    if (const std::optional<model::Tag> tag = nsx::tagFrom(wanted); tag) {
        co_return m_references->referencesTo(*tag);
    }
    const auto object = m_references->find(wanted);
    if (!object) {
        co_return fail(object.error());
    }
    co_return m_references->referencesTo(*object);
}

} // namespace bulkhead::ops
