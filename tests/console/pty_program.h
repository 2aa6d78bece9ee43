// SPDX-License-Identifier: MIT
// PtyProgram: the real binary on a terminal of its own, as a person meets it.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>
#include <QTest>

#include <fcntl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

#include <array>
#include <cerrno>
#include <csignal>
#include <vector>

namespace bulkhead::tests {

class PtyProgram final {
public:
    PtyProgram() = default;
    ~PtyProgram() {
        if (m_child > 0) {
            ::kill(m_child, SIGKILL);
            ::waitpid(m_child, nullptr, 0);
        }
        if (m_terminal >= 0) {
            ::close(m_terminal);
        }
    }
    PtyProgram(const PtyProgram&) = delete;
    PtyProgram& operator=(const PtyProgram&) = delete;

    void set(const QByteArray& variable, const QByteArray& value) {
        m_variables.insert(variable, value);
    }

    bool start(const QStringList& arguments) {
        std::vector<QByteArray> words{qgetenv("BULKHEAD_BINARY")};
        for (const QString& argument : arguments) {
            words.push_back(argument.toUtf8());
        }
        std::vector<char*> pointers;
        for (QByteArray& word : words) {
            pointers.push_back(word.data());
        }
        pointers.push_back(nullptr);
        winsize size{24, 120, 0, 0};
        m_child = ::forkpty(&m_terminal, nullptr, nullptr, &size);
        if (m_child == 0) {
            for (auto it = m_variables.cbegin(); it != m_variables.cend(); ++it) {
                ::setenv(it.key().constData(), it.value().constData(), 1);
            }
            ::execv(pointers.front(), pointers.data());
            ::_exit(127);
        }
        return m_child > 0 && ::fcntl(m_terminal, F_SETFL, O_NONBLOCK) == 0;
    }

    /// Waits until the text appears behind everything that was waited for before.
    bool waitFor(const QByteArray& text) {
        return QTest::qWaitFor(
            [this, &text] {
                read();
                const qsizetype at = m_output.indexOf(text, m_seen);
                if (at >= 0) {
                    m_seen = at + text.size();
                }
                return at >= 0;
            },
            20'000);
    }
    /// Answers a question.
    bool answer(const QByteArray& question, const QByteArray& line) {
        return waitFor(question) && type(line + '\n');
    }
    bool type(const QByteArray& keys) {
        return ::write(m_terminal, keys.constData(), static_cast<std::size_t>(keys.size())) ==
               keys.size();
    }
    /// Whether the terminal shows what is typed.
    [[nodiscard]] bool echoes() const {
        termios settings{};
        return ::tcgetattr(m_terminal, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
    }

    /// The exit code; -1: it crashed or did not end.
    int end() {
        int status = 0;
        const bool ended = QTest::qWaitFor(
            [this, &status] {
                read();
                return ::waitpid(m_child, &status, WNOHANG) == m_child;
            },
            30'000);
        read();
        if (!ended) {
            return -1;
        }
        m_child = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    [[nodiscard]] const QByteArray& output() const { return m_output; }

private:
    void read() {
        std::array<char, 4096> buffer;
        for (;;) {
            const ssize_t size = ::read(m_terminal, buffer.data(), buffer.size());
            if (size <= 0) {
                return; // nothing there, or the other side is closed
            }
            m_output.append(buffer.data(), size);
        }
    }

    QHash<QByteArray, QByteArray> m_variables;
    QByteArray m_output;
    qsizetype m_seen = 0;
    int m_terminal = -1;
    pid_t m_child = -1;
};

} // namespace bulkhead::tests
