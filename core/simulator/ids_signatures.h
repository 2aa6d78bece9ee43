// SPDX-License-Identifier: MIT
// IdsSignatures: an invented signature bundle for intrusion detection (NSX 4.2 IdsSignature).
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace bulkhead::simulator {

/// The bundle that is active, and the one before it.
[[nodiscard]] QString activeSignatureVersion();
[[nodiscard]] QString oldSignatureVersion();

/// Some hundred signatures, always the same, by id. The old bundle lacks the last ones.
[[nodiscard]] const std::vector<QJsonObject>& signatures();
[[nodiscard]] std::vector<QJsonObject> signaturesOf(const QString& version);

/// What a profile (NSX 4.2 IdsProfile) picks by severity and criteria, with its overrides.
[[nodiscard]] std::vector<QJsonObject> effectiveSignatures(const QJsonObject& profile);

/// The port that an attack with this signature goes to.
[[nodiscard]] int attackedPort(const QJsonObject& signature);

} // namespace bulkhead::simulator
