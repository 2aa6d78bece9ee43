// SPDX-License-Identifier: MIT
#include "snapshot/membership.h"

#include "model/tag_condition.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace bulkhead::snapshot {

using namespace Qt::StringLiterals;
using model::Expression;
using model::ExpressionKind;

/// One criterion's members as sets, so that AND can intersect them.
struct MembershipEvaluator::Sets {
    QSet<QString> machines; ///< external ids
    QSet<QString> segments; ///< paths of segments and ports
    std::vector<IpRange> ranges;
    QStringList macAddresses;
    QStringList unknowns;

    void unite(Sets other) {
        machines.unite(other.machines);
        segments.unite(other.segments);
        ranges.insert(ranges.end(), other.ranges.begin(), other.ranges.end());
        macAddresses += other.macAddresses;
        unknowns += other.unknowns;
    }
    /// NSX allows AND between conditions of one member type, so addresses never take part.
    void intersect(const Sets& other) {
        machines.intersect(other.machines);
        segments.intersect(other.segments);
        ranges.clear();
        macAddresses.clear();
        unknowns += other.unknowns;
    }
};

namespace {

bool isKnownOperator(const QString& op) {
    static const QSet<QString> known{u"EQUALS"_s,   u"NOTEQUALS"_s, u"CONTAINS"_s, u"STARTSWITH"_s,
                                     u"ENDSWITH"_s, u"IN"_s,        u"NOTIN"_s,    u"MATCHES"_s};
    return known.contains(op);
}

void addMachinesOfPorts(const Snapshot& snapshot, const QSet<QString>& segmentsAndPorts,
                        QSet<QString>& machines) {
    for (const model::VirtualNetworkInterface& vif : snapshot.interfaces()) {
        const model::SegmentPort* port = snapshot.portOf(vif);
        if (port != nullptr && (segmentsAndPorts.contains(port->header.path) ||
                                segmentsAndPorts.contains(port->segmentPath))) {
            machines.insert(vif.ownerMachineId);
        }
    }
}

/// Evaluates one plain condition against every candidate of its member type.
class ConditionEvaluator final {
public:
    ConditionEvaluator(const Snapshot& snapshot, const Expression& condition)
        : m_snapshot(snapshot), m_condition(condition), m_tag(condition) {}

    [[nodiscard]] bool isSupported() const {
        static const QSet<QString> machineKeys{u"Tag"_s, u"Name"_s, u"OSName"_s, u"ComputerName"_s,
                                               u"ALL"_s};
        static const QSet<QString> networkKeys{u"Tag"_s, u"Name"_s, u"ALL"_s};
        const bool isMachine = m_condition.memberType == u"VirtualMachine";
        const bool isNetwork =
            m_condition.memberType == u"Segment" || m_condition.memberType == u"SegmentPort";
        return ((isMachine && machineKeys.contains(m_condition.key)) ||
                (isNetwork && networkKeys.contains(m_condition.key))) &&
               (m_condition.op.isEmpty() || isKnownOperator(m_condition.op));
    }

    void collect(QSet<QString>& machines, QSet<QString>& segments) const {
        if (m_condition.memberType == u"VirtualMachine") {
            for (const model::VirtualMachine& machine : m_snapshot.machines()) {
                if (matches(machine)) {
                    machines.insert(machine.externalId);
                }
            }
            return;
        }
        QSet<QString> found;
        if (m_condition.memberType == u"Segment") {
            for (const model::Segment& segment : m_snapshot.segments()) {
                if (matches(segment.header)) {
                    found.insert(segment.header.path);
                }
            }
        } else {
            for (const model::SegmentPort& port : m_snapshot.ports()) {
                if (matches(port.header)) {
                    found.insert(port.header.path);
                }
            }
        }
        addMachinesOfPorts(m_snapshot, found, machines);
        segments.unite(found);
    }

private:
    [[nodiscard]] QString op() const {
        return m_condition.op.isEmpty() ? u"EQUALS"_s : m_condition.op;
    }
    [[nodiscard]] bool matches(const model::VirtualMachine& machine) const {
        const QString& value = m_condition.value.raw();
        if (m_condition.key == u"Tag") {
            return m_tag.matches(machine.tags);
        }
        if (m_condition.key == u"Name") {
            return model::holdsFor(machine.displayName.raw(), op(), value);
        }
        if (m_condition.key == u"ALL") {
            return true;
        }
        // Without Tools nobody knows the guest's names: such a machine matches nothing.
        const QString& guest =
            m_condition.key == u"OSName" ? machine.osName.raw() : machine.computerName.raw();
        return !guest.isEmpty() && model::holdsFor(guest, op(), value);
    }
    [[nodiscard]] bool matches(const model::ObjectHeader& header) const {
        if (m_condition.key == u"Tag") {
            return m_tag.matches(header.tags);
        }
        return m_condition.key == u"ALL" ||
               model::holdsFor(header.displayName.raw(), op(), m_condition.value.raw());
    }

