// SPDX-License-Identifier: MIT
// HiddenInput: what is typed does not appear on the terminal as long as this lives.
#pragma once

namespace bulkhead::console {

/// One at a time. Keys that would leave the terminal silent behind us (suspend, quit) are off too;
/// Ctrl-C works.
class HiddenInput final {
public:
    /// Does nothing if the descriptor is no terminal.
    explicit HiddenInput(int descriptor);
    ~HiddenInput();
    HiddenInput(const HiddenInput&) = delete;
    HiddenInput& operator=(const HiddenInput&) = delete;
};

/// Makes a hidden input visible again. May be called from a signal handler.
void restoreEcho();

} // namespace bulkhead::console
