// SPDX-License-Identifier: MIT
// Risk: how much an operation can break, as guard rules and the audit trail name it.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace bulkhead::guard {

/// Ordered: a rule's `min_risk_level` applies to this level and every higher one. Reads are low;
/// create, update, tag and traceflow medium; delete, publish, exclusion list and IDPS settings
/// high.
enum class Risk : std::uint8_t { Low, Medium, High, Critical };

/// The word that rules.yaml and the audit table use: low, medium, high, critical.
[[nodiscard]] QString riskName(Risk risk);

/// The four words, the lowest first.
[[nodiscard]] const QStringList& riskNames();

/// nullopt for any other word.
[[nodiscard]] std::optional<Risk> riskFromName(const QString& name);

} // namespace bulkhead::guard
