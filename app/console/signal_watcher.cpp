// SPDX-License-Identifier: MIT
#include "console/signal_watcher.h"

#include "console/exit_code.h"
#include "console/terminal_echo.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace bulkhead::console {

namespace {

// A signal handler may touch nothing but such things.
std::array<int, 2> pipeEnds{-1, -1};
std::atomic<int> signalsSeen{0};

extern "C" void onSignal(int /*number*/) {
    const int savedError = errno;
    if (signalsSeen.fetch_add(1) > 0) {
        restoreEcho();
        _exit(kInterrupted);
    }
    const char byte = 1;
    const ssize_t written = ::write(pipeEnds[1], &byte, 1);
    static_cast<void>(written);
    errno = savedError;
}

void handle(int number, void (*handler)(int)) {
    struct sigaction action{};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
}

} // namespace

SignalWatcher::SignalWatcher(QObject* parent) : QObject(parent) {
    signalsSeen = 0;
    if (::pipe(pipeEnds.data()) != 0) {
        return;
    }
    for (const int end : pipeEnds) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &SignalWatcher::readPipe);
    handle(SIGINT, onSignal);
    handle(SIGTERM, onSignal);
}

SignalWatcher::~SignalWatcher() {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    delete m_notifier;
    for (int& end : pipeEnds) {
        if (end >= 0) {
            ::close(end);
            end = -1;
        }
    }
}

void SignalWatcher::readPipe() {
    char byte = 0;
    while (::read(pipeEnds[0], &byte, 1) > 0) {
    }
    Q_EMIT interrupted();
}

} // namespace bulkhead::console
