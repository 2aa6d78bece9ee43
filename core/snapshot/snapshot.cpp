// SPDX-License-Identifier: MIT
#include "snapshot/snapshot.h"

#include "base/identifiers.h"
#include "snapshot/ordering.h"

#include <algorithm>
#include <utility>

namespace bulkhead::snapshot {

using namespace Qt::StringLiterals;

namespace {

/// Path, then id, then display name, exactly before without regard to case, when it is unique.
template <typename T>
Result<const T*> findOne(const std::vector<T>& objects, const QHash<QString, qsizetype>& index,
                         const QString& wanted, const QString& kind, const QString& kinds) {
    if (const T* byPath = at(objects, index, wanted)) {
        return byPath;
    }
    std::vector<const T*> byId;
    std::vector<const T*> byName;
    std::vector<const T*> byFoldedName;
    for (const T& object : objects) {
        if (object.header.id == wanted) {
            byId.push_back(&object);
        } else if (object.header.displayName.raw() == wanted) {
            byName.push_back(&object);
        } else if (object.header.displayName.raw().compare(wanted, Qt::CaseInsensitive) == 0) {
            byFoldedName.push_back(&object);
        }
    }
    const std::vector<const T*>& named = byName.empty() ? byFoldedName : byName;
    const std::vector<const T*>& found = byId.empty() ? named : byId;
    if (found.size() == 1) {
        return found.front();
    }
    const QString shown = elideMiddle(cleanLine(wanted), 80);
    if (found.size() > 1) {
        QStringList candidates;
        for (const T* object : found) {
            candidates << cleanLine(object->header.path);
        }
        return fail(ErrorKind::InvalidInput,
                    u"Give the path of one of these: "_s + candidates.join(u", "_s) + u'.',
                    u"The name \""_s + shown + u"\" belongs to "_s + QString::number(found.size()) +
                        u' ' + kinds + u'.',
                    wanted);
    }
    QStringList names;
    for (const T& object : objects) {
        names << object.header.id << object.header.displayName.raw();
    }
    QStringList nearest = nearestMatches(wanted, names);
    for (QString& name : nearest) {
        name = cleanLine(name);
    }
    return fail(ErrorKind::NotFound,
                nearest.isEmpty() ? u"List the "_s + kinds + u" to see which there are."_s
                                  : u"Did you mean "_s + nearest.join(u", "_s) + u'?',
                u"There is no "_s + kind + u" \""_s + shown + u"\"."_s, wanted);
}

/// Of a rule that has its policy's path in its own; else empty.
QStringView policyPathOf(const QString& rulePath) {
    const qsizetype end = rulePath.lastIndexOf("/rules/"_L1);
    return end < 0 ? QStringView() : QStringView(rulePath).first(end);
}

} // namespace

Snapshot::Snapshot(Content content) : m_content(std::move(content)) {
    sort();
    index();
}

SnapshotPointer Snapshot::make(Content content) {
    return SnapshotPointer(new Snapshot(std::move(content)));
}

void Snapshot::sort() {
    sortInOrder(m_content.policies);
    sortInOrder(m_content.groups);
    sortInOrder(m_content.services);
    sortInOrder(m_content.contextProfiles);
    sortInOrder(m_content.schedulers);
    sortInOrder(m_content.segments);
    sortInOrder(m_content.ports);
    std::vector<model::VirtualMachine>& machines = m_content.machines.edit();
    std::stable_sort(machines.begin(), machines.end(),
                     [](const model::VirtualMachine& a, const model::VirtualMachine& b) {
                         return QString::compare(a.displayName.raw(), b.displayName.raw(),
                                                 Qt::CaseInsensitive) < 0;
                     });
}

void Snapshot::index() {
    m_policies = indexByPath(m_content.policies.get());
    m_groups = indexByPath(m_content.groups.get());
    m_services = indexByPath(m_content.services.get());
    m_contextProfiles = indexByPath(m_content.contextProfiles.get());
    m_schedulers = indexByPath(m_content.schedulers.get());
    m_segments = indexByPath(m_content.segments.get());
    m_ports = indexByPath(m_content.ports.get());
    for (const model::SecurityPolicy& policy : policies()) {
        indexRules(policy);
    }
    const auto& machineList = machines();
    for (std::size_t i = 0; i < machineList.size(); ++i) {
        m_machines.insert(machineList[i].externalId, static_cast<qsizetype>(i));
    }
    const auto& portList = ports();
    for (std::size_t i = 0; i < portList.size(); ++i) {
        if (!portList[i].attachmentId.isEmpty()) {
            m_portsByAttachment.insert(portList[i].attachmentId, static_cast<qsizetype>(i));
        }
    }
    const auto& interfaceList = interfaces();
    for (std::size_t i = 0; i < interfaceList.size(); ++i) {
        m_interfacesByMachine.insert(interfaceList[i].ownerMachineId, static_cast<qsizetype>(i));
    }
}

void Snapshot::indexRules(const model::SecurityPolicy& policy) {
    const std::vector<model::Rule>& rules = policy.rules.get();
    m_ruleCount += static_cast<qsizetype>(rules.size());
    std::vector<std::uint32_t> byPath;
    byPath.reserve(rules.size());
    for (std::size_t r = 0; r < rules.size(); ++r) {
        const QString& path = rules[r].header.path;
        if (policyPathOf(path) == policy.header.path) {
            byPath.push_back(static_cast<std::uint32_t>(r));
        } else {
            m_strayRules.insert(path, {policy.header.path, static_cast<qsizetype>(r)});
        }
    }
    std::sort(byPath.begin(), byPath.end(), [&rules](std::uint32_t a, std::uint32_t b) {
        return rules[a].header.path < rules[b].header.path;
    });
    m_rules.insert(policy.header.path, std::move(byPath));
}

void Snapshot::forgetRules(const model::SecurityPolicy& policy) {
    m_ruleCount -= static_cast<qsizetype>(policy.rules.size());
    m_rules.remove(policy.header.path);
    m_strayRules.removeIf([&policy](const auto& rule) { // nearly always there are none
        return rule.value().policyPath == policy.header.path;
    });
}

const model::SecurityPolicy* Snapshot::policy(const QString& path) const {
    return at(m_content.policies.get(), m_policies, path);
}

RuleReference Snapshot::rule(const QString& path) const {
    if (const auto stray = m_strayRules.constFind(path); stray != m_strayRules.constEnd()) {
        const model::SecurityPolicy* policy = this->policy(stray->policyPath);
        return {policy, &policy->rules[static_cast<std::size_t>(stray->index)]};
    }
    const QString policyPath = policyPathOf(path).toString();
    const auto places = m_rules.constFind(policyPath);
    if (policyPath.isEmpty() || places == m_rules.constEnd()) {
        return {};
    }
    const model::SecurityPolicy* policy = this->policy(policyPath);
    const std::vector<model::Rule>& rules = policy->rules.get();
    const std::vector<std::uint32_t>& byPath = places->get();
    const auto found = std::lower_bound(byPath.begin(), byPath.end(), path,
                                        [&rules](std::uint32_t place, const QString& wanted) {
                                            return rules[place].header.path < wanted;
                                        });
    if (found == byPath.end() || rules[*found].header.path != path) {
        return {};
    }
    return {policy, &rules[*found]};
}

const model::Group* Snapshot::group(const QString& path) const {
    return at(m_content.groups.get(), m_groups, path);
}

const model::Service* Snapshot::service(const QString& path) const {
    return at(m_content.services.get(), m_services, path);
}

const model::ContextProfile* Snapshot::contextProfile(const QString& path) const {
    return at(m_content.contextProfiles.get(), m_contextProfiles, path);
}

const model::FirewallScheduler* Snapshot::scheduler(const QString& path) const {
    return at(m_content.schedulers.get(), m_schedulers, path);
}

const model::Segment* Snapshot::segment(const QString& path) const {
    return at(m_content.segments.get(), m_segments, path);
}

const model::SegmentPort* Snapshot::port(const QString& path) const {
    return at(m_content.ports.get(), m_ports, path);
}

const model::VirtualMachine* Snapshot::machine(const QString& externalId) const {
    return at(m_content.machines.get(), m_machines, externalId);
}

std::vector<const model::VirtualNetworkInterface*>
Snapshot::interfacesOf(const QString& machineExternalId) const {
    std::vector<qsizetype> rows;
    const auto [begin, end] = m_interfacesByMachine.equal_range(machineExternalId);
    for (auto it = begin; it != end; ++it) {
        rows.push_back(*it);
    }
    std::sort(rows.begin(), rows.end());
    std::vector<const model::VirtualNetworkInterface*> interfaces;
    interfaces.reserve(rows.size());
    for (const qsizetype row : rows) {
        interfaces.push_back(&m_content.interfaces.get()[static_cast<std::size_t>(row)]);
    }
    return interfaces;
}

const model::SegmentPort* Snapshot::portOf(const model::VirtualNetworkInterface& vif) const {
    return at(m_content.ports.get(), m_portsByAttachment, vif.portAttachmentId);
}

QString Snapshot::nameOf(const QString& pathOrLiteral) const {
    if (const auto* found = group(pathOrLiteral)) {
        return found->header.label();
    }
    if (const auto* found = service(pathOrLiteral)) {
        return found->header.label();
    }
    if (const auto* found = policy(pathOrLiteral)) {
        return found->header.label();
    }
    if (const auto found = rule(pathOrLiteral); found.rule != nullptr) {
        return found.rule->header.label();
    }
    if (const auto* found = contextProfile(pathOrLiteral)) {
        return found->header.label();
    }
    if (const auto* found = scheduler(pathOrLiteral)) {
        return found->header.label();
    }
    if (const auto* found = segment(pathOrLiteral)) {
        return found->header.label();
    }
    if (const auto* found = port(pathOrLiteral)) {
        return found->header.label();
    }
    return cleanLine(looksLikePath(pathOrLiteral) ? lastSegment(pathOrLiteral) : pathOrLiteral);
}

bool Snapshot::knows(const QString& path) const {
    return m_groups.contains(path) || m_services.contains(path) || m_policies.contains(path) ||
           rule(path).rule != nullptr || m_contextProfiles.contains(path) ||
           m_schedulers.contains(path) || m_segments.contains(path) || m_ports.contains(path);
}

Result<const model::SecurityPolicy*> Snapshot::findPolicy(const QString& wanted) const {
    return findOne(m_content.policies.get(), m_policies, wanted, u"security policy"_s,
                   u"security policies"_s);
}

Result<const model::Group*> Snapshot::findGroup(const QString& wanted) const {
    return findOne(m_content.groups.get(), m_groups, wanted, u"group"_s, u"groups"_s);
}

Result<const model::Service*> Snapshot::findService(const QString& wanted) const {
    return findOne(m_content.services.get(), m_services, wanted, u"service"_s, u"services"_s);
}

Result<std::vector<const model::VirtualMachine*>>
Snapshot::findMachines(const QString& wanted) const {
    std::vector<const model::VirtualMachine*> exact;
    std::vector<const model::VirtualMachine*> folded;
    QStringList names;
    for (const model::VirtualMachine& candidate : machines()) {
        if (candidate.externalId == wanted || candidate.displayName.raw() == wanted) {
            exact.push_back(&candidate);
        } else if (candidate.displayName.raw().compare(wanted, Qt::CaseInsensitive) == 0) {
            folded.push_back(&candidate);
        }
        names << candidate.displayName.raw();
    }
    if (!exact.empty()) {
        return exact;
    }
    if (!folded.empty()) {
        return folded;
    }
    QStringList nearest = nearestMatches(wanted, names);
    for (QString& name : nearest) {
        name = cleanLine(name);
    }
    return fail(ErrorKind::NotFound,
                nearest.isEmpty() ? u"Give the display name or the external id of a machine."_s
                                  : u"Did you mean "_s + nearest.join(u", "_s) + u'?',
                u"There is no virtual machine \""_s + elideMiddle(cleanLine(wanted), 80) + u"\"."_s,
                wanted);
}

} // namespace bulkhead::snapshot
