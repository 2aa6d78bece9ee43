// SPDX-License-Identifier: MIT
// completionScript: what a shell needs to complete our command lines.
#pragma once

#include "console/command_table.h"

#include <QString>

namespace bulkhead::console {

/// For bash (3.2 or later), zsh or fish; empty for any other word. The script asks nobody:
/// commands, options and fixed values are written into it.
[[nodiscard]] QString completionScript(const CommandTable& table, const QString& shell);

/// The parts that the shells have in common.
struct CompletionWords {
    /// The words that may follow `path` ("" or "policy"), in the table's order.
    [[nodiscard]] static QStringList after(const CommandTable& table, const QStringList& path);
    /// Every path that has words after it, the empty one first.
    [[nodiscard]] static std::vector<QStringList> inner(const CommandTable& table);
    /// "--x" and "-x" of an option; both of a switch.
    [[nodiscard]] static QStringList spellings(const OptionShape& option);
};

[[nodiscard]] QString bashCompletion(const CommandTable& table);
[[nodiscard]] QString zshCompletion(const CommandTable& table);
[[nodiscard]] QString fishCompletion(const CommandTable& table);

} // namespace bulkhead::console
