// SPDX-License-Identifier: MIT
#include "console/terminal.h"

#include "console/descriptor_device.h"
#include "guard/redactor.h"

#include <QIODevice>

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualWidth = 80;

int widthOf(int descriptor) {
    if (::isatty(descriptor) == 0) {
        return 0;
    }
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return kUsualWidth;
}

} // namespace

std::unique_ptr<Terminal> Terminal::standard() {
    auto terminal = std::make_unique<Terminal>(std::make_unique<DescriptorDevice>(STDOUT_FILENO),
                                               std::make_unique<DescriptorDevice>(STDERR_FILENO),
                                               widthOf(STDOUT_FILENO));
    terminal->m_inputOnTerminal = ::isatty(STDIN_FILENO) != 0;
    terminal->m_errorsOnTerminal = ::isatty(STDERR_FILENO) != 0;
    terminal->m_colourful = terminal->m_width > 0 && qEnvironmentVariableIsEmpty("NO_COLOR") &&
                            qgetenv("TERM") != "dumb";
    return terminal;
}

Terminal::Terminal(std::unique_ptr<QIODevice> out, std::unique_ptr<QIODevice> err, int width,
                   bool canAsk)
    : m_out(std::move(out)),
      m_err(std::move(err)),
      m_width(width),
      m_inputOnTerminal(canAsk),
      m_errorsOnTerminal(canAsk) {}

Terminal::~Terminal() = default;

void Terminal::printBytes(const QByteArray& bytes) {
    wipeProgress();
    const QByteArray safe =
        guard::Redactor::process().redactLearned(QString::fromUtf8(bytes)).toUtf8();
    if (m_state != State::Fine || safe.isEmpty() || m_out->write(safe) == safe.size()) {
        return;
    }
    const auto* device = dynamic_cast<const DescriptorDevice*>(m_out.get());
    m_state = device != nullptr && device->failure() == EPIPE ? State::ReaderGone : State::Broken;
}

void Terminal::complain(const QString& line) {
    wipeProgress();
    m_err->write(guard::redact(line).toUtf8() + '\n');
}

void Terminal::ask(const QString& question) {
    wipeProgress();
    m_isAsking = true;
    m_err->write(question.toUtf8());
}

void Terminal::endQuestion(bool needsLineEnd) {
    m_isAsking = false;
    if (needsLineEnd) {
        m_err->write("\n");
    }
}

void Terminal::showProgress(const QString& line) {
    if (m_isAsking) {
        return;
    }
    if (!m_errorsOnTerminal) {
        m_err->write(line.toUtf8() + '\n');
        return;
    }
    m_err->write("\r\033[K" + line.toUtf8());
    m_progressShown = true;
}

void Terminal::wipeProgress() {
    if (m_progressShown) {
        m_err->write("\r\033[K");
        m_progressShown = false;
    }
}

} // namespace bulkhead::console
