// SPDX-License-Identifier: MIT
#include "change/document_steps.h"

#include "base/text.h"
#include "change/name_resolver.h"
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "change/siblings.h"
#include "model/decode.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

using snapshot::Snapshot;
using Verb = ChangeEntry::Verb;

bool isNothing(const QJsonValue& value) {
    return value.isUndefined() || value.isNull() ||
           (value.isArray() && value.toArray().isEmpty()) ||
           (value.isString() && value.toString().isEmpty());
}

/// True if everything that `wanted` says also holds in `present`, which may say more.
bool holdsIn(const QJsonValue& wanted, const QJsonValue& present) {
    if (wanted.isObject()) {
        const QJsonObject fields = wanted.toObject();
        for (auto field = fields.constBegin(); field != fields.constEnd(); ++field) {
            if (!holdsIn(*field, present[field.key()])) {
                return false;
            }
        }
        return true;
    }
    if (wanted.isArray() && present.isArray()) {
        const QJsonArray elements = wanted.toArray();
        const QJsonArray others = present.toArray();
        bool isSame = elements.size() == others.size();
        for (qsizetype i = 0; isSame && i < elements.size(); ++i) {
            isSame = holdsIn(elements.at(i), others.at(i));
        }
        return isSame;
    }
    return wanted == present || (isNothing(wanted) && isNothing(present));
}

/// Works one entry out.
class EntryStep final {
public:
    EntryStep(const ChangeEntry& entry, const Snapshot& current, const QString& domainPath)
        : m_entry(entry), m_current(current), m_names(current), m_domainPath(domainPath) {}

    Result<Step> make();

private:
    Result<Step> create();
    Result<Step> createUnder(const QString& parentPath);
    Result<bool> isThereAlready(const QString& collectionPath) const;
    Result<Step> update(const QString& path);
    Result<Step> move(const QString& path);
    Result<Step> remove(const QString& path);
    Result<Place> place(const QString& policyPath) const;
    Result<void> checkRevision(const QString& path) const;
    /// Puts `set` into an object.
    Result<void> setFields(QJsonObject& object) const;
    Result<void> changeList(QJsonObject& object, const QString& name, const QJsonValue& given,
                            bool isAdding) const;
    Result<void> changeLists(QJsonObject& object) const;
    template <typename T>
    Result<T> fresh() const;

    const ChangeEntry& m_entry;
    const Snapshot& m_current;
    NameResolver m_names;
    const QString& m_domainPath;
};

Result<void> EntryStep::setFields(QJsonObject& object) const {
    for (auto given = m_entry.set.constBegin(); given != m_entry.set.constEnd(); ++given) {
        const DocumentField* field = documentField(m_entry.kind, given.key());
        auto value = m_names.value(*field, *given);
        if (!value) {
            return fail(value.error());
        }
        object.insert(field->nsxField, *value);
    }
    return {};
}

Result<void> EntryStep::changeList(QJsonObject& object, const QString& name,
                                   const QJsonValue& given, bool isAdding) const {
    const DocumentField* field = documentField(m_entry.kind, name);
    const auto words = m_names.value(*field, given);
    if (!words) {
        return fail(words.error());
    }
    QJsonArray list = object.value(field->nsxField).toArray();
    const bool isAnyWord = field->type != FieldType::Tags && field->type != FieldType::Members;
    const bool isAny = isAnyWord && (list.isEmpty() || list == QJsonArray{u"ANY"_s});
    if (isAny) {
        return fail(
            ErrorKind::Refused, u"Use set, to say all of it."_s,
            u"%1 is ANY: to add to it would narrow it, and nothing can be removed."_s.arg(name),
            name);
    }
    const QJsonArray changes = words->toArray();
    for (const QJsonValue word : changes) {
        const auto known = std::find(list.begin(), list.end(), word);
        if (isAdding && known == list.end()) {
            list.append(word);
        } else if (!isAdding && known == list.end()) {
            return fail(ErrorKind::InvalidInput, u"Look at what it has now."_s,
                        u"%1 does not hold what shall be removed."_s.arg(name), name);
        } else if (!isAdding) {
            list.erase(known);
        }
    }
    if (isAnyWord && list.isEmpty()) {
        return fail(ErrorKind::Refused, u"Write set: [ANY] if that is meant, or delete the rule."_s,
                    u"%1 would be left empty, which NSX takes for ANY."_s.arg(name), name);
    }
    object.insert(field->nsxField, list);
    return {};
}

