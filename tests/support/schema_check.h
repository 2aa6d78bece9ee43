// SPDX-License-Identifier: MIT
// schemaProblems: validates JSON against the part of JSON Schema that MCP's own schemas and our
// tools use. For tests only.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <cmath>

namespace bulkhead::tests {

/// Knows type, enum, const, properties, required, additionalProperties, items, minItems, minimum,
/// maximum, anyOf, oneOf, allOf and local $ref. Anything else is ignored.
class SchemaCheck final {
public:
    explicit SchemaCheck(QJsonObject root) : m_root(std::move(root)) {}

    /// One line for everything that does not fit; empty if the value is valid.
    [[nodiscard]] QStringList problems(const QJsonValue& value, const QJsonObject& schema,
                                       const QString& where = QStringLiteral("$")) const {
        const QJsonObject resolved = resolve(schema);
        QStringList found = typeProblems(value, resolved, where);
        if (value.isObject()) {
            found += objectProblems(value.toObject(), resolved, where);
        }
        if (value.isArray()) {
            found += arrayProblems(value.toArray(), resolved, where);
        }
        return found + combinedProblems(value, resolved, where);
    }
    [[nodiscard]] QStringList problems(const QJsonValue& value) const {
        return problems(value, m_root);
    }
    /// Against one named definition of the root.
    [[nodiscard]] QStringList problemsAs(const QJsonValue& value, const QString& definition) const {
        return problems(value, definitions().value(definition).toObject(), definition);
    }
    [[nodiscard]] bool defines(const QString& definition) const {
        return definitions().contains(definition);
    }

private:
    [[nodiscard]] QJsonObject definitions() const {
        const QJsonObject modern = m_root.value(QStringLiteral("$defs")).toObject();
        return modern.isEmpty() ? m_root.value(QStringLiteral("definitions")).toObject() : modern;
    }

    [[nodiscard]] QJsonObject resolve(QJsonObject schema) const {
        while (schema.contains(QStringLiteral("$ref"))) {
            const QString reference = schema.value(QStringLiteral("$ref")).toString();
            schema = definitions().value(reference.section(u'/', -1)).toObject();
        }
        return schema;
    }

    [[nodiscard]] static bool isType(const QJsonValue& value, const QString& type) {
        if (type == u"object") {
            return value.isObject();
        }
        if (type == u"array") {
            return value.isArray();
        }
        if (type == u"string") {
            return value.isString();
        }
        if (type == u"boolean") {
            return value.isBool();
        }
        if (type == u"null") {
            return value.isNull();
        }
        if (type == u"integer") {
            return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
        }
        return type == u"number" && value.isDouble();
    }

    [[nodiscard]] static QStringList typeProblems(const QJsonValue& value,
                                                  const QJsonObject& schema, const QString& where) {
        QStringList found;
        const QJsonValue type = schema.value(QStringLiteral("type"));
        const QJsonArray types = type.isArray()    ? type.toArray()
                                 : type.isString() ? QJsonArray{type}
                                                   : QJsonArray();
        bool fits = types.isEmpty();
        for (const QJsonValue one : types) {
            fits = fits || isType(value, one.toString());
        }
        if (!fits) {
            found << where + QStringLiteral(": wrong type");
        }
        const QJsonArray allowed = schema.value(QStringLiteral("enum")).toArray();
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            found << where + QStringLiteral(": not one of the enum");
        }
        if (schema.contains(QStringLiteral("const")) &&
            schema.value(QStringLiteral("const")) != value) {
            found << where + QStringLiteral(": not the constant");
        }
        if (value.isDouble() &&
            ((schema.contains(QStringLiteral("minimum")) &&
              value.toDouble() < schema.value(QStringLiteral("minimum")).toDouble()) ||
             (schema.contains(QStringLiteral("maximum")) &&
              value.toDouble() > schema.value(QStringLiteral("maximum")).toDouble()))) {
            found << where + QStringLiteral(": out of range");
        }
        return found;
    }

    [[nodiscard]] QStringList objectProblems(const QJsonObject& object, const QJsonObject& schema,
                                             const QString& where) const {
        QStringList found;
        for (const QJsonValue name : schema.value(QStringLiteral("required")).toArray()) {
            if (!object.contains(name.toString())) {
                found << where + u'.' + name.toString() + QStringLiteral(": missing");
            }
        }
        const QJsonObject known = schema.value(QStringLiteral("properties")).toObject();
        const QJsonValue others = schema.value(QStringLiteral("additionalProperties"));
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            const QString here = where + u'.' + it.key();
            if (known.contains(it.key())) {
                found += problems(it.value(), known.value(it.key()).toObject(), here);
            } else if (others.isBool() && !others.toBool()) {
                found << here + QStringLiteral(": not allowed");
            } else if (others.isObject()) {
                found += problems(it.value(), others.toObject(), here);
            }
        }
        return found;
    }

    [[nodiscard]] QStringList arrayProblems(const QJsonArray& array, const QJsonObject& schema,
                                            const QString& where) const {
        QStringList found;
        const QJsonObject items = schema.value(QStringLiteral("items")).toObject();
        for (qsizetype i = 0; i < array.size() && !items.isEmpty(); ++i) {
            found += problems(array.at(i), items, where + u'[' + QString::number(i) + u']');
        }
        if (array.size() < schema.value(QStringLiteral("minItems")).toInt(0)) {
            found << where + QStringLiteral(": too short");
        }
        return found;
    }

    [[nodiscard]] QStringList combinedProblems(const QJsonValue& value, const QJsonObject& schema,
                                               const QString& where) const {
        QStringList found;
        for (const QJsonValue part : schema.value(QStringLiteral("allOf")).toArray()) {
            found += problems(value, part.toObject(), where);
        }
        for (const QString& key : {QStringLiteral("anyOf"), QStringLiteral("oneOf")}) {
            const QJsonArray choices = schema.value(key).toArray();
            bool fits = choices.isEmpty();
            for (const QJsonValue choice : choices) {
                fits = fits || problems(value, choice.toObject(), where).isEmpty();
            }
            if (!fits) {
                found << where + QStringLiteral(": fits none of ") + key;
            }
        }
        return found;
    }

    QJsonObject m_root;
};

} // namespace bulkhead::tests
