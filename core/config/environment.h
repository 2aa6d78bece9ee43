// SPDX-License-Identifier: MIT
// EnvironmentKind: what the word in a target's `environment` means; the one judgement of it.
#pragma once

#include <QString>

#include <cstdint>

namespace bulkhead::config {

enum class EnvironmentKind : std::uint8_t {
    Unknown,     ///< empty, or a word that says nothing
    Demo,        ///< the built-in manager
    Development, ///< development, lab, sandbox
    Staging,     ///< staging, test, and what stands before production
    Production,
};

/// Goes by the words in a free text such as "eu-prod-2". In doubt it is production: "prod-test" is,
/// "preprod" and "non-prod" are not. Confirmations and colours hang on it; guard rules do not, they
/// compare the text itself.
[[nodiscard]] EnvironmentKind environmentKind(const QString& environment);

} // namespace bulkhead::config
