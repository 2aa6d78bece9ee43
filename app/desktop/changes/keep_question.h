// SPDX-License-Identifier: MIT
// The questions before staged changes disappear from the window.
#pragma once

#include <functional>

class QWidget;

namespace bulkhead::desktop {

/// Before something else is shown or the window closes: keep them for next time, discard them, or
/// cancel, which is the default and calls nothing. `isKept`: they are on the disk; if not they
/// cannot be kept, and the question says so. Opens and returns.
void askToKeepOrDiscard(QWidget* parent, int count, bool isKept, std::function<void()> keep,
                        std::function<void()> discard);

/// Before somebody drops them: there is no way back.
void askToDiscard(QWidget* parent, int count, std::function<void()> discard);

} // namespace bulkhead::desktop
