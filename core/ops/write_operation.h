// SPDX-License-Identifier: MIT
// What all writing operations have in common: their declaration, paths, and fields that were given.
#pragma once

#include "ops/operation.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <initializer_list>

namespace bulkhead::ops {

/// A write of medium risk that a plan carries out.
[[nodiscard]] Operation writeOperation(QString name, QString title, QString summary,
                                       QString description, Planner planner);
/// A destructive write of high risk: a person confirms it.
[[nodiscard]] Operation destructiveOperation(QString name, QString title, QString summary,
                                             QString description, Planner planner);

[[nodiscard]] Parameter textParameter(QString name, QString description);
[[nodiscard]] Parameter flagParameter(QString name, QString description);
[[nodiscard]] Parameter listParameter(QString name, QString description);
[[nodiscard]] Parameter choiceParameter(QString name, QStringList allowed, QString description);
[[nodiscard]] Parameter numberParameter(QString name, qint64 minimum, qint64 maximum,
                                        QString description);
/// `tags`: "scope|value" each.
[[nodiscard]] Parameter tagsParameter();

/// Object path of a place in the target's domain: "/infra/domains/default/" + rest.
[[nodiscard]] QString domainPath(const nsx::Connection& manager, const QString& rest);
/// Object path of a place below infra: "/infra/" + rest.
[[nodiscard]] QString infraPath(const nsx::Connection& manager, const QString& rest);

/// The call's `tags`, if it gives some, as the object's: "scope|value" each (no bar: a value
/// without scope), with NSX's limits: scope 128, value 256 characters, 30 tags (NSX 4.2, Tag).
[[nodiscard]] Result<void> copyTags(const QJsonObject& arguments, QJsonObject& object);

/// Copies the arguments that were given into `object`, under NSX's field names.
void copyGiven(const QJsonObject& arguments,
               std::initializer_list<std::pair<const char16_t*, const char16_t*>> fields,
               QJsonObject& object);

/// The refusal of a create that would overwrite.
[[nodiscard]] Error alreadyThere(const QString& what, const QString& path, const QString& remedy);

/// The image of an object that is created or changed: `wanted` without what only the manager knows.
[[nodiscard]] change::BeforeImage objectImage(const QString& path, const QJsonValue& before,
                                              const QJsonValue& wanted);

} // namespace bulkhead::ops
