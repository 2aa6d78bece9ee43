// SPDX-License-Identifier: MIT
// Field checks: what the manager refuses in a single object, apart from what it points to.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace bulkhead::simulator {

/// What is wrong, as a phrase for "Field level validation errors: {…}"; nothing if all is well.
using Problem = std::optional<QString>;

/// Checks own fields that have their defaults. `category` is, for a rule, that of its policy.
[[nodiscard]] Problem checkFields(const QString& type, const QString& category,
                                  const QJsonObject& own);

/// 1 to 255 characters, no slash or ampersand, no control character.
[[nodiscard]] Problem checkId(const QString& id);
/// Scope up to 128 and tag up to 256 characters, at most 30, not both parts empty.
[[nodiscard]] Problem checkTags(const QJsonValue& tags);

// The parts that fill files of their own.
[[nodiscard]] Problem checkGroup(const QJsonObject& own);
[[nodiscard]] Problem checkPolicy(const QString& type, const QJsonObject& own);
[[nodiscard]] Problem checkRule(const QString& category, const QJsonObject& own);
[[nodiscard]] Problem checkIdsRule(const QJsonObject& own);
[[nodiscard]] Problem checkIdsProfile(const QJsonObject& own);
/// A traceflow's packet: FieldsPacketData with one IP header.
[[nodiscard]] Problem checkPacket(const QJsonValue& packet);
[[nodiscard]] Problem checkTraceflowConfig(const QJsonObject& own);
[[nodiscard]] Problem checkService(const QJsonObject& own);
[[nodiscard]] Problem checkServiceEntry(const QJsonObject& entry);

// Small tools for them.
[[nodiscard]] Problem checkText(const QJsonObject& own, const QString& key, qsizetype maximum);
[[nodiscard]] Problem checkOneOf(const QJsonObject& own, const QString& key,
                                 const QStringList& values);
[[nodiscard]] Problem checkWhole(const QJsonObject& own, const QString& key, qint64 minimum,
                                 qint64 maximum);
[[nodiscard]] Problem checkBools(const QJsonObject& own, const QStringList& keys);
/// A list of at most `maximum` texts, none of them empty.
[[nodiscard]] Problem checkTexts(const QJsonObject& own, const QString& key, qsizetype maximum);
/// As checkTexts, and ANY stands alone.
[[nodiscard]] Problem checkAnyList(const QJsonObject& own, const QString& key);

} // namespace bulkhead::simulator
