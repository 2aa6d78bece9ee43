// SPDX-License-Identifier: MIT
// EnvFile: reads KEY=VALUE files as shells and dotenv tools write them.
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace bulkhead::config {

struct EnvFile {
    QHash<QString, QString> values; ///< a later line wins over an earlier one
    /// Lines that were left out, a clean sentence each, by number and without their content.
    QStringList warnings;
};

/// Understands `KEY=VALUE`, `export KEY=VALUE`, comments, single quotes (taken as they stand, `\'`
/// and `\\` apart), double quotes (with `\n`, `\t`, `\"`, `\\`, `\$`), quotes over several lines,
/// CRLF. Without quotes the value ends at ` #` or the line's end and loses
/// blanks around it. Nothing is expanded: a `$` in a password stays a `$`.
[[nodiscard]] EnvFile parseEnvFile(const QString& text, const QString& file);

} // namespace bulkhead::config
