// SPDX-License-Identifier: MIT
#include "ops/reference_index.h"

#include "base/identifiers.h"
#include "nsx/reference_api.h"
#include "nsx/tag_references.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
nsx::NamedObject named(const T& object, const QString& type) {
    return {object.header.path, type,
            object.header.displayName.isEmpty() ? UntrustedText(object.header.id)
                                                : object.header.displayName};
}

nsx::NamedObject named(const model::VirtualMachine& machine) {
    return {machine.externalId, u"VirtualMachine"_s, machine.displayName};
}

template <typename T>
void addAll(std::vector<nsx::NamedObject>& list, const std::vector<T>& objects,
            const QString& type) {
    for (const T& object : objects) {
        list.push_back(named(object, type));
    }
}

QStringList nestedServices(const std::vector<model::ServiceEntry>& entries) {
    QStringList paths;
    for (const model::ServiceEntry& entry : entries) {
        if (!entry.nestedServicePath.isEmpty()) {
            paths << entry.nestedServicePath;
        }
    }
    return paths;
}

/// Calls `visit` with every object of kinds that the snapshot keeps as they were read.
template <typename Visit>
void visitKept(const QJsonArray& wrappers, const Visit& visit) {
    for (const QJsonValue wrapper : wrappers) {
        const QString kind = wrapper[u"resource_type"_s].toString().mid(5); // behind "Child"
        const QJsonObject object = wrapper[kind].toObject();
        const QJsonValue place = object.isEmpty() ? wrapper : QJsonValue(object);
        if (!object.isEmpty()) {
            visit(kind, object);
        }
        visitKept(place[u"children"_s].toArray(), visit);
    }
}

/// Every text below a value.
void collectTexts(const QJsonValue& value, QSet<QString>& texts) {
    if (value.isString()) {
        texts.insert(value.toString());
    } else if (value.isArray()) {
        for (const QJsonValue item : value.toArray()) {
            collectTexts(item, texts);
        }
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            if (it.key() != u"children") {
                collectTexts(it.value(), texts);
            }
        }
    }
}

} // namespace

ReferenceIndex::ReferenceIndex(snapshot::SnapshotPointer snapshot,
                               std::shared_ptr<snapshot::MembershipEvaluator> evaluator)
    : m_snapshot(std::move(snapshot)), m_evaluator(std::move(evaluator)) {
    indexPolicies();
    indexGroups();
    indexOthers();
}

void ReferenceIndex::add(const nsx::NamedObject& referrer, const QStringList& operands,
                         const QString& how) {
    for (const QString& operand : operands) {
        if (operand.compare(u"ANY"_s, Qt::CaseInsensitive) == 0) {
            continue;
        }
        if (m_referrers.empty() || m_referrers.back().path != referrer.path) {
            m_referrers.push_back(referrer);
        }
        m_uses[operand].push_back({m_referrers.size() - 1, how});
    }
}

void ReferenceIndex::indexPolicies() {
    for (const model::SecurityPolicy& policy : m_snapshot->policies()) {
        const nsx::NamedObject self = named(policy, u"SecurityPolicy"_s);
        add(self, policy.scope, u"applied_to"_s);
        if (!policy.schedulerPath.isEmpty()) {
            add(self, {policy.schedulerPath}, u"schedule"_s);
        }
        for (const model::Rule& rule : policy.rules) {
            const nsx::NamedObject one = named(rule, u"Rule"_s);
            add(one, rule.sources, u"source"_s);
            add(one, rule.destinations, u"destination"_s);
            add(one, rule.services, u"service"_s);
            add(one, rule.profiles, u"profile"_s);
            add(one, rule.scope, u"applied_to"_s);
            add(one, nestedServices(model::decodeServiceEntries(rule.serviceEntries)), u"member"_s);
        }
    }
}

void ReferenceIndex::addExpressions(const nsx::NamedObject& group,
                                    const std::vector<model::Expression>& expressions) {
    for (const model::Expression& expression : expressions) {
        if (expression.kind == model::ExpressionKind::Path ||
            expression.kind == model::ExpressionKind::ExternalId) {
            add(group, expression.values, u"member"_s);
        }
        addExpressions(group, expression.nested);
    }
}