Result<void> EntryStep::changeLists(QJsonObject& object) const {
    for (auto given = m_entry.remove.constBegin(); given != m_entry.remove.constEnd(); ++given) {
        if (auto changed = changeList(object, given.key(), *given, false); !changed) {
            return changed;
        }
    }
    for (auto given = m_entry.add.constBegin(); given != m_entry.add.constEnd(); ++given) {
        if (auto changed = changeList(object, given.key(), *given, true); !changed) {
            return changed;
        }
    }
    return {};
}

Result<Place> EntryStep::place(const QString& policyPath) const {
    if (m_entry.position == "top"_L1) {
        return Place::top();
    }
    if (m_entry.anchor.isEmpty()) {
        return Place::bottom();
    }
    const auto anchor = m_entry.kind == ObjectKind::Rule ? m_names.rule(policyPath, m_entry.anchor)
                                                         : m_names.policy(m_entry.anchor);
    if (!anchor) {
        return fail(anchor.error());
    }
    return m_entry.position == "before"_L1 ? Place::before(*anchor) : Place::after(*anchor);
}

template <typename T>
Result<T> EntryStep::fresh() const {
    QJsonObject object{{u"resource_type"_s, resourceType(m_entry.kind)}};
    if (auto set = setFields(object); !set) {
        return fail(set.error());
    }
    auto value = model::decode<T>(object);
    if (!value) {
        return fail(value.error());
    }
    value->header.id = m_entry.id;
    if (value->header.displayName.isEmpty()) {
        value->header.displayName = UntrustedText(m_entry.id);
    }
    return value;
}

/// An object that already is as the entry creates it: a publish that broke off is being finished.
Result<bool> EntryStep::isThereAlready(const QString& collectionPath) const {
    const QString id = m_entry.id.isEmpty()
                           ? idFromName(m_entry.set.value(u"display_name"_s).toString(), {})
                           : m_entry.id;
    const QJsonValue present = stateIn(m_current, m_entry.kind, collectionPath + u'/' + id);
    QJsonObject wanted;
    if (auto set = setFields(wanted); !set) {
        return fail(set.error());
    }
    if (present.isNull()) {
        return false;
    }
    if (!holdsIn(wanted, present)) {
        return m_entry.id.isEmpty() ? Result<bool>(false) // another object of the same name
                                    : fail(ErrorKind::InvalidInput,
                                           u"Choose another id, or update the one that is there."_s,
                                           u"There already is a %1 with the id %2."_s.arg(
                                               fileWordOf(m_entry.kind), cleanLine(m_entry.id)),
                                           m_entry.id);
    }
    return true;
}

Result<Step> EntryStep::createUnder(const QString& parentPath) {
    if (m_entry.kind == ObjectKind::Rule) {
        auto rule = fresh<model::Rule>();
        const auto where = place(parentPath);
        if (!rule || !where) {
            return fail(rule ? where.error() : rule.error());
        }
        return createRules(m_current, parentPath, {std::move(*rule)}, *where);
    }
    if (m_entry.kind == ObjectKind::Policy) {
        auto policy = fresh<model::SecurityPolicy>();
        const auto where = place({});
        if (!policy || !where) {
            return fail(policy ? where.error() : policy.error());
        }
        return createPolicy(m_current, std::move(*policy), *where, parentPath);
    }
    if (m_entry.kind == ObjectKind::Group) {
        auto group = fresh<model::Group>();
        return group ? createGroup(m_current, std::move(*group), parentPath)
                     : Result<Step>(fail(group.error()));
    }
    auto service = fresh<model::Service>();
    return service ? createService(m_current, std::move(*service), parentPath)
                   : Result<Step>(fail(service.error()));
}

Result<Step> EntryStep::create() {
    QString parent = m_domainPath;
    QString collection = u"/groups"_s;
    if (m_entry.kind == ObjectKind::Rule) {
        auto policy = m_names.policy(m_entry.policy);
        if (!policy) {
            return fail(policy.error());
        }
        parent = *policy;
        collection = u"/rules"_s;
    } else if (m_entry.kind == ObjectKind::Policy) {
        collection = u"/security-policies"_s;
    } else if (m_entry.kind == ObjectKind::Service) {
        parent = m_domainPath.left(m_domainPath.lastIndexOf("/domains/"_L1));
        collection = u"/services"_s;
    }
    const auto isThere = isThereAlready(parent + collection);
    if (!isThere) {
        return fail(isThere.error());
    }
    return *isThere ? Step{inWords(m_entry), {}, {}} : createUnder(parent);
}

