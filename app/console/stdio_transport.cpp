// SPDX-License-Identifier: MIT
#include "console/stdio_transport.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>

namespace bulkhead::console {

namespace {

constexpr qsizetype kLongestLine = qsizetype{16} * 1024 * 1024;
/// A pipe that is writable takes this much without blocking (POSIX, write() of at most PIPE_BUF).
constexpr qsizetype kWriteStep = PIPE_BUF;

int privateCopy(int descriptor) {
    return ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
}

int takeInput() {
    const int copy = privateCopy(STDIN_FILENO);
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) {
        ::dup2(nothing, STDIN_FILENO);
        ::close(nothing);
    }
    return copy;
}

int takeOutput() {
    const int copy = privateCopy(STDOUT_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    return copy;
}

bool isReady(int descriptor, short events) {
    pollfd one{descriptor, events, 0};
    return ::poll(&one, 1, 0) > 0;
}

} // namespace

StdioTransport::StdioTransport(QObject* parent)
    : StdioTransport(takeInput(), takeOutput(), parent) {}

StdioTransport::StdioTransport(int input, int output, QObject* parent)
    : LineTransport(parent), m_input(input), m_output(output) {}

StdioTransport::~StdioTransport() {
    delete m_readable;
    delete m_writable;
    ::close(m_input);
    ::close(m_output);
}

void StdioTransport::start() {
    if (m_input < 0 || m_output < 0) {
        end(); // started with a closed descriptor: there is nobody to talk to
        return;
    }
    m_readable = new QSocketNotifier(m_input, QSocketNotifier::Read, this);
    connect(m_readable, &QSocketNotifier::activated, this, &StdioTransport::read);
    m_writable = new QSocketNotifier(m_output, QSocketNotifier::Write, this);
    m_writable->setEnabled(!m_pending.isEmpty());
    connect(m_writable, &QSocketNotifier::activated, this, &StdioTransport::write);
}

void StdioTransport::end() {
    if (m_ended) {
        return;
    }
    m_ended = true;
    if (m_readable != nullptr) {
        m_readable->setEnabled(false);
    }
    Q_EMIT closed();
}

void StdioTransport::read() {
    std::array<char, 65536> buffer;
    const ssize_t size = ::read(m_input, buffer.data(), buffer.size());
    if (size > 0) {
        take(QByteArray::fromRawData(buffer.data(), size));
    } else if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
        end();
    }
}

void StdioTransport::take(const QByteArray& bytes) {
    qsizetype from = 0;
    while (from < bytes.size() && !m_ended) {
        const qsizetype feed = bytes.indexOf('\n', from);
        const qsizetype to = feed < 0 ? bytes.size() : feed;
        if (!m_skipping) {
            m_line.append(bytes.constData() + from, to - from);
        }
        if (m_line.size() > kLongestLine) {
            m_skipping = true;
            m_line = QByteArray();
        }
        if (feed < 0) {
            return;
        }
        finishLine();
        from = feed + 1;
    }
}

void StdioTransport::finishLine() {
    if (m_skipping) {
        m_skipping = false;
        Q_EMIT lineTooLong();
        return;
    }
    QByteArray line;
    line.swap(m_line);
    if (line.endsWith('\r')) {
        line.chop(1);
    }
    if (!line.trimmed().isEmpty()) {
        Q_EMIT lineReceived(line);
    }
}

void StdioTransport::send(const QByteArray& line) {
    if (m_output < 0) {
        return;
    }
    m_pending += line;
    m_pending += '\n';
    write();
}

void StdioTransport::watchWriting(bool wanted) {
    if (m_writable != nullptr) { // before start() nobody waits for the pipe
        m_writable->setEnabled(wanted);
    }
}

void StdioTransport::write() {
    qsizetype written = 0;
    while (written < m_pending.size() && isReady(m_output, POLLOUT)) {
        const qsizetype step = qMin(kWriteStep, m_pending.size() - written);
        const ssize_t done =
            ::write(m_output, m_pending.constData() + written, static_cast<std::size_t>(step));
        if (done > 0) {
            written += done;
        } else if (done < 0 && errno != EINTR && errno != EAGAIN) {
            // The reader is gone: nothing that is still waiting can reach anybody.
            m_pending.clear();
            watchWriting(false);
            end();
            return;
        }
    }
    m_pending.remove(0, written);
    watchWriting(!m_pending.isEmpty());
    if (m_pending.isEmpty()) {
        Q_EMIT flushed();
    }
}

} // namespace bulkhead::console
