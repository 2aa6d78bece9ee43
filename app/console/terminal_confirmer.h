// SPDX-License-Identifier: MIT
// TerminalConfirmer: asks twice on the terminal before something is destroyed.
#pragma once

#include "console/prompt.h"
#include "console/terminal.h"
#include "guard/confirmer.h"

#include <memory>

namespace bulkhead::console {

/// Shows what is about to happen with its consequences, then asks two questions whose usual answer
/// is no; where the environment looks like production the second one wants the object's id typed.
/// With `yes` it confirms unasked. Without a terminal it answers Unavailable. The end
/// of the input is a no. The terminal must outlive every question.
class TerminalConfirmer final : public guard::Confirmer {
public:
    TerminalConfirmer(Terminal& terminal, std::shared_ptr<Prompt> prompt, bool yes);
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;

private:
    Terminal& m_terminal;
    std::shared_ptr<Prompt> m_prompt;
    bool m_yes;
};

} // namespace bulkhead::console
