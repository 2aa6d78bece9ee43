// SPDX-License-Identifier: MIT
// The words of the command line: synopsis, examples, and what is said to a wrong one.
#pragma once

#include "console/command_table.h"
#include "console/invocation.h"
#include "ops/parameter.h"

#include <optional>

namespace bulkhead::console {

inline constexpr auto kSynopsis =
    "Bulkhead edits and explains the distributed firewall of VMware NSX.\n"
    "Without a command it opens the desktop.";

inline constexpr auto kExamples =
    "Examples:\n"
    "  bulkhead policy list --demo\n"
    "  bulkhead rule list web-tier --target production --output json\n"
    "  bulkhead snapshot save estate.json --target production\n"
    "  bulkhead group get web --snapshot estate.json\n";

/// "Exit codes: 0 done, 1 failed, …", in lines.
[[nodiscard]] QString exitCodeHelp();

/// One clean line, remedy first.
[[nodiscard]] Invocation wrongUsage(const QString& remedy, const QString& problem);

/// `command` has no `word`; `known` are the options or commands that it has. Names the nearest.
[[nodiscard]] Invocation unexpectedWord(const QString& command, const QString& word,
                                        const QStringList& known);

/// What stands for a value in help: TEXT, NUMBER, LIST, FILE.
[[nodiscard]] QString valueWord(OptionKind kind);

/// What `--help` says about a parameter: description, allowed values and default.
[[nodiscard]] QString parameterHelp(const ops::Parameter& parameter);

/// table, json, yaml, csv.
[[nodiscard]] QStringList outputFormats();

/// nullopt if there is no such format.
[[nodiscard]] std::optional<OutputFormat> outputFormat(const QString& word);

} // namespace bulkhead::console
