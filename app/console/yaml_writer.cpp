// SPDX-License-Identifier: MIT
#include "console/yaml_writer.h"

#include <QJsonArray>

#include <yaml-cpp/yaml.h>

namespace bulkhead::console {

namespace {

void emitText(YAML::Emitter& out, const QString& text) {
    out << YAML::DoubleQuoted << text.toStdString();
}

void emitValue(YAML::Emitter& out, const QJsonValue& value) {
    switch (value.type()) {
    case QJsonValue::Bool:
        out << value.toBool();
        break;
    case QJsonValue::Double: {
        const double real = value.toDouble();
        const qint64 whole = value.toInteger();
        if (static_cast<double>(whole) == real) {
            out << whole;
        } else {
            out << real;
        }
        break;
    }
    case QJsonValue::String:
        emitText(out, value.toString());
        break;
    case QJsonValue::Array:
        out << YAML::BeginSeq;
        for (const QJsonValue element : value.toArray()) {
            emitValue(out, element);
        }
        out << YAML::EndSeq;
        break;
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        out << YAML::BeginMap;
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            out << YAML::Key << it.key().toStdString() << YAML::Value;
            emitValue(out, it.value());
        }
        out << YAML::EndMap;
        break;
    }
    default:
        out << YAML::Null;
        break;
    }
}

} // namespace

QByteArray writeYaml(const QJsonObject& result) {
    YAML::Emitter out;
    emitValue(out, result);
    return QByteArray(out.c_str(), static_cast<qsizetype>(out.size())) + '\n';
}

} // namespace bulkhead::console