void ReferenceIndex::indexGroups() {
    for (const model::Group& group : m_snapshot->groups()) {
        addExpressions(named(group, u"Group"_s), group.expression);
    }
    for (const model::Service& service : m_snapshot->services()) {
        add(named(service, u"Service"_s), nestedServices(service.entries), u"member"_s);
    }
    if (m_snapshot->excludeList()) {
        add(named(*m_snapshot->excludeList(), u"PolicyExcludeList"_s),
            m_snapshot->excludeList()->members, u"exclusion"_s);
    }
}

void ReferenceIndex::indexOthers() {
    const auto visit = [this](const QString& kind, QJsonObject object) {
        object.insert(u"resource_type"_s, kind);
        QSet<QString> texts;
        collectTexts(object, texts);
        texts.removeIf([](const QString& text) { return !looksLikePath(text); });
        const nsx::NamedObject self{object.value(u"path"_s).toString(), kind,
                                    UntrustedText(object.value(u"display_name"_s).toString())};
        for (const nsx::FoundUse& use : nsx::usesIn(object, texts)) {
            add(self, {use.wanted}, use.how);
        }
    };
    visitKept(m_snapshot->content().otherInfraChildren, visit);
    visitKept(m_snapshot->content().otherDomainChildren, visit);
}

Result<nsx::NamedObject> ReferenceIndex::find(const QString& wanted) const {
    std::vector<nsx::NamedObject> all;
    addAll(all, m_snapshot->groups(), u"Group"_s);
    addAll(all, m_snapshot->services(), u"Service"_s);
    addAll(all, m_snapshot->contextProfiles(), u"PolicyContextProfile"_s);
    addAll(all, m_snapshot->segments(), u"Segment"_s);
    addAll(all, m_snapshot->ports(), u"SegmentPort"_s);
    addAll(all, m_snapshot->policies(), u"SecurityPolicy"_s);
    addAll(all, m_snapshot->schedulers(), u"PolicyFirewallScheduler"_s);
    for (const model::VirtualMachine& machine : m_snapshot->machines()) {
        all.push_back(named(machine));
    }
    auto chosen = nsx::chooseObject(all, wanted);
    if (!chosen && chosen.error().kind == ErrorKind::NotFound && m_uses.contains(wanted)) {
        // The object itself is not in the snapshot, but others name it.
        return nsx::NamedObject{wanted, {}, UntrustedText(lastSegment(wanted))};
    }
    return chosen;
}

std::vector<nsx::NamedObject> ReferenceIndex::groupsByCriteria(const QString& object) {
    std::vector<nsx::NamedObject> groups;
    const auto add = [&](const QString& path) {
        if (const model::Group* group = m_snapshot->group(path)) {
            groups.push_back(named(*group, u"Group"_s));
        }
    };
    if (m_snapshot->machine(object) != nullptr) {
        for (const QString& path : m_evaluator->groupsOf(object)) {
            add(path);
        }
    }
    const model::SegmentPort* port = m_snapshot->port(object);
    if (port != nullptr || m_snapshot->segment(object) != nullptr) {
        for (const model::Group& group : m_snapshot->groups()) {
            const QStringList segments = m_evaluator->of(group.header.path).segments;
            if (segments.contains(object) ||
                (port != nullptr && segments.contains(port->segmentPath))) {
                add(group.header.path);
            }
        }
    }
    return groups;
}

qsizetype ReferenceIndex::groupsInDoubt(const QString& object) {
    const bool hasCriteria = m_snapshot->machine(object) != nullptr ||
                             m_snapshot->segment(object) != nullptr ||
                             m_snapshot->port(object) != nullptr;
    if (!hasCriteria) {
        return 0;
    }
    const auto& groups = m_snapshot->groups();
    return std::count_if(groups.begin(), groups.end(), [this](const model::Group& group) {
        return !m_evaluator->of(group.header.path).unknowns.isEmpty();
    });
}

