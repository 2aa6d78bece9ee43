// SPDX-License-Identifier: MIT
#include "simulator/intent_writer.h"

#include "simulator/exclude_list.h"
#include "simulator/field_checks.h"
#include "simulator/own_fields.h"
#include "simulator/references.h"
#include "simulator/server_fields.h"
#include "simulator/write_guards.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QJsonObject merged(QJsonObject base, const QJsonObject& over) {
    for (auto field = over.begin(); field != over.end(); ++field) {
        base.insert(field.key(), *field);
    }
    return base;
}

} // namespace

IntentWriter::IntentWriter(World& world, Caller caller)
    : m_world(world), m_caller(std::move(caller)) {
    m_world.store.begin();
}

IntentWriter::~IntentWriter() {
    if (!m_finished) {
        m_world.store.rollBack();
    }
}

Answer<void> IntentWriter::checkPlace(const Place& place, const QJsonObject& body) const {
    if (!place.type->isSingleton()) {
        if (Problem problem = checkId(place.id)) {
            return refuse(invalidField(*problem));
        }
        if (!m_world.store.contains(place.parentPath)) {
            return refuse(invalidPath(place.parentPath));
        }
    }
    const QJsonValue type = body.value(u"resource_type"_s);
    if (!type.isUndefined() && type.toString() != place.type->name) {
        return refuse(invalidField(u"resource_type of "_s + place.path + u" is "_s +
                                   place.type->name + u", not "_s + type.toString()));
    }
    const QJsonValue id = body.value(u"id"_s);
    if (!id.isUndefined() && !place.type->isSingleton() && id.toString() != place.id) {
        return refuse(
            invalidField(u"id "_s + id.toString() + u" does not match the path "_s + place.path));
    }
    if (m_world.purged.contains(place.path) && !m_world.store.contains(place.path)) {
        return refuse({400, 500045, u"policy"_s,
                       u"The object path=["_s + place.path +
                           u"] is marked for deletion. Retry when it is gone."_s});
    }
    return {};
}

Answer<void> IntentWriter::checkRevision(const StoredObject& before, const QJsonObject& body,
                                         bool isChanged, WriteMode mode) const {
    const QJsonValue given = body.value(u"_revision"_s);
    const bool isGiven = !given.isUndefined() && !given.isNull();
    const bool isStale = isGiven && given.toInteger(-1) != before.revision();
    if (mode == WriteMode::Put && (isStale || !isGiven)) {
        return refuse(staleRevision(before.path));
    }
    if (m_enforceRevisions && (isStale || (!isGiven && isChanged))) {
        return refuse(staleRevision(before.path));
    }
    return {};
}

Answer<void> IntentWriter::write(const Place& place, const QJsonObject& body, WriteMode mode) {
    if (Answer<void> checked = checkPlace(place, body); !checked) {
        return checked;
    }
    const QString& type = place.type->name;
    const StoredObject* stored = m_world.store.find(place.path);
    const std::optional<StoredObject> before =
        stored == nullptr ? std::nullopt : std::optional(*stored);
    const StoredObject* parent = m_world.store.find(place.parentPath);
    const QString category = parent == nullptr ? QString() : parent->text(u"category"_s);

    if (mode != WriteMode::Load) {
        for (const StoredObject* touched : {stored, isRuleType(type) ? parent : nullptr}) {
            if (touched == nullptr) {
                continue;
            }
            if (Answer<void> checked = checkCaller(*touched, m_caller); !checked) {
                return checked;
            }
        }
    }
    QJsonObject own = ownFields(type, body);
    if (before) {
        const QJsonObject old = ownFields(type, before->fields);
        if (mode == WriteMode::PartialPatch) {
            own = merged(old, own);
        } else if (isPolicyType(type) && !own.contains(u"category"_s)) {
            own.insert(u"category"_s, old.value(u"category"_s));
        }
    }
    fillDefaults(place, category == u"Ethernet"_s, own);
    if (Problem problem = checkFields(type, category, own)) {
        return refuse(invalidField(*problem + u" ("_s + place.path + u')'));
    }
    if (type == u"PolicyExcludeList"_s && mode != WriteMode::Load) {
        if (Answer<void> checked = checkExcludedMembers(m_world, own); !checked) {
            return checked;
        }
    }
    if (type == u"IdsClusterConfig"_s && !before && mode != WriteMode::Load) {
        return refuse(notFound(place.path)); // one a cluster, and never another
    }
    const bool isChanged = !before || ownFields(type, before->fields) != own;
    if (before && mode != WriteMode::Load) {
        if (Answer<void> checked = checkRevision(*before, body, isChanged, mode); !checked) {
            return checked;
        }
        if (Answer<void> checked = checkSystemOwned(*before, own); !checked) {
            return checked;
        }
        // Not verified: the provider for Terraform recreates a policy to change its category.
        if (isPolicyType(type) && before->fields.value(u"category"_s) != own.value(u"category"_s)) {
            return refuse(invalidField(u"category of "_s + place.path + u" cannot change"_s));
        }
    }
    const bool isLoad = mode == WriteMode::Load;
    Origin origin{
        m_caller.user, false, m_caller.isPrincipal, before && !isLoad ? &*before : nullptr, {}};
    if (isLoad) {
        origin.isSystem = m_caller.user == u"system"_s;
        origin.given = before ? merged(before->fields, body) : body;
    }
    const StoredObject after =
        completeObject(m_world, type, place.path, place.parentPath, place.id, own, origin);
    if (isChanged) {
        if (!isLoad) {
            noteNewReferences(before ? &*before : nullptr, after);
        }
        m_world.store.put(after);
    }
    if (!isPolicyType(type)) {
        return {};
    }
    const Answer<bool> rulesChanged = writeRules(place, body, mode);
    if (!rulesChanged) {
        return refuse(rulesChanged.error());
    }
    if (*rulesChanged && !isChanged && !isLoad) {
        m_world.store.put(after);
    }
    return {};
}

