// SPDX-License-Identifier: MIT
#include "ops/parameter_check.h"

#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownLength = 80;

/// The value as a person would type it, short and clean enough for an error.
QString shown(const QJsonValue& value) {
    QString text;
    switch (value.type()) {
    case QJsonValue::String:
        text = u'"' + value.toString() + u'"';
        break;
    case QJsonValue::Object:
        text = QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
        break;
    case QJsonValue::Array:
        text = QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
        break;
    default:
        text = value.toVariant().toString();
        break;
    }
    return elideMiddle(cleanLine(text), kShownLength);
}

tl::unexpected<Error> wrong(const Parameter& parameter, const QString& expected,
                            const QJsonValue& value) {
    return fail(ErrorKind::InvalidInput, u"Give "_s + parameter.name + u' ' + expected + u'.',
                parameter.name + u" is "_s + shown(value) + u'.', parameter.name);
}

QString range(const Parameter& parameter) {
    if (parameter.minimum && parameter.maximum) {
        return u"a whole number from %1 to %2"_s.arg(*parameter.minimum).arg(*parameter.maximum);
    }
    if (parameter.minimum) {
        return u"a whole number of %1 or more"_s.arg(*parameter.minimum);
    }
    return u"a whole number"_s;
}

Result<QJsonValue> asInteger(const Parameter& parameter, const QJsonValue& value) {
    std::optional<qint64> number;
    if (value.isDouble()) {
        const double real = value.toDouble();
        if (std::floor(real) == real && std::abs(real) < 9e15) {
            number = static_cast<qint64>(real);
        }
    } else if (value.isString()) {
        bool ok = false;
        const qint64 parsed = value.toString().trimmed().toLongLong(&ok);
        if (ok) {
            number = parsed;
        }
    }
    if (!number || (parameter.minimum && *number < *parameter.minimum) ||
        (parameter.maximum && *number > *parameter.maximum)) {
        return wrong(parameter, range(parameter), value);
    }
    return QJsonValue(*number);
}

Result<QJsonValue> asBoolean(const Parameter& parameter, const QJsonValue& value) {
    if (value.isBool()) {
        return value;
    }
    const QString word = value.toString().trimmed().toLower();
    if (word == u"true" || word == u"false") {
        return QJsonValue(word == u"true");
    }
    return wrong(parameter, u"true or false"_s, value);
}

/// Text, or a whole number written as text (ids are often bare numbers).
std::optional<QString> textOf(const QJsonValue& value) {
    if (value.isString()) {
        return value.toString();
    }
    if (value.isDouble() && std::floor(value.toDouble()) == value.toDouble()) {
        return QString::number(value.toInteger());
    }
    return std::nullopt;
}

Result<QJsonValue> asString(const Parameter& parameter, const QJsonValue& value) {
    const std::optional<QString> text = textOf(value);
    if (!text) {
        return wrong(parameter, u"a text"_s, value);
    }
    if (parameter.required && text->trimmed().isEmpty()) {
        return wrong(parameter, u"a text that is not empty"_s, value);
    }
    if (parameter.allowed.isEmpty()) {
        return QJsonValue(*text);
    }
    for (const QString& word : parameter.allowed) {
        if (word.compare(text->trimmed(), Qt::CaseInsensitive) == 0) {
            return QJsonValue(word);
        }
    }
    const QStringList near = nearestMatches(*text, parameter.allowed, 1);
    QString expected = u"one of "_s + parameter.allowed.join(u", "_s);
    if (!near.isEmpty()) {
        expected += u" (did you mean "_s + near.constFirst() + u"?)"_s;
    }
    return wrong(parameter, expected, value);
}

Result<QJsonValue> asStringList(const Parameter& parameter, const QJsonValue& value) {
    QJsonArray list;
    const QJsonArray given = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue element : given) {
        const std::optional<QString> text = textOf(element);
        if (!text) {
            return wrong(parameter, u"a list of texts"_s, value);
        }
        list.append(*text);
    }
    return QJsonValue(list);
}

/// An object or an array; a text that holds one is taken too (the command line has only texts).
Result<QJsonValue> asJson(const Parameter& parameter, const QJsonValue& value) {
    QJsonValue found = value;
    if (value.isString()) {
        QJsonParseError broken;
        const QJsonDocument document = QJsonDocument::fromJson(value.toString().toUtf8(), &broken);
        if (broken.error != QJsonParseError::NoError) {
            return wrong(parameter,
                         u"valid JSON (%1 at character %2)"_s.arg(broken.errorString())
                             .arg(broken.offset + 1),
                         value);
        }
        found = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    }
    const bool wantsList = parameter.schema.value(u"type"_s).toString() == u"array";
    if (wantsList ? !found.isArray() : !found.isObject()) {
        return wrong(parameter, wantsList ? u"a JSON list"_s : u"a JSON object"_s, value);
    }
    return found;
}

Result<QJsonValue> checkOne(const Parameter& parameter, const QJsonValue& value) {
    switch (parameter.type) {
    case ParameterType::Integer:
        return asInteger(parameter, value);
    case ParameterType::Boolean:
        return asBoolean(parameter, value);
    case ParameterType::StringList:
        return asStringList(parameter, value);
    case ParameterType::Json:
        return asJson(parameter, value);
    case ParameterType::String:
        break;
    }
    return asString(parameter, value);
}

Result<void> refuseUnknown(const Operation& operation, const QJsonObject& arguments) {
    QStringList known;
    for (const Parameter& parameter : operation.parameters) {
        known << parameter.name;
    }
    for (auto it = arguments.constBegin(); it != arguments.constEnd(); ++it) {
        if (known.contains(it.key())) {
            continue;
        }
        const QStringList near = nearestMatches(it.key(), known, 1);
        const QString name = elideMiddle(cleanLine(it.key()), kShownLength);
        return fail(ErrorKind::InvalidInput,
                    near.isEmpty()
                        ? u"Use only these parameters: "_s + known.join(u", "_s) + u'.'
                        : u"Use "_s + near.constFirst() + u" instead of "_s + name + u'.',
                    operation.name + u" has no parameter "_s + name + u'.', name);
    }
    return {};
}

} // namespace

Result<QJsonObject> checkArguments(const Operation& operation, const QJsonObject& arguments) {
    if (const Result<void> known = refuseUnknown(operation, arguments); !known) {
        return fail(known.error());
    }
    QJsonObject checked;
    for (const Parameter& parameter : operation.parameters) {
        const QJsonValue value = arguments.value(parameter.name);
        if (value.isUndefined() || value.isNull()) {
            if (parameter.required) {
                return fail(ErrorKind::InvalidInput, u"Give "_s + parameter.name + u'.',
                            operation.name + u" needs "_s + parameter.name + u": "_s +
                                parameter.description,
                            parameter.name);
            }
            if (!parameter.defaultValue.isUndefined()) {
                checked.insert(parameter.name, parameter.defaultValue);
            }
            continue;
        }
        Result<QJsonValue> one = checkOne(parameter, value);
        if (!one) {
            return fail(one.error());
        }
        checked.insert(parameter.name, *one);
    }
    return checked;
}

} // namespace bulkhead::ops