QSet<QString> ReferenceIndex::follow(QStringList frontier, const QString& object,
                                     nsx::References& found) const {
    QSet<QString> seen(frontier.cbegin(), frontier.cend());
    QSet<QString> explained;
    for (qsizetype i = 0; i < frontier.size(); ++i) {
        const QString used = frontier.at(i);
        const QString through = used == object ? QString() : used;
        const std::vector<Use> uses = m_uses.value(used);
        for (const Use& use : uses) {
            const nsx::NamedObject& referrer = m_referrers[use.referrer];
            found.items.push_back({referrer, use.how, through});
            if (use.how == u"member") {
                explained.insert(referrer.path);
                if (!seen.contains(referrer.path) &&
                    (referrer.type == u"Group" || referrer.type == u"Service")) {
                    seen.insert(referrer.path);
                    frontier << referrer.path;
                }
            }
        }
    }
    return explained;
}

nsx::References ReferenceIndex::referencesTo(const nsx::NamedObject& object) {
    nsx::References found;
    found.object = object;
    const std::vector<nsx::NamedObject> byCriteria = groupsByCriteria(object.path);
    QStringList frontier{object.path};
    for (const nsx::NamedObject& group : byCriteria) {
        frontier << group.path;
    }
    const QSet<QString> explained = follow(frontier, object.path, found);
    for (const nsx::NamedObject& group : byCriteria) {
        if (!explained.contains(group.path)) {
            found.items.push_back({group, u"member"_s, {}});
        }
    }
    if (const qsizetype doubtful = groupsInDoubt(object.path); doubtful > 0) {
        found.complete = false;
        found.notes
            << u"The criteria of %1 groups cannot be evaluated on a snapshot; it may belong "
               "to them, too."_s.arg(doubtful);
    }
    nsx::sortReferences(found.items);
    return found;
}

Result<nsx::References> ReferenceIndex::referencesTo(const model::Tag& tag) const {
    nsx::References found;
    const QString text = nsx::tagText(tag);
    found.object = nsx::NamedObject{text, u"Tag"_s, UntrustedText(text)};
    const auto addCarrier = [&](const nsx::NamedObject& object,
                                const std::vector<model::Tag>& tags) {
        if (std::find(tags.cbegin(), tags.cend(), tag) != tags.cend()) {
            found.items.push_back({object, nsx::kCarries.toString(), {}});
        }
    };
    const auto addCarriers = [&](const auto& objects, const QString& type) {
        for (const auto& object : objects) {
            addCarrier(named(object, type), object.header.tags);
        }
    };
    addCarriers(m_snapshot->groups(), u"Group"_s);
    addCarriers(m_snapshot->services(), u"Service"_s);
    addCarriers(m_snapshot->contextProfiles(), u"PolicyContextProfile"_s);
    addCarriers(m_snapshot->segments(), u"Segment"_s);
    addCarriers(m_snapshot->ports(), u"SegmentPort"_s);
    addCarriers(m_snapshot->policies(), u"SecurityPolicy"_s);
    for (const model::SecurityPolicy& policy : m_snapshot->policies()) {
        addCarriers(policy.rules, u"Rule"_s);
    }
    for (const model::VirtualMachine& machine : m_snapshot->machines()) {
        addCarrier(named(machine), machine.tags);
    }
    QStringList frontier;
    for (const model::Group& group : m_snapshot->groups()) {
        const std::vector<model::TagCondition> conditions = model::tagConditions(group.expression);
        if (std::any_of(conditions.cbegin(), conditions.cend(),
                        [&tag](const auto& one) { return one.concerns(tag); })) {
            found.items.push_back({named(group, u"Group"_s), nsx::kCriteria.toString(), {}});
            frontier << group.header.path;
        }
    }
    follow(frontier, text, found);
    if (found.items.empty()) {
        return fail(nsx::unknownTag(tag));
    }
    nsx::sortReferences(found.items);
    return found;
}

} // namespace bulkhead::ops
