// SPDX-License-Identifier: MIT
// NobodyToAsk: the confirmer of a caller who has no person beside the program.
#pragma once

#include "guard/confirmer.h"

namespace bulkhead::guard {

/// The answer is always Unavailable, with what to do instead.
class NobodyToAsk final : public Confirmer {
public:
    [[nodiscard]] Task<Confirmation> ask(Question question, CancellationToken token) override;
};

} // namespace bulkhead::guard
