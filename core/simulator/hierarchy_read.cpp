// SPDX-License-Identifier: MIT
#include "simulator/hierarchy_read.h"

#include "simulator/object_type.h"
#include "simulator/presentation.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <optional>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

struct Selection {
    std::optional<QRegularExpression> filter;
    QStringList types; ///< of type_filter; empty: all
    QString basePath;  ///< empty: the whole tree
};

class TreeReader final {
public:
    TreeReader(const World& world, const Selection& selection)
        : m_world(world), m_selection(selection) {}

    QJsonObject root() const {
        const StoredObject& infra = *m_world.store.find(u"/infra"_s);
        QJsonObject tree = infra.fields;
        tree.insert(u"children"_s, children(infra, false));
        return tree;
    }

private:
    QJsonArray children(const StoredObject& parent, bool isInside) const;
    QJsonValue child(const StoredObject& object, bool isInside) const;

    const World& m_world;
    const Selection& m_selection;
};

/// `isInside`: an ancestor was selected by type_filter, which takes its children along.
QJsonArray TreeReader::children(const StoredObject& parent, bool isInside) const {
    QJsonArray list;
    for (const StoredObject* object : m_world.store.children(parent)) {
        const QJsonValue node = child(*object, isInside);
        if (!node.isUndefined()) {
            list.append(node);
        }
    }
    return list;
}

QJsonValue TreeReader::child(const StoredObject& object, bool isInside) const {
    const QString& base = m_selection.basePath;
    const bool isAboveBase = base.startsWith(object.path + u'/');
    const bool isInBase =
        base.isEmpty() || object.path == base || object.path.startsWith(base + u'/');
    if (!isAboveBase && !isInBase) {
        return QJsonValue::Undefined;
    }
    const bool isWanted =
        m_selection.types.isEmpty() || isInside || m_selection.types.contains(object.type);
    if (isInBase && m_selection.filter &&
        !m_selection.filter->match(u"Type-"_s + object.type).hasMatch()) {
        return QJsonValue::Undefined;
    }
    const bool isChosen = isInBase && isWanted;
    const QJsonArray below = children(object, isChosen && !m_selection.types.isEmpty());
    if (isChosen) {
        QJsonObject fields = presentItem(m_world, object);
        if (!below.isEmpty()) {
            fields.insert(u"children"_s, below);
        }
        return QJsonObject{{u"resource_type"_s, u"Child"_s + object.type},
                           {u"marked_for_delete"_s, false},
                           {object.type, fields}};
    }
    if (below.isEmpty()) {
        return QJsonValue::Undefined;
    }
    return QJsonObject{{u"resource_type"_s, u"ChildResourceReference"_s},
                       {u"id"_s, object.id},
                       {u"target_type"_s, object.type},
                       {u"children"_s, below}};
}

Answer<Selection> parseSelection(const World& world, const QHash<QString, QString>& query) {
    Selection selection;
    const QString filter = query.value(u"filter"_s);
    if (!filter.isEmpty()) {
        selection.filter.emplace(filter);
        if (!selection.filter->isValid()) {
            return refuse(invalidField(u"filter is no regular expression: "_s +
                                       selection.filter->errorString()));
        }
    }
    selection.types = query.value(u"type_filter"_s).split(u';', Qt::SkipEmptyParts);
    selection.basePath = query.value(u"base_path"_s);
    if (!selection.basePath.isEmpty() && !world.store.contains(selection.basePath)) {
        return refuse(invalidPath(selection.basePath));
    }
    if (selection.basePath == u"/infra"_s) {
        selection.basePath.clear();
    }
    return selection;
}

} // namespace

Answer<QJsonObject> readHierarchy(const World& world, const QHash<QString, QString>& query) {
    const bool isPlain = query.value(u"filter"_s).isEmpty() &&
                         query.value(u"type_filter"_s).isEmpty() &&
                         query.value(u"base_path"_s).isEmpty();
    if (isPlain) {
        return world.store.find(u"/infra"_s)->fields;
    }
    const Answer<Selection> selection = parseSelection(world, query);
    if (!selection) {
        return refuse(selection.error());
    }
    return TreeReader(world, *selection).root();
}

} // namespace bulkhead::simulator
