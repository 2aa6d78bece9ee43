// SPDX-License-Identifier: MIT
#include "change/finder.h"

#include "base/text.h"
#include "change/referrers.h"

#include <QTimeZone>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

using model::RuleAction;
using model::SecurityPolicy;
using snapshot::RuleReference;

/// When a schedule has applied for the last time, UTC; invalid if it has no end or is local time
/// of the hosts and not yet over everywhere (NSX 4.2, PolicyFirewallScheduler).
QDateTime endOf(const model::FirewallScheduler& scheduler) {
    const QDate day = QDate::fromString(scheduler.endDate, u"MM/dd/yyyy"_s);
    if (!day.isValid()) {
        return {};
    }
    const QTime time = QTime::fromString(scheduler.endTime, u"HH:mm"_s);
    const QDateTime end = time.isValid() ? QDateTime(day, time, Qt::UTC)
                                         : QDateTime(day.addDays(1), QTime(0, 0), Qt::UTC);
    // The westernmost zone is 12 hours behind UTC.
    return scheduler.timezone == "LOCAL"_L1 ? end.addSecs(qint64{12} * 3600) : end;
}

} // namespace

Finder::Finder(snapshot::SnapshotPointer base, snapshot::SnapshotPointer after,
               const std::vector<Edit>& net)
    : m_base(std::move(base)),
      m_after(std::move(after)),
      m_net(net),
      m_membersBefore(m_base),
      m_membersAfter(m_after) {
    for (const Edit& edit : net) {
        if (!edit.after.isNull()) {
            m_touched.insert(edit.path);
        }
    }
}

void Finder::add(FindingKind kind, Severity severity, const QString& path, const QString& field,
                 const QString& sentence, const QString& fix) {
    m_found.push_back({kind, severity, path, field, sentence, fix});
}

void Finder::lookAtRules() {
    for (const Edit& edit : m_net) {
        if (edit.kind == ObjectKind::Rule && !edit.after.isNull()) {
            const RuleReference at = m_after->rule(edit.path);
            if (at.rule != nullptr && !at.rule->isDisabled()) {
                lookAtRule(at);
            }
            if (at.rule != nullptr && edit.isCreation() &&
                at.policy->effectiveCategory() == model::Category::Emergency &&
                !m_touched.contains(at.policy->header.path)) {
                add(FindingKind::EmergencyForRoutine, Severity::Warning, edit.path, {},
                    u"Rule '"_s + at.rule->header.label() +
                        u"' is in category Emergency, which is evaluated before all others."_s,
                    u"Put routine rules into Infrastructure, Environment or Application."_s);
            }
        }
    }
}

void Finder::lookForPolicyTie(const SecurityPolicy& policy) {
    for (const SecurityPolicy& other : m_after->policies()) {
        if (&other != &policy && other.effectiveCategory() == policy.effectiveCategory() &&
            other.isDefault.value_or(false) == policy.isDefault.value_or(false) &&
            other.sequenceNumber.value_or(0) == policy.sequenceNumber.value_or(0)) {
            add(FindingKind::OrderTie, Severity::Warning, policy.header.path, u"sequence_number"_s,
                u"Policies '%1' and '%2' have the same number %3: NSX does not say which of them "
                "comes first."_s.arg(policy.header.label(), other.header.label())
                    .arg(policy.sequenceNumber.value_or(0)),
                u"Move one of the two, so that it gets a number of its own."_s);
            return;
        }
    }
}

void Finder::lookAtSchedule(const SecurityPolicy& policy, const QDateTime& now) {
    const model::FirewallScheduler* scheduler = m_after->scheduler(policy.schedulerPath);
    if (scheduler == nullptr) {
        return;
    }
    const QDateTime end = endOf(*scheduler);
    if (end.isValid() && end <= now) {
        add(FindingKind::ExpiredSchedule, Severity::Warning, policy.header.path,
            u"scheduler_path"_s,
            u"The schedule '%1' of policy '%2' ended on %3: its rules apply no more."_s.arg(
                scheduler->header.label(), policy.header.label(), cleanLine(scheduler->endDate)),
            u"Choose another schedule, or take it away."_s);
    }
}

void Finder::lookAtPolicies(const QDateTime& now) {
    QSet<QString> scheduled;
    for (const Edit& edit : m_net) {
        const QString path = edit.kind == ObjectKind::Rule ? policyPathOf(edit.path) : edit.path;
        const bool isPolicyPart = edit.kind == ObjectKind::Rule || edit.kind == ObjectKind::Policy;
        const SecurityPolicy* policy = isPolicyPart ? m_after->policy(path) : nullptr;
        if (policy == nullptr) {
            continue;
        }
        if (!scheduled.contains(path)) {
            scheduled.insert(path);
            lookAtSchedule(*policy, now);
        }
        if (edit.kind != ObjectKind::Policy) {
            continue;
        }
        lookForPolicyTie(*policy);
        if (edit.isCreation() && policy->effectiveCategory() == model::Category::Emergency) {
            add(FindingKind::EmergencyForRoutine, Severity::Warning, path, u"category"_s,
                u"Policy '"_s + policy->header.label() +
                    u"' is in category Emergency, which is evaluated before all others."_s,
                u"Put routine rules into Infrastructure, Environment or Application."_s);
        }
    }
}

