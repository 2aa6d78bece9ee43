// SPDX-License-Identifier: MIT
// Prompt: asks a person on the terminal and waits for a line, without blocking anything else.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "config/secret.h"
#include "console/terminal.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace bulkhead::console {

struct PromptState;

/// Reads a descriptor that is a terminal, standard input as a rule, line by line; one question at a
/// time. Every question ends with Cancelled when the token is, and with Declined at the end of the
/// input (Ctrl-D). The terminal must outlive every question. What was typed is returned as it is,
/// without its line end; what is shown was cleaned by the caller.
class Prompt final {
public:
    Prompt(Terminal& terminal, int descriptor);
    ~Prompt();
    Prompt(const Prompt&) = delete;
    Prompt& operator=(const Prompt&) = delete;

    [[nodiscard]] bool isPossible() const;
    /// "question [usual]: "; an empty line is `usual`.
    [[nodiscard]] Task<QString> text(QString question, QString usual, CancellationToken token);
    /// "question [y/N] ": empty is no. After three answers that are neither it is no.
    [[nodiscard]] Task<bool> yesOrNo(QString question, CancellationToken token);
    /// Nothing of it appears on the screen.
    [[nodiscard]] Task<config::Secret> hidden(QString question, CancellationToken token);

private:
    std::shared_ptr<PromptState> m_state; ///< shared with questions under way, which may outlive us
};

} // namespace bulkhead::console
