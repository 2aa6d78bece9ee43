// SPDX-License-Identifier: MIT
#include "snapshot/membership.h"

#include "model/tag_condition.h"
#include "snapshot/machine_index.h"

#include <QDataStream>
#include <QIODevice>
#include <QSet>

#include <algorithm>
#include <iterator>
#include <utility>

namespace bulkhead::snapshot {

using namespace Qt::StringLiterals;
using model::Expression;
using model::ExpressionKind;

/// One criterion's members as sets, so that AND can intersect them.
struct MembershipEvaluator::Sets {
    MachinePlaces machines;
    QSet<QString> segments; ///< paths of segments and ports
    std::vector<IpRange> ranges;
    QStringList macAddresses;
    QStringList unknowns;

    void unite(Sets other) {
        if (machines.empty()) {
            machines = std::move(other.machines);
        } else if (!other.machines.empty()) {
            MachinePlaces both;
            both.reserve(machines.size() + other.machines.size());
            std::set_union(machines.begin(), machines.end(), other.machines.begin(),
                           other.machines.end(), std::back_inserter(both));
            machines = std::move(both);
        }
        segments.unite(other.segments);
        ranges.insert(ranges.end(), other.ranges.begin(), other.ranges.end());
        macAddresses += other.macAddresses;
        unknowns += other.unknowns;
    }
    /// NSX allows AND between conditions of one member type, so addresses never take part.
    void intersect(const Sets& other) {
        MachinePlaces both;
        std::set_intersection(machines.begin(), machines.end(), other.machines.begin(),
                              other.machines.end(), std::back_inserter(both));
        machines = std::move(both);
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

/// The same for two expressions only if they say the same.
void writeKey(QDataStream& key, const std::vector<Expression>& expression) {
    key << static_cast<qint64>(expression.size());
    for (const Expression& element : expression) {
        key << element.kind.text() << element.memberType << element.key << element.op
            << element.scopeOperator << element.value.raw() << element.conjunction
            << element.values;
        writeKey(key, element.nested);
    }
}

QByteArray keyOf(const std::vector<Expression>& expression) {
    QByteArray key;
    QDataStream stream(&key, QIODevice::WriteOnly);
    writeKey(stream, expression);
    return key;
}

/// Evaluates one plain condition against every candidate of its member type.
class ConditionEvaluator final {
public:
    ConditionEvaluator(const Snapshot& snapshot, MachineIndex& index, const Expression& condition)
        : m_snapshot(snapshot),
          m_index(index),
          m_condition(condition),
          m_op(condition.op.isEmpty() ? u"EQUALS"_s : condition.op),
          m_tag(condition) {}

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

    void collect(MachinePlaces& machines, QSet<QString>& segments) const {
        if (m_condition.memberType == u"VirtualMachine") {
            machines = machinesThatMatch();
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
        machines = m_index.on(found);
        segments.unite(found);
    }

private:
    [[nodiscard]] MachinePlaces machinesThatMatch() const {
        const std::vector<model::VirtualMachine>& all = m_snapshot.machines();
        MachinePlaces places;
        if (auto candidates = m_index.candidates(m_condition)) {
            places = std::move(*candidates);
            std::erase_if(places, [this, &all](std::uint32_t i) { return !matches(all[i]); });
            return places;
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (matches(all[i])) {
                places.push_back(static_cast<std::uint32_t>(i));
            }
        }
        return places;
    }
    [[nodiscard]] bool matches(const model::VirtualMachine& machine) const {
        const QString& value = m_condition.value.raw();
        if (m_condition.key == u"Tag") {
            return m_tag.matches(machine.tags);
        }
        if (m_condition.key == u"Name") {
            return model::holdsFor(machine.displayName.raw(), m_op, value);
        }
        if (m_condition.key == u"ALL") {
            return true;
        }
        // Without Tools nobody knows the guest's names: such a machine matches nothing.
        const QString& guest =
            m_condition.key == u"OSName" ? machine.osName.raw() : machine.computerName.raw();
        return !guest.isEmpty() && model::holdsFor(guest, m_op, value);
    }
    [[nodiscard]] bool matches(const model::ObjectHeader& header) const {
        if (m_condition.key == u"Tag") {
            return m_tag.matches(header.tags);
        }
        return m_condition.key == u"ALL" ||
               model::holdsFor(header.displayName.raw(), m_op, m_condition.value.raw());
    }

    const Snapshot& m_snapshot;
    MachineIndex& m_index;
    const Expression& m_condition;
    QString m_op;
    model::TagCondition m_tag;
};

} // namespace

MembershipEvaluator::MembershipEvaluator(SnapshotPointer snapshot)
    : m_snapshot(std::move(snapshot)), m_index(std::make_unique<MachineIndex>(*m_snapshot)) {}

MembershipEvaluator::~MembershipEvaluator() = default;
MembershipEvaluator::MembershipEvaluator(MembershipEvaluator&&) noexcept = default;
MembershipEvaluator& MembershipEvaluator::operator=(MembershipEvaluator&&) noexcept = default;

MembershipEvaluator::Sets MembershipEvaluator::setsOf(const Expression& element) {
    Sets sets;
    switch (element.kind.value()) {
    case ExpressionKind::Condition: {
        const ConditionEvaluator evaluator(*m_snapshot, *m_index, element);
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
        return setsOfIds(element);
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

MembershipEvaluator::Sets MembershipEvaluator::setsOfIds(const Expression& element) {
    Sets sets;
    for (const QString& id : element.values) {
        if (element.memberType == u"VirtualMachine") {
            if (const auto place = m_index->placeOf(id)) {
                sets.machines.push_back(*place);
            }
        } else if (element.memberType == u"VirtualNetworkInterface") {
            const MachinePlaces owners = m_index->withInterface(id);
            sets.machines.insert(sets.machines.end(), owners.begin(), owners.end());
        } else {
            sets.unknowns << u"Members of type "_s + cleanLine(element.memberType) +
                                 u" are known to the manager only."_s;
        }
    }
    makePlaces(sets.machines);
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
        sets.machines.reserve(inner->machines.size());
        for (const auto* machine : inner->machines) {
            sets.machines.push_back(
                static_cast<std::uint32_t>(machine - m_snapshot->machines().data()));
        }
        sets.ranges = inner->ranges;
        sets.segments = QSet<QString>(inner->segments.cbegin(), inner->segments.cend());
        sets.macAddresses = inner->macAddresses;
        sets.unknowns = inner->unknowns;
    } else if (m_snapshot->segment(path) != nullptr || m_snapshot->port(path) != nullptr) {
        sets.segments.insert(path);
        sets.machines = m_index->on(sets.segments);
    } else {
        sets.unknowns << u"The member "_s + cleanLine(path) + u" is not in this snapshot."_s;
    }
    return sets;
}

Membership MembershipEvaluator::toMembership(Sets sets) const {
    Membership membership;
    membership.machines.reserve(sets.machines.size());
    for (const std::uint32_t place : sets.machines) { // the machines are sorted by name
        membership.machines.push_back(&m_snapshot->machines()[place]);
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
            if (const auto place = m_index->placeOf(member.id)) {
                sets.machines.push_back(*place);
            }
        }
        makePlaces(sets.machines);
        *membership = toMembership(std::move(sets));
        membership->isRecorded = true;
    } else {
        const bool hasUsers = !group->extra.value(u"extended_expression").toArray().isEmpty();
        const QByteArray key = hasUsers ? QByteArray() : keyOf(group->expression);
        const auto alike = m_byCriteria.constFind(key);
        if (!hasUsers && alike != m_byCriteria.constEnd()) {
            m_known.insert(groupPath, *alike);
            return *alike;
        }
        m_underWay << groupPath;
        *membership = toMembership(setsOf(group->expression));
        m_underWay.removeLast();
        if (hasUsers) {
            membership->unknowns
                << u"Members are users of a directory group; the manager knows them."_s;
        } else if (!m_metCycle) {
            m_byCriteria.insert(key, membership);
        }
    }
    // What was found inside a cycle lacks the members of the groups still under way, so only the
    // outermost group's answer is worth remembering then.
    if (isOutermost || !m_metCycle) {
        m_known.insert(groupPath, membership);
    }
    return membership;
}

std::shared_ptr<const Membership> MembershipEvaluator::pointerTo(const QString& groupPath) {
    return *m_known.insert(groupPath, compute(groupPath));
}

const Membership& MembershipEvaluator::of(const QString& groupPath) {
    return *pointerTo(groupPath);
}

void MembershipEvaluator::assume(const QString& groupPath,
                                 std::shared_ptr<const Membership> membership) {
    m_known.insert(groupPath, std::move(membership));
}

Membership MembershipEvaluator::evaluate(const std::vector<Expression>& expression) {
    return toMembership(setsOf(expression));
}

QStringList MembershipEvaluator::groupsOf(const QString& machineExternalId) {
    QStringList groups;
    const model::VirtualMachine* machine = m_snapshot->machine(machineExternalId);
    if (machine == nullptr) {
        return groups;
    }
    for (const model::Group& group : m_snapshot->groups()) {
        if (of(group.header.path).holds(machine)) {
            groups << group.header.path;
        }
    }
    return groups;
}

} // namespace bulkhead::snapshot
