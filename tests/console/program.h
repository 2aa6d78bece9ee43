// SPDX-License-Identifier: MIT
// Program: the real binary as a child process.
#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <csignal>

namespace bulkhead::tests {

struct Ended {
    int code = -1; ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;
};

class Program final {
public:
    Program() {
        m_process.setProgram(qEnvironmentVariable("BULKHEAD_BINARY"));
        m_environment = QProcessEnvironment::systemEnvironment();
    }
    ~Program() {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    void set(const QString& variable, const QString& value) {
        m_environment.insert(variable, value);
    }
    void unset(const QString& variable) { m_environment.remove(variable); }
    /// Nothing but what MCP clients pass on.
    void useBareEnvironment() {
        QProcessEnvironment bare;
        for (const QString& name : {QStringLiteral("HOME"), QStringLiteral("PATH")}) {
            bare.insert(name, m_environment.value(name));
        }
        for (const QString& name : m_environment.keys()) {
            if (name.endsWith(QStringLiteral("SAN_OPTIONS"))) {
                bare.insert(name, m_environment.value(name));
            }
        }
        m_environment = bare;
    }

    bool start(const QStringList& arguments) {
        m_process.setProcessEnvironment(m_environment);
        m_process.setArguments(arguments);
        m_process.start();
        return m_process.waitForStarted();
    }
    void write(const QByteArray& bytes) { m_process.write(bytes); }
    void closeInput() { m_process.closeWriteChannel(); }
    void signal(int number) const { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    [[nodiscard]] QProcess& process() { return m_process; }

    /// Waits for one line of output.
    QByteArray readLine() {
        if (!QTest::qWaitFor([this] { return m_process.canReadLine(); }, 20'000)) {
            return {};
        }
        return m_process.readLine();
    }

    Ended end() {
        if (!QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; },
                             30'000)) {
            return {};
        }
        return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1,
                m_process.readAllStandardOutput(), m_process.readAllStandardError()};
    }
    Ended run(const QStringList& arguments) {
        if (!start(arguments)) {
            return {};
        }
        closeInput();
        return end();
    }

private:
    QProcess m_process;
    QProcessEnvironment m_environment;
};

} // namespace bulkhead::tests
