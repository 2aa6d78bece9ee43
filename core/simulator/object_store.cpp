// SPDX-License-Identifier: MIT
#include "simulator/object_store.h"

#include "simulator/object_type.h"
#include "simulator/references.h"

#include <algorithm>

namespace bulkhead::simulator {

namespace {

/// The collection that an object is listed in; a singleton is listed in none.
QString collectionOf(const StoredObject& object) {
    const ObjectType* type = findObjectType(object.type);
    return type == nullptr || type->isSingleton() ? QString()
                                                  : object.parentPath + u'/' + type->collection;
}

} // namespace

const StoredObject* ObjectStore::find(const QString& path) const {
    const auto found = m_objects.find(path);
    return found == m_objects.end() ? nullptr : found->second.get();
}

std::vector<const StoredObject*> ObjectStore::collection(const QString& collectionPath) const {
    std::vector<const StoredObject*> objects;
    const auto paths = m_collections.constFind(collectionPath);
    if (paths != m_collections.cend()) {
        objects.reserve(paths->size());
        for (const QString& path : *paths) {
            objects.push_back(find(path));
        }
    }
    return objects;
}

std::vector<const StoredObject*> ObjectStore::children(const StoredObject& parent) const {
    std::vector<const StoredObject*> found;
    for (const ObjectType* type : childTypes(parent.type)) {
        if (type->isSingleton()) {
            if (const StoredObject* object = find(type->fixedPath)) {
                found.push_back(object);
            }
        } else {
            const auto objects = collection(parent.path + u'/' + type->collection);
            found.insert(found.end(), objects.begin(), objects.end());
        }
    }
    return found;
}

std::vector<const StoredObject*> ObjectStore::ofType(const QString& type) const {
    std::vector<const StoredObject*> objects;
    const auto paths = m_types.constFind(type);
    if (paths != m_types.cend()) {
        objects.reserve(paths->size());
        for (const QString& path : *paths) {
            objects.push_back(find(path));
        }
    }
    return objects;
}

const StoredObject* ObjectStore::rule(qint64 ruleId) const {
    const auto path = m_rules.constFind(ruleId);
    return path == m_rules.cend() ? nullptr : find(*path);
}

QStringList ObjectStore::referrers(const QString& path) const {
    const auto found = m_referrers.constFind(path);
    return found == m_referrers.cend() ? QStringList() : QStringList(found->begin(), found->end());
}

void ObjectStore::put(StoredObject object) {
    note(object.path);
    erase(object.path);
    insert(std::move(object));
    ++m_version;
}

void ObjectStore::remove(const QString& path) {
    note(path);
    erase(path);
    ++m_version;
}

void ObjectStore::begin() {
    m_journal.emplace();
}

void ObjectStore::commit() {
    m_journal.reset();
}

void ObjectStore::rollBack() {
    const std::vector<Before> journal = std::move(*m_journal);
    m_journal.reset();
    for (auto before = journal.rbegin(); before != journal.rend(); ++before) {
        erase(before->first);
        if (before->second) {
            insert(*before->second);
        }
    }
    ++m_version;
}

void ObjectStore::note(const QString& path) {
    if (m_journal) {
        const StoredObject* before = find(path);
        m_journal->emplace_back(path, before == nullptr ? std::nullopt : std::optional(*before));
    }
}

void ObjectStore::insert(StoredObject object) {
    const QString path = object.path;
    const QString collectionPath = collectionOf(object);
    if (!collectionPath.isEmpty()) {
        m_collections[collectionPath].insert(path);
    }
    m_types[object.type].insert(path);
    for (const QString& target : referencedPaths(object.type, object.fields)) {
        m_referrers[target].insert(path);
    }
    if (isRuleType(object.type)) {
        m_rules.insert(object.fields.value(u"rule_id").toInteger(), path);
    }
    object.stamp = ++m_stamp;
    m_typeVersions[object.type] = m_stamp;
    m_objects[path] = std::make_unique<StoredObject>(std::move(object));
}

void ObjectStore::erase(const QString& path) {
    const auto found = m_objects.find(path);
    if (found == m_objects.end()) {
        return;
    }
    const StoredObject& object = *found->second;
    const QString collectionPath = collectionOf(object);
    if (!collectionPath.isEmpty()) {
        m_collections[collectionPath].erase(path);
    }
    m_types[object.type].erase(path);
    for (const QString& target : referencedPaths(object.type, object.fields)) {
        const auto referrers = m_referrers.find(target);
        referrers->erase(path);
        if (referrers->empty()) {
            m_referrers.erase(referrers);
        }
    }
    if (isRuleType(object.type)) {
        m_rules.remove(object.fields.value(u"rule_id").toInteger());
    }
    m_typeVersions[object.type] = ++m_stamp;
    m_objects.erase(found);
}

} // namespace bulkhead::simulator
