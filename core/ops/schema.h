// SPDX-License-Identifier: MIT
// Builders for the JSON Schemas of results and arguments, in the subset that every MCP client
// takes.
#pragma once

#include "ops/operation.h"

#include <QJsonObject>
#include <QString>

#include <initializer_list>
#include <utility>

namespace bulkhead::ops::schema {

// No combinators at the root, no boolean schemas, no unions of types, every array with `items`
// (reference: what real clients refuse).

[[nodiscard]] QJsonObject text(const QString& description);
[[nodiscard]] QJsonObject integer(const QString& description);
[[nodiscard]] QJsonObject boolean(const QString& description);
[[nodiscard]] QJsonObject list(const QJsonObject& items, const QString& description);
[[nodiscard]] QJsonObject texts(const QString& description);
/// The same, or null when it is unknown.
[[nodiscard]] QJsonObject nullable(QJsonObject schema);

using Properties = std::initializer_list<std::pair<const char16_t*, QJsonObject>>;
/// An object with exactly these properties, all required.
[[nodiscard]] QJsonObject object(Properties properties, const QString& description = {});
/// Two object schemas as one; properties of `more` win.
[[nodiscard]] QJsonObject merged(QJsonObject base, const QJsonObject& more);
/// A list of `{scope, tag}`.
[[nodiscard]] QJsonObject tags();
/// The envelope of every list; `more` are further properties beside `items`.
[[nodiscard]] QJsonObject envelope(const QJsonObject& item, Properties more = {});

/// What every planned write answers, dry or not; `more` are own fields, none of them required
/// (a dry run lacks what only the manager can say).
[[nodiscard]] QJsonObject written(Properties more = {});

/// The input schema of an operation; nothing beyond its parameters is allowed.
[[nodiscard]] QJsonObject input(const Operation& operation);

} // namespace bulkhead::ops::schema
