// SPDX-License-Identifier: MIT
// CommandTable: every command with its options; parser, help, completions and man page come from
// it.
#pragma once

#include "console/invocation.h"
#include "ops/registry.h"

#include <QChar>
#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::console {

enum class OptionKind : std::uint8_t {
    Text,
    Number,
    Flag,   ///< `--x`
    Switch, ///< `--x` or `--no-x`
    List,   ///< may be given several times, and takes commas
    File,   ///< a path
};

/// An option, or a word that stands without one.
struct OptionShape {
    QString key;  ///< of Invocation::arguments
    QString name; ///< without dashes; of a word without option what help calls it, "POLICY_ID"
    QString help; ///< a sentence
    OptionKind kind = OptionKind::Text;
    QChar letter = {}; ///< short form; null: none
    bool isPositional = false;
    bool isRequired = false;
    QStringList choices = {}; ///< the only values, if there are such

    [[nodiscard]] bool takesValue() const {
        return kind != OptionKind::Flag && kind != OptionKind::Switch;
    }
};

struct CommandEntry {
    QStringList words; ///< {"policy", "list"}
    QString summary;   ///< without a full stop
    Action action = Action::Operation;
    QString operation;                ///< its name, of Action::Operation
    std::vector<OptionShape> options; ///< positional ones in their order
    QStringList globals;              ///< the options on every command that mean something here
};

struct CommandTable {
    std::vector<OptionShape> globals;
    std::vector<CommandEntry> commands;
};

/// In the order in which people are shown them: operations first, then the program's own commands.
[[nodiscard]] CommandTable commandTable(const ops::Registry& registry);

/// The commands that are no operations (own_commands.cpp).
[[nodiscard]] std::vector<CommandEntry> ownCommands();

} // namespace bulkhead::console
