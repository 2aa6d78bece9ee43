// SPDX-License-Identifier: MIT
// Check: one thing that the doctor looked at, and what to do about it.
#pragma once

#include "base/error.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace bulkhead::console {

enum class CheckStatus : std::uint8_t { Pass, Warn, Fail, Skip };

struct Check {
    QString name; ///< "Configuration"
    CheckStatus status = CheckStatus::Skip;
    QString detail; ///< what was found; one clean line
    QString remedy; ///< what to do; empty if nothing
};

/// PASS, WARN, FAIL, SKIP.
[[nodiscard]] QString checkStatusName(CheckStatus status);

[[nodiscard]] Check passed(const QString& name, const QString& detail);
[[nodiscard]] Check warned(const QString& name, const QString& detail, const QString& remedy);
[[nodiscard]] Check skipped(const QString& name, const QString& why);
/// Fails with the error's own remedy and explanation.
[[nodiscard]] Check failed(const QString& name, const Error& error);

/// `{target, checks: [{name, status, detail, remedy}], passed, warned, failed, skipped}`; a missing
/// remedy is null, an unknown target too.
[[nodiscard]] QJsonObject checksAsJson(const QString& target, const std::vector<Check>& checks);

/// One line a check, its remedy below it, and a last line that counts.
[[nodiscard]] QString checksAsText(const QString& target, const std::vector<Check>& checks,
                                   bool isColourful);

} // namespace bulkhead::console
