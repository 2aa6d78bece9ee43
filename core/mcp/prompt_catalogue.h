// SPDX-License-Identifier: MIT
// PromptCatalogue: the recipes for work that people ask for most, as data.
#pragma once

#include "mcp/dialect.h"

#include <QJsonArray>
#include <QString>

#include <vector>

namespace bulkhead::mcp {

struct PromptArgument {
    QString name; ///< "policy", "group", "vm" and "target" are completed from the manager
    QString description;
    bool isRequired = false;
};

struct Prompt {
    QString name;
    QString title;
    QString description;
    std::vector<PromptArgument> arguments;
    /// What the agent shall do, in order. Names tools of the registry; holds no value of an
    /// argument: those follow as data.
    QString text;
};

/// In the order in which clients show them; the same for the life of the program.
[[nodiscard]] const std::vector<Prompt>& prompts();
/// nullptr if there is none of this name.
[[nodiscard]] const Prompt* prompt(const QString& name);

[[nodiscard]] QJsonArray listedPrompts(const Dialect& dialect);

} // namespace bulkhead::mcp
