// SPDX-License-Identifier: MIT
#include "simulator/references.h"

#include "simulator/object_type.h"

#include <QJsonArray>
#include <QStringList>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

void addPath(const QJsonValue& value, std::set<QString>& paths) {
    const QString text = value.toString();
    // Virtual machines and other realized objects have paths too, but are no intent.
    if (text.startsWith(u"/infra/"_s) && !text.startsWith(u"/infra/realized-state/"_s)) {
        paths.insert(text);
    }
}

void addPaths(const QJsonValue& list, std::set<QString>& paths) {
    for (const QJsonValue value : list.toArray()) {
        addPath(value, paths);
    }
}

void addFields(const QJsonObject& fields, const QStringList& lists, const QStringList& singles,
               std::set<QString>& paths) {
    for (const QString& key : lists) {
        addPaths(fields.value(key), paths);
    }
    for (const QString& key : singles) {
        addPath(fields.value(key), paths);
    }
}

void addServiceEntries(const QJsonValue& entries, std::set<QString>& paths) {
    for (const QJsonValue entry : entries.toArray()) {
        addPath(entry.toObject().value(u"nested_service_path"_s), paths);
    }
}

void addExpressions(const QJsonValue& expressions, std::set<QString>& paths) {
    for (const QJsonValue value : expressions.toArray()) {
        const QJsonObject expression = value.toObject();
        addPaths(expression.value(u"paths"_s), paths);
        addPaths(expression.value(u"exclude"_s)
                     .toObject()
                     .value(u"path_expression"_s)
                     .toObject()
                     .value(u"paths"_s),
                 paths);
        addExpressions(expression.value(u"expressions"_s), paths);
    }
}

} // namespace

std::set<QString> referencedPaths(const QString& type, const QJsonObject& fields) {
    std::set<QString> paths;
    if (isRuleType(type)) {
        addFields(fields,
                  {u"source_groups"_s, u"destination_groups"_s, u"services"_s, u"profiles"_s,
                   u"scope"_s, u"ids_profiles"_s},
                  {}, paths);
        addServiceEntries(fields.value(u"service_entries"_s), paths);
    } else if (isPolicyType(type)) {
        addFields(fields, {u"scope"_s}, {u"scheduler_path"_s}, paths);
    } else if (type == u"Group"_s) {
        addExpressions(fields.value(u"expression"_s), paths);
    } else if (type == u"Service"_s) {
        addServiceEntries(fields.value(u"service_entries"_s), paths);
    } else if (type == u"PolicyExcludeList"_s) {
        addFields(fields, {u"members"_s}, {}, paths);
    } else if (type == u"Segment"_s) {
        addFields(fields, {}, {u"connectivity_path"_s}, paths);
    } else if (type == u"Tier1"_s) {
        addFields(fields, {}, {u"tier0_path"_s}, paths);
    }
    return paths;
}

} // namespace bulkhead::simulator
