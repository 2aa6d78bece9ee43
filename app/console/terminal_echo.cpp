// SPDX-License-Identifier: MIT
#include "console/terminal_echo.h"

#include <termios.h>
#include <unistd.h>

#include <atomic>

namespace bulkhead::console {

namespace {

// Global because a signal handler has nothing else; written before the flag is set.
termios savedSettings{};
int hiddenDescriptor = -1;
std::atomic<bool> isHidden{false};

} // namespace

HiddenInput::HiddenInput(int descriptor) {
    if (isHidden || ::tcgetattr(descriptor, &savedSettings) != 0) {
        return;
    }
    hiddenDescriptor = descriptor;
    isHidden = true;
    termios silent = savedSettings;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    silent.c_lflag |= static_cast<tcflag_t>(ICANON | ISIG);
    silent.c_cc[VSUSP] = _POSIX_VDISABLE;
    silent.c_cc[VQUIT] = _POSIX_VDISABLE;
    // What was typed ahead is thrown away: it was shown, so it is no password.
    ::tcsetattr(descriptor, TCSAFLUSH, &silent);
}

HiddenInput::~HiddenInput() {
    restoreEcho();
}

void restoreEcho() {
    if (isHidden.exchange(false)) {
        ::tcsetattr(hiddenDescriptor, TCSADRAIN, &savedSettings);
    }
}

} // namespace bulkhead::console