Result<Step> EntryStep::update(const QString& path) {
    const QJsonValue before = stateIn(m_current, m_entry.kind, path);
    if (before.isNull()) {
        return fail(ErrorKind::Refused, u"Read the estate with a role that may see it."_s,
                    u"The present state is not known."_s, path);
    }
    // Tags of a machine stand alone; everything else is an object with its lists.
    const bool isMachine = m_entry.kind == ObjectKind::MachineTags;
    QJsonObject object = isMachine ? QJsonObject{{u"tags"_s, before}} : before.toObject();
    if (auto set = setFields(object); !set) {
        return fail(set.error());
    }
    if (auto changed = changeLists(object); !changed) {
        return fail(changed.error());
    }
    const auto after =
        normalised(m_entry.kind, isMachine ? object.value(u"tags"_s) : QJsonValue(object));
    if (!after) {
        return fail(after.error());
    }
    return Step{inWords(m_entry), {{m_entry.kind, path, before, *after}}, {}};
}

Result<Step> EntryStep::move(const QString& path) {
    if (m_entry.kind == ObjectKind::Policy) {
        const auto where = place({});
        return where ? movePolicies(m_current, {path}, *where) : Result<Step>(fail(where.error()));
    }
    const auto policy = m_entry.toPolicy.isEmpty() ? Result<QString>(policyPathOf(path))
                                                   : m_names.policy(m_entry.toPolicy);
    if (!policy) {
        return fail(policy.error());
    }
    const auto where = place(*policy);
    return where ? moveRules(m_current, {path}, *policy, *where)
                 : Result<Step>(fail(where.error()));
}

Result<Step> EntryStep::remove(const QString& path) {
    switch (m_entry.kind) {
    case ObjectKind::Rule:
        return deleteRules(m_current, {path});
    case ObjectKind::Policy:
        return deletePolicies(m_current, {path});
    default:
        break;
    }
    return deleteObjects(m_current, {path});
}

Result<void> EntryStep::checkRevision(const QString& path) const {
    if (!m_entry.revision) {
        return {};
    }
    const QJsonValue revision = stateIn(m_current, m_entry.kind, path)[u"_revision"];
    if (revision.toInt(-1) == *m_entry.revision) {
        return {};
    }
    return fail(ErrorKind::Conflict, u"Review the entry again and correct its revision."_s,
                u"It was reviewed at revision %1, the manager has %2."_s.arg(*m_entry.revision)
                    .arg(revision.isDouble() ? QString::number(revision.toInt()) : u"none"_s),
                path);
}

Result<Step> EntryStep::make() {
    if (m_entry.verb == Verb::Create) {
        return create();
    }
    const auto path = m_names.object(m_entry.kind, m_entry.id, m_entry.policy);
    if (!path) {
        return fail(path.error());
    }
    if (auto checked = checkRevision(*path); !checked) {
        return fail(checked.error());
    }
    switch (m_entry.verb) {
    case Verb::Update:
        return update(*path);
    case Verb::Move:
        return move(*path);
    default:
        break;
    }
    return remove(*path);
}

Error atLine(Error error, int line) {
    if (line > 0) {
        error.problem = u"Line %1 of the change: "_s.arg(line) + error.problem;
    }
    return error;
}

} // namespace

Result<Step> stepOf(const ChangeEntry& entry, const Snapshot& current, const QString& domainPath) {
    auto step = EntryStep(entry, current, domainPath).make();
    if (!step) {
        return fail(atLine(step.error(), entry.line));
    }
    return step;
}

Result<ChangeSet> stage(const ChangeDocument& document, const snapshot::SnapshotPointer& base,
                        const QString& domainPath) {
    ChangeSet set(base);
    if (!document.edits.empty()) {
        auto pushed = set.push({cleanLine(document.title), document.edits, {}});
        return pushed ? Result<ChangeSet>(std::move(set)) : fail(pushed.error());
    }
    for (const ChangeEntry& entry : document.entries) {
        auto step = stepOf(entry, *set.current(), domainPath);
        if (!step) {
            return fail(step.error());
        }
        if (auto pushed = set.push(std::move(*step)); !pushed) {
            return fail(atLine(pushed.error(), entry.line));
        }
    }
    return set;
}

} // namespace bulkhead::change