    const Snapshot& m_snapshot;
    const Expression& m_condition;
    model::TagCondition m_tag;
};

} // namespace

MembershipEvaluator::MembershipEvaluator(SnapshotPointer snapshot)
    : m_snapshot(std::move(snapshot)) {}

MembershipEvaluator::Sets MembershipEvaluator::setsOf(const Expression& element) {
    Sets sets;
    switch (element.kind.value()) {
    case ExpressionKind::Condition: {
        const ConditionEvaluator evaluator(*m_snapshot, element);
        if (evaluator.isSupported()) {
            evaluator.collect(sets.machines, sets.segments);
        } else {
            sets.unknowns << u"Members of type "_s + cleanLine(element.memberType) + u" by "_s +
                                 cleanLine(element.key) + u" are known to the manager only."_s;
        }
        break;
    }
    case ExpressionKind::Nested:
        return setsOf(element.nested);
    case ExpressionKind::IpAddress:
        for (const QString& text : element.values) {
            if (auto range = IpRange::parse(text)) {
                sets.ranges.push_back(*range);
            } else {
                sets.unknowns << range.error().problem;
            }
        }
        break;
    case ExpressionKind::MacAddress:
        sets.macAddresses = element.values;
        break;
    case ExpressionKind::Path:
        for (const QString& path : element.values) {
            sets.unite(setsOfPath(path));
        }
        break;
    case ExpressionKind::ExternalId:
        for (const QString& id : element.values) {
            if (element.memberType == u"VirtualMachine") {
                sets.machines.insert(id);
            } else if (element.memberType == u"VirtualNetworkInterface") {
                for (const auto& vif : m_snapshot->interfaces()) {
                    if (vif.externalId == id) {
                        sets.machines.insert(vif.ownerMachineId);
                    }
                }
            } else {
                sets.unknowns << u"Members of type "_s + cleanLine(element.memberType) +
                                     u" are known to the manager only."_s;
            }
        }
        break;
    case ExpressionKind::IdentityGroup:
        sets.unknowns << u"Members are users of a directory group; the manager knows them."_s;
        break;
    case ExpressionKind::Conjunction:
    case ExpressionKind::Unknown:
        sets.unknowns << u"A criterion of the kind "_s + cleanLine(element.kind.text()) +
                             u" is known to the manager only."_s;
        break;
    }
    return sets;
}

MembershipEvaluator::Sets MembershipEvaluator::setsOf(const std::vector<Expression>& list) {
    Sets all;
    Sets term;
    bool hasTerm = false;
    bool nextIsAnd = false;
    for (const Expression& element : list) {
        if (element.kind == ExpressionKind::Conjunction) {
            nextIsAnd = element.conjunction.compare(u"AND"_s, Qt::CaseInsensitive) == 0;
            continue;
        }
        Sets sets = setsOf(element);
        if (hasTerm && nextIsAnd) {
            term.intersect(sets);
        } else {
            all.unite(std::exchange(term, std::move(sets)));
        }
        hasTerm = true;
        nextIsAnd = false;
    }
    all.unite(std::move(term));
    return all;
}

