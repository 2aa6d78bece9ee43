// SPDX-License-Identifier: MIT
// The one way in which a certificate's fingerprint is written.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace bulkhead::config {

/// 32 bytes as "AA:BB:…".
[[nodiscard]] QString formatFingerprint(const QByteArray& sha256);

/// Reads a SHA-256 fingerprint as people copy it: any case, pairs joined, or parted by colons or
/// spaces, with or without "SHA256:" or "sha256 Fingerprint=" before it. Nothing if it is not 32
/// bytes of hexadecimal.
[[nodiscard]] std::optional<QString> normaliseFingerprint(const QString& text);

} // namespace bulkhead::config
