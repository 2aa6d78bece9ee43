// SPDX-License-Identifier: MIT
#include "ops/schema.h"

#include <QJsonArray>

namespace bulkhead::ops::schema {

using namespace Qt::StringLiterals;

namespace {

QJsonObject typed(const QString& type, const QString& description) {
    QJsonObject schema{{u"type"_s, type}};
    if (!description.isEmpty()) {
        schema.insert(u"description"_s, description);
    }
    return schema;
}

QString typeName(ParameterType type) {
    switch (type) {
    case ParameterType::Integer:
        return u"integer"_s;
    case ParameterType::Boolean:
        return u"boolean"_s;
    case ParameterType::StringList:
        return u"array"_s;
    case ParameterType::Json:
        return u"object"_s;
    case ParameterType::String:
        break;
    }
    return u"string"_s;
}

} // namespace

QJsonObject text(const QString& description) {
    return typed(u"string"_s, description);
}

QJsonObject integer(const QString& description) {
    return typed(u"integer"_s, description);
}

QJsonObject boolean(const QString& description) {
    return typed(u"boolean"_s, description);
}

QJsonObject list(const QJsonObject& items, const QString& description) {
    QJsonObject schema = typed(u"array"_s, description);
    schema.insert(u"items"_s, items);
    return schema;
}

QJsonObject texts(const QString& description) {
    return list(text({}), description);
}

QJsonObject nullable(QJsonObject schema) {
    const QString description = schema.take(u"description"_s).toString();
    QJsonObject either{{u"anyOf"_s, QJsonArray{schema, QJsonObject{{u"type"_s, u"null"_s}}}}};
    if (!description.isEmpty()) {
        either.insert(u"description"_s, description);
    }
    return either;
}

QJsonObject object(Properties properties, const QString& description) {
    QJsonObject members;
    QJsonArray required;
    for (const auto& [name, member] : properties) {
        const QString key = QStringView(name).toString();
        members.insert(key, member);
        required.append(key);
    }
    QJsonObject schema = typed(u"object"_s, description);
    schema.insert(u"properties"_s, members);
    schema.insert(u"required"_s, required);
    return schema;
}

QJsonObject merged(QJsonObject base, const QJsonObject& more) {
    QJsonObject properties = base.value(u"properties"_s).toObject();
    const QJsonObject added = more.value(u"properties"_s).toObject();
    for (auto it = added.constBegin(); it != added.constEnd(); ++it) {
        properties.insert(it.key(), it.value());
    }
    QJsonArray required = base.value(u"required"_s).toArray();
    for (const QJsonValue name : more.value(u"required"_s).toArray()) {
        if (!required.contains(name)) {
            required.append(name);
        }
    }
    base.insert(u"properties"_s, properties);
    base.insert(u"required"_s, required);
    return base;
}

QJsonObject tags() {
    return list(object({{u"scope", text({})}, {u"tag", text({})}}), {});
}

// What follows stands in `tools/list` as often as there are tools of its kind, so it is described
// in as few words as the names leave to say.

QJsonObject envelope(const QJsonObject& item, Properties more) {
    const QJsonObject schema =
        object({{u"items", list(item, u"The objects of this page."_s)},
                {u"returned", integer({})},
                {u"limit", integer({})},
                {u"offset", integer({})},
                {u"total", nullable(integer(u"How many match in all."_s))},
                {u"truncated", boolean(u"True: more follow."_s)},
                {u"next_offset", nullable(integer(u"Null on the last page."_s))},
                {u"hint", nullable(text(u"How to see more."_s))}});
    return merged(schema, object(more));
}

QJsonObject written(Properties more) {
    QJsonObject schema = object({
        {u"status", text(u"created, updated, deleted, moved, applied, removed, undone, unchanged "
                         "or dry_run."_s)},
        {u"summary", text(u"In a sentence."_s)},
        {u"object", text(u"Path or id."_s)},
        {u"dry_run", boolean(u"True: nothing was sent."_s)},
        {u"warnings", texts({})},
    });
    // Present or not, by what happened: a dry run has the plan, a write its outcome.
    QJsonObject properties = schema.value(u"properties"_s).toObject();
    const QJsonObject request =
        object({{u"method", text({})},
                {u"path", text({})},
                {u"body", nullable(QJsonObject{{u"type"_s, u"object"_s}})}});
    const QJsonObject realization = object(
        {{u"state", nullable(text(u"realized, in_progress or error."_s))}, {u"alarms", texts({})}});
    const Properties some = {
        {u"undo_id", nullable(text(u"Takes it back, if that is possible."_s))},
        {u"realization", nullable(realization)},
        {u"requests", list(request, u"Dry run: what would be sent, in order."_s)},
        {u"difference", texts(u"Dry run: line by line (+ - ~)."_s)},
        {u"consequences", texts(u"Dry run: what its person would be told."_s)},
        {u"would_be", text(u"Dry run: the status of the write."_s)},
        {u"can_be_undone", boolean(u"Dry run."_s)},
    };
    for (const Properties& part : {some, more}) {
        for (const auto& [name, member] : part) {
            properties.insert(QStringView(name).toString(), member);
        }
    }
    schema.insert(u"properties"_s, properties);
    return schema;
}

QJsonObject input(const Operation& operation) {
    QJsonObject properties;
    QJsonArray required;
    for (const Parameter& parameter : operation.parameters) {
        QJsonObject one = typed(typeName(parameter.type), parameter.description);
        if (parameter.type == ParameterType::StringList) {
            one.insert(u"items"_s, text({}));
        }
        for (auto it = parameter.schema.constBegin(); it != parameter.schema.constEnd(); ++it) {
            one.insert(it.key(), it.value());
        }
        if (!parameter.defaultValue.isUndefined()) {
            one.insert(u"default"_s, parameter.defaultValue);
        }
        if (!parameter.allowed.isEmpty()) {
            one.insert(u"enum"_s, QJsonArray::fromStringList(parameter.allowed));
        }
        if (parameter.minimum) {
            one.insert(u"minimum"_s, *parameter.minimum);
        }
        if (parameter.maximum) {
            one.insert(u"maximum"_s, *parameter.maximum);
        }
        properties.insert(parameter.name, one);
        if (parameter.required) {
            required.append(parameter.name);
        }
    }
    QJsonObject schema{{u"type"_s, u"object"_s},
                       {u"properties"_s, properties},
                       {u"additionalProperties"_s, false}};
    if (!required.isEmpty()) {
        schema.insert(u"required"_s, required);
    }
    return schema;
}

} // namespace bulkhead::ops::schema
