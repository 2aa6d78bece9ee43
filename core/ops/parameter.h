// SPDX-License-Identifier: MIT
// Parameter: one argument of an operation, declared once for schema, command line and checks.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace bulkhead::ops {

enum class ParameterType : std::uint8_t { String, Integer, Boolean, StringList, Json };

struct Parameter {
    QString name; ///< snake_case, as tools and arguments have it
    ParameterType type = ParameterType::String;
    bool required = false;
    QString description; ///< one or two sentences, for schema and help
    /// Filled in when the argument is absent; Undefined: it stays absent.
    QJsonValue defaultValue = QJsonValue(QJsonValue::Undefined);
    /// String: a whole document. The command line takes the name of a file that holds it.
    bool isDocument = false;
    QStringList allowed; ///< String: the only values; matched without regard to case
    /// Json (an object or an array, or a text that holds one): its JSON Schema, with `type`.
    QJsonObject schema;
    std::optional<qint64> minimum; ///< Integer, inclusive
    std::optional<qint64> maximum;
};

} // namespace bulkhead::ops
