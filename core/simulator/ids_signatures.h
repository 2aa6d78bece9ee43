// SPDX-License-Identifier: MIT
// IdsSignatures: an invented signature bundle for intrusion detection (NSX 4.2 IdsSignature).
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace bulkhead::simulator {

/// What was published at one time.
struct SignatureBundle {
    QString version;      ///< "2026.1.13.100", by its day
    qint64 updatedAt = 0; ///< milliseconds since 1970
    bool isActive = false;
};

/// The bundle that is active at a moment (milliseconds since 1970), then the one before it. A new
/// one comes every Tuesday, so that a demo looks alive on any day.
[[nodiscard]] std::vector<SignatureBundle> signatureBundles(qint64 now);

/// Some hundred signatures, always the same, by id. The old bundle lacks the last ones.
[[nodiscard]] const std::vector<QJsonObject>& signatures();
[[nodiscard]] std::vector<QJsonObject> signaturesOf(const SignatureBundle& bundle);

/// What a profile (NSX 4.2 IdsProfile) picks by severity and criteria, with its overrides.
[[nodiscard]] std::vector<QJsonObject> effectiveSignatures(const QJsonObject& profile);

/// The port that an attack with this signature goes to.
[[nodiscard]] int attackedPort(const QJsonObject& signature);

} // namespace bulkhead::simulator