bool Finder::isEmptyNow(const QString& groupPath) {
    const snapshot::Membership& members = m_membersAfter.of(groupPath);
    return members.isEmpty() && members.unknowns.isEmpty();
}

bool Finder::wasEmpty(const QString& groupPath) {
    if (m_base->group(groupPath) == nullptr) {
        return false;
    }
    const snapshot::Membership& members = m_membersBefore.of(groupPath);
    return members.isEmpty() && members.unknowns.isEmpty();
}

QSet<QString> Finder::groupsThatLost() const {
    QSet<QString> losers;
    bool hasGroupEdits = false;
    snapshot::Content before;
    snapshot::Content after;
    for (const Edit& edit : m_net) {
        if (edit.kind == ObjectKind::Group) {
            hasGroupEdits = true;
            losers.insert(edit.path);
        } else if (edit.kind == ObjectKind::MachineTags) {
            const model::VirtualMachine* old = m_base->machine(edit.path);
            const model::VirtualMachine* now = m_after->machine(edit.path);
            if (old != nullptr && now != nullptr) {
                before.machines.push_back(*old);
                after.machines.push_back(*now);
            }
        }
    }
    if (!before.machines.empty()) {
        // Only the machines in question: evaluating all of them in every group would take seconds.
        before.groups = m_base->content().groups;
        after.groups = m_after->content().groups;
        snapshot::MembershipEvaluator old(snapshot::Snapshot::make(std::move(before)));
        snapshot::MembershipEvaluator now(snapshot::Snapshot::make(std::move(after)));
        for (const model::Group& group : m_after->groups()) {
            if (old.of(group.header.path).machines.size() >
                now.of(group.header.path).machines.size()) {
                losers.insert(group.header.path);
            }
        }
    }
    if (hasGroupEdits) {
        // A group around an edited one loses with it.
        for (bool isGrowing = true; isGrowing;) {
            const qsizetype known = losers.size();
            for (const model::Group& group : m_after->groups()) {
                detail::visitExpressions(
                    group.header.path, group.expression,
                    [&losers](const QString& owner, const QString&, const QString& member) {
                        if (losers.contains(member)) {
                            losers.insert(owner);
                        }
                    });
            }
            isGrowing = losers.size() > known;
        }
    }
    return losers;
}

void Finder::lookAtGroups() {
    const QSet<QString> losers = groupsThatLost();
    QSet<QString> said;
    visitReferences(
        *m_after, [&](const QString& owner, const QString& field, const QString& operand) {
            const bool isTouched = m_touched.contains(owner);
            const bool isCell = field == "source_groups"_L1 || field == "destination_groups"_L1 ||
                                field == "scope"_L1;
            if (!isCell || (!isTouched && !losers.contains(operand)) ||
                m_after->group(operand) == nullptr || !isEmptyNow(operand) ||
                (!isTouched && wasEmpty(operand))) {
                return;
            }
            const RuleReference at = m_after->rule(owner);
            const QString cell = owner + u' ' + field + u' ' + operand;
            if (said.contains(cell) || (at.rule != nullptr && at.rule->isDisabled())) {
                return;
            }
            said.insert(cell);
            add(FindingKind::EmptyGroup, Severity::Warning, owner, field,
                u"Group '%1' in '%2' matches nothing: that part enforces nothing."_s.arg(
                    m_after->nameOf(operand), m_after->nameOf(owner)),
                u"Check its criteria, or tag the machines that belong to it."_s);
        });
}

void Finder::lookAtReferences() {
    visitReferences(
        *m_after, [this](const QString& owner, const QString& field, const QString& operand) {
            if (m_after->knows(operand)) {
                return;
            }
            // A snapshot lacks kinds that rules may name (identity groups, gateways): only what was
            // there before, or is of a kind that is read whole, is missed.
            const std::optional<ObjectKind> kind = kindOfPath(operand);
            const bool isWhole = kind == ObjectKind::Group || kind == ObjectKind::Service ||
                                 kind == ObjectKind::ContextProfile;
            if (m_base->knows(operand) || (isWhole && m_touched.contains(owner))) {
                add(FindingKind::DanglingReference, Severity::Error, owner, field,
                    u"'%1' names %2, which is not there."_s.arg(m_after->nameOf(owner),
                                                                cleanLine(operand)),
                    u"Take it out, or create it."_s);
            }
        });
}

} // namespace bulkhead::change