Answer<bool> IntentWriter::writeRules(const Place& policy, const QJsonObject& body,
                                      WriteMode mode) {
    const QJsonValue given = body.value(u"rules"_s);
    if (!given.isUndefined() && !given.isNull() && !given.isArray()) {
        return refuse(invalidField(u"rules is not a list"_s));
    }
    const ObjectType* type = findObjectType(ruleTypeOf(policy.type->name));
    const quint64 versionBefore = m_world.store.version();
    std::set<QString> kept;
    for (const QJsonValue value : given.toArray()) {
        QJsonObject rule = value.toObject();
        const QString id = rule.value(u"id"_s).toString();
        const Place place{type, policy.path, id, objectPath(*type, policy.path, id)};
        if (!kept.insert(place.path).second) {
            return refuse(invalidField(u"rules has the id "_s + id + u" twice"_s));
        }
        // A rule in a policy's PUT need not carry a revision; a stale one is refused (not
        // verified).
        const StoredObject* stored = m_world.store.find(place.path);
        if (mode == WriteMode::Put && stored != nullptr && !rule.contains(u"_revision"_s)) {
            rule.insert(u"_revision"_s, stored->revision());
        }
        if (Answer<void> written = write(place, rule, mode); !written) {
            return refuse(written.error());
        }
    }
    if (mode == WriteMode::Put) {
        for (const StoredObject* rule : m_world.store.collection(policy.path + u"/rules"_s)) {
            if (kept.contains(rule->path)) {
                continue;
            }
            const Place place{type, policy.path, rule->id, rule->path};
            if (Answer<void> removed = remove(place); !removed) {
                return refuse(removed.error());
            }
        }
    }
    return m_world.store.version() != versionBefore;
}

Answer<void> IntentWriter::remove(const Place& place, const QJsonObject& body) {
    const StoredObject* found = m_world.store.find(place.path);
    if (found == nullptr) {
        return refuse(notFound(place.path));
    }
    const StoredObject object = *found;
    if (Answer<void> checked = checkRemovable(m_world, object); !checked) {
        return checked;
    }
    const StoredObject* policy =
        isRuleType(object.type) ? m_world.store.find(object.parentPath) : nullptr;
    for (const StoredObject* touched : {&object, policy}) {
        if (touched == nullptr) {
            continue;
        }
        if (Answer<void> checked = checkCaller(*touched, m_caller); !checked) {
            return checked;
        }
    }
    // A revision on a deletion is checked where the request asks for it; none is needed.
    const QJsonValue given = body.value(u"_revision"_s);
    if (m_enforceRevisions && !given.isUndefined() && given.toInteger(-1) != object.revision()) {
        return refuse(staleRevision(object.path));
    }
    for (const StoredObject* child : m_world.store.children(object)) {
        const Place childPlace{findObjectType(child->type), object.path, child->id, child->path};
        if (Answer<void> removed = remove(childPlace); !removed) {
            return removed;
        }
    }
    m_removed.insert(object.path, object.fields);
    m_world.store.remove(object.path);
    return {};
}

void IntentWriter::noteNewReferences(const StoredObject* before, const StoredObject& after) {
    std::set<QString> references = referencedPaths(after.type, after.fields);
    if (before != nullptr) {
        // What already dangled in the data set does not keep the object from being edited.
        for (const QString& old : referencedPaths(before->type, before->fields)) {
            references.erase(old);
        }
    }
    m_newReferences.merge(references);
}

Answer<void> IntentWriter::finish() {
    for (const QString& path : m_newReferences) {
        if (!m_world.store.contains(path)) {
            return refuse(invalidPath(path));
        }
    }
    for (auto removed = m_removed.cbegin(); removed != m_removed.cend(); ++removed) {
        const QStringList referrers = m_world.store.referrers(removed.key());
        if (!referrers.isEmpty() && !m_world.store.contains(removed.key())) {
            return refuse(stillReferenced(removed.key(), referrers));
        }
    }
    m_world.store.commit();
    m_finished = true;
    const qint64 now = World::now();
    for (auto removed = m_removed.cbegin(); removed != m_removed.cend(); ++removed) {
        m_world.counters.remove(removed.key());
        m_world.traffic.remove(removed.key());
        if (m_world.purgeDelayMs > 0) {
            QJsonObject fields = removed.value();
            fields.insert(u"marked_for_delete"_s, true);
            m_world.purged.insert(removed.key(), {fields, now + m_world.purgeDelayMs});
        }
    }
    return {};
}

} // namespace bulkhead::simulator
