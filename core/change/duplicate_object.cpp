// SPDX-License-Identifier: MIT
#include "change/duplicate_object.h"

#include "change/image_reader.h"
#include "change/object_edits.h"
#include "change/siblings.h"
#include "model/decode.h"

#include <QJsonArray>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

/// Elements of an expression without the ids and paths that bind them to their group.
QJsonArray freeElements(const QJsonArray& expression) {
    QJsonArray elements;
    for (const QJsonValue value : expression) {
        QJsonObject element = ownFields(value.toObject());
        element.remove(u"id"_s);
        if (element.contains(u"expressions"_s)) {
            element.insert(u"expressions"_s,
                           freeElements(element.value(u"expressions"_s).toArray()));
        }
        element.insert(u"resource_type"_s, value[u"resource_type"]);
        elements.append(element);
    }
    return elements;
}

/// Entries keep their ids, which have to be unique in one service only.
QJsonArray freeEntries(const QJsonArray& entries) {
    QJsonArray free;
    for (const QJsonValue value : entries) {
        QJsonObject entry = ownFields(value.toObject());
        entry.insert(u"resource_type"_s, value[u"resource_type"]);
        entry.insert(u"id"_s, value[u"id"]);
        free.append(entry);
    }
    return free;
}

template <typename T>
Result<T> copyOf(const T& original, const QString& field, QJsonArray (*freed)(const QJsonArray&)) {
    QJsonObject state = ownFields(stateOf(original));
    state.remove(u"id"_s);
    state.remove(u"path"_s);
    state.remove(u"parent_path"_s);
    state.remove(u"is_default"_s);
    state.insert(u"display_name"_s, QString(original.header.displayName.raw() + u" copy"_s));
    if (state.contains(field)) {
        state.insert(field, freed(state.value(field).toArray()));
    }
    auto copy = model::decode<T>(state);
    if (copy) {
        copy->header.id.clear(); // decoding takes the name for it where there is none
    }
    return copy;
}

} // namespace

Result<Step> duplicateObject(const snapshot::Snapshot& current, const QString& path) {
    if (const model::Group* group = current.group(path)) {
        auto copy = copyOf(*group, u"expression"_s, freeElements);
        return copy ? createGroup(current, std::move(*copy), group->header.parentPath)
                    : Result<Step>(fail(copy.error()));
    }
    if (const model::Service* service = current.service(path)) {
        auto copy = copyOf(*service, u"service_entries"_s, freeEntries);
        return copy ? createService(current, std::move(*copy), service->header.parentPath)
                    : Result<Step>(fail(copy.error()));
    }
    return fail(notThere(u"group or service"_s, path));
}

} // namespace bulkhead::change
