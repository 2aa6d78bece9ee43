// SPDX-License-Identifier: MIT
#include "simulator/hierarchy_tree.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

class TreeWalk final {
public:
    TreeWalk(const ObjectStore& store, UnknownChildren unknown)
        : m_store(store), m_unknown(unknown) {}

    Answer<void> walkChildren(const Place& parent, const QJsonValue& children);
    TreeSteps takeSteps();

private:
    Answer<void> walk(const Place& parent, const QJsonObject& wrapper);
    Answer<void> walkReference(const Place& parent, const QJsonObject& wrapper);
    Answer<void> walkObject(const Place& parent, const ObjectType& type,
                            const QJsonObject& wrapper);
    Answer<void> add(TreeStep step);
    QJsonObject withEntryChildren(const Place& service, QJsonObject object) const;

    const ObjectStore& m_store;
    const UnknownChildren m_unknown;
    TreeSteps m_result;
    QSet<QString> m_paths;
};

Place placeUnder(const Place& parent, const ObjectType& type, const QString& id) {
    if (type.isSingleton()) {
        return {&type, parent.path, type.fixedPath.mid(type.fixedPath.lastIndexOf(u'/') + 1),
                type.fixedPath};
    }
    return {&type, parent.path, id, objectPath(type, parent.path, id)};
}

bool isServiceEntry(const QJsonValue& child) {
    return child.toObject().value(u"resource_type"_s).toString() == u"ChildServiceEntry"_s;
}

Answer<void> TreeWalk::walkChildren(const Place& parent, const QJsonValue& children) {
    if (!children.isUndefined() && !children.isNull() && !children.isArray()) {
        return refuse(invalidField(u"children of "_s + parent.path + u" is not a list"_s));
    }
    for (const QJsonValue child : children.toArray()) {
        if (parent.type->name == u"Service"_s && isServiceEntry(child)) {
            continue; // merged into the service itself
        }
        if (Answer<void> walked = walk(parent, child.toObject()); !walked) {
            return walked;
        }
    }
    return {};
}

Answer<void> TreeWalk::walk(const Place& parent, const QJsonObject& wrapper) {
    const QString kind = wrapper.value(u"resource_type"_s).toString();
    if (kind == u"ChildResourceReference"_s) {
        return walkReference(parent, wrapper);
    }
    const ObjectType* type = kind.startsWith(u"Child"_s) ? findObjectType(kind.mid(5)) : nullptr;
    const bool fits = type != nullptr && type->parents.contains(parent.type->name);
    if (!fits && type == nullptr && kind.startsWith(u"Child"_s) &&
        m_unknown == UnknownChildren::LeaveOut) {
        ++m_result.leftOut[kind.mid(5)];
        return {};
    }
    if (!fits) {
        return refuse(
            invalidField(u"resource_type '"_s + kind + u"' is no child of "_s + parent.path));
    }
    return walkObject(parent, *type, wrapper);
}

Answer<void> TreeWalk::walkReference(const Place& parent, const QJsonObject& wrapper) {
    const QString target = wrapper.value(u"target_type"_s).toString();
    const QString id = wrapper.value(u"id"_s).toString();
    const ObjectType* type = findObjectType(target);
    if (type == nullptr || !type->parents.contains(parent.type->name) || id.isEmpty()) {
        return refuse(invalidField(u"a ChildResourceReference in "_s + parent.path +
                                   u" has no valid id and target_type"_s));
    }
    const Place place = placeUnder(parent, *type, id);
    m_result.steps.push_back({TreeStep::Kind::Visit, place, {}});
    return walkChildren(place, wrapper.value(u"children"_s));
}

Answer<void> TreeWalk::walkObject(const Place& parent, const ObjectType& type,
                                  const QJsonObject& wrapper) {
    const QJsonValue value = wrapper.value(type.name);
    if (!value.isObject()) {
        return refuse(invalidField(u"a Child"_s + type.name + u" in "_s + parent.path +
                                   u" has no \""_s + type.name + u"\" object"_s));
    }
    QJsonObject object = value.toObject();
    const QString inner = object.value(u"id"_s).toString();
    const QString id = inner.isEmpty() ? wrapper.value(u"id"_s).toString() : inner;
    if (id.isEmpty() && !type.isSingleton()) {
        return refuse(
            invalidField(u"a "_s + type.name + u" in "_s + parent.path + u" has no id"_s));
    }
    const Place place = placeUnder(parent, type, id);
    const QJsonValue children = object.take(u"children"_s);
    if (wrapper.value(u"marked_for_delete"_s).toBool()) {
        return add({TreeStep::Kind::Remove, place, object});
    }
    if (type.name == u"Service"_s) {
        object.insert(u"children"_s, children);
        object = withEntryChildren(place, object);
    }
    if (Answer<void> added = add({TreeStep::Kind::Write, place, object}); !added) {
        return added;
    }
    return walkChildren(place, children);
}

Answer<void> TreeWalk::add(TreeStep step) {
    if (m_paths.contains(step.place.path)) {
        return refuse(
            invalidField(u"the object "_s + step.place.path + u" comes twice in one request"_s));
    }
    m_paths.insert(step.place.path);
    m_result.steps.push_back(std::move(step));
    return {};
}

QJsonObject TreeWalk::withEntryChildren(const Place& service, QJsonObject object) const {
    const QJsonArray children = object.take(u"children"_s).toArray();
    if (std::none_of(children.begin(), children.end(), isServiceEntry)) {
        return object;
    }
    QJsonArray entries = object.value(u"service_entries"_s).toArray();
    const StoredObject* stored = m_store.find(service.path);
    if (stored != nullptr && !object.contains(u"service_entries"_s)) {
        entries = stored->fields.value(u"service_entries"_s).toArray();
    }
    for (const QJsonValue value : children) {
        const QJsonObject child = value.toObject();
        const QJsonObject entry = child.value(u"ServiceEntry"_s).toObject();
        const QJsonValue id = entry.value(u"id"_s);
        for (qsizetype i = entries.size() - 1; i >= 0; --i) {
            if (entries.at(i).toObject().value(u"id"_s) == id) {
                entries.removeAt(i);
            }
        }
        if (!child.value(u"marked_for_delete"_s).toBool()) {
            entries.append(entry);
        }
    }
    object.insert(u"service_entries"_s, entries);
    return object;
}

TreeSteps TreeWalk::takeSteps() {
    // A reference may stand before the wrapper that creates its object.
    std::stable_sort(m_result.steps.begin(), m_result.steps.end(),
                     [](const TreeStep& a, const TreeStep& b) {
                         return a.place.path.count(u'/') < b.place.path.count(u'/');
                     });
    return std::move(m_result);
}

} // namespace

Answer<TreeSteps> takeApart(const QJsonObject& root, const ObjectStore& store,
                            UnknownChildren unknown) {
    const QString type = root.value(u"resource_type"_s).toString();
    if (type != u"Infra"_s) {
        return refuse(
            invalidField(u"the root's resource_type is '"_s + type + u"', not 'Infra'"_s));
    }
    TreeWalk walk(store, unknown);
    const Place infra{findObjectType(u"Infra"_s), QString(), u"infra"_s, u"/infra"_s};
    if (Answer<void> walked = walk.walkChildren(infra, root.value(u"children"_s)); !walked) {
        return refuse(walked.error());
    }
    return walk.takeSteps();
}

} // namespace bulkhead::simulator