MembershipEvaluator::Sets MembershipEvaluator::setsOfPath(const QString& path) {
    Sets sets;
    if (m_snapshot->group(path) != nullptr) {
        if (m_underWay.contains(path)) {
            m_metCycle = true;
            return sets; // a group that contains itself adds nothing new
        }
        const auto inner = compute(path);
        for (const auto* machine : inner->machines) {
            sets.machines.insert(machine->externalId);
        }
        sets.ranges = inner->ranges;
        sets.segments = QSet<QString>(inner->segments.cbegin(), inner->segments.cend());
        sets.macAddresses = inner->macAddresses;
        sets.unknowns = inner->unknowns;
    } else if (m_snapshot->segment(path) != nullptr || m_snapshot->port(path) != nullptr) {
        sets.segments.insert(path);
        addMachinesOfPorts(*m_snapshot, sets.segments, sets.machines);
    } else {
        sets.unknowns << u"The member "_s + cleanLine(path) + u" is not in this snapshot."_s;
    }
    return sets;
}

Membership MembershipEvaluator::toMembership(Sets sets) const {
    Membership membership;
    for (const model::VirtualMachine& machine : m_snapshot->machines()) {
        if (sets.machines.contains(machine.externalId)) {
            membership.machines.push_back(&machine); // the snapshot's machines are sorted by name
        }
    }
    std::sort(sets.ranges.begin(), sets.ranges.end());
    sets.ranges.erase(std::unique(sets.ranges.begin(), sets.ranges.end()), sets.ranges.end());
    membership.ranges = std::move(sets.ranges);
    membership.segments = QStringList(sets.segments.cbegin(), sets.segments.cend());
    membership.segments.sort();
    membership.macAddresses = std::move(sets.macAddresses);
    membership.macAddresses.removeDuplicates();
    membership.unknowns = std::move(sets.unknowns);
    membership.unknowns.removeDuplicates();
    return membership;
}

std::shared_ptr<const Membership> MembershipEvaluator::compute(const QString& groupPath) {
    if (const auto known = m_known.constFind(groupPath); known != m_known.constEnd()) {
        return *known;
    }
    auto membership = std::make_shared<Membership>();
    const model::Group* group = m_snapshot->group(groupPath);
    const bool isOutermost = m_underWay.isEmpty();
    if (isOutermost) {
        m_metCycle = false;
    }
    if (group == nullptr) {
        membership->unknowns << u"The group "_s + cleanLine(groupPath) +
                                    u" is not in this snapshot."_s;
    } else if (group->expression.empty() && group->recordedMachines) {
        Sets sets;
        for (const model::RecordedMember& member : *group->recordedMachines) {
            sets.machines.insert(member.id);
        }
        *membership = toMembership(std::move(sets));
        membership->isRecorded = true;
    } else {
        m_underWay << groupPath;
        *membership = toMembership(setsOf(group->expression));
        m_underWay.removeLast();
        if (!group->extra.value(u"extended_expression").toArray().isEmpty()) {
            membership->unknowns
                << u"Members are users of a directory group; the manager knows them."_s;
        }
    }
    // What was found inside a cycle lacks the members of the groups still under way, so only the
    // outermost group's answer is worth remembering then.
    if (isOutermost || !m_metCycle) {
        m_known.insert(groupPath, membership);
    }
    return membership;
}

const Membership& MembershipEvaluator::of(const QString& groupPath) {
    return *m_known.insert(groupPath, compute(groupPath)).value();
}

Membership MembershipEvaluator::evaluate(const std::vector<Expression>& expression) {
    return toMembership(setsOf(expression));
}

QStringList MembershipEvaluator::groupsOf(const QString& machineExternalId) {
    if (!m_hasGroupIndex) {
        for (const model::Group& group : m_snapshot->groups()) {
            for (const model::VirtualMachine* machine : of(group.header.path).machines) {
                m_groupsByMachine[machine->externalId] << group.header.path;
            }
        }
        m_hasGroupIndex = true;
    }
    return m_groupsByMachine.value(machineExternalId);
}

} // namespace bulkhead::snapshot
