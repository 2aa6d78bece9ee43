// SPDX-License-Identifier: MIT
// SimulatedProgram: `bulkhead simulate` as a process of its own, for measurements.
#pragma once

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

namespace bulkhead::bench {

using namespace Qt::StringLiterals;

inline constexpr int kPatienceMs = 30'000;

[[noreturn]] inline void giveUp(const QString& why) {
    std::fprintf(stderr, "bench: %s\n", qPrintable(why));
    std::exit(1);
}

/// A simulated manager and a configuration that leads to it.
class SimulatedProgram final {
public:
    explicit SimulatedProgram(const QString& binary) {
        const QString password = QString::number(QRandomGenerator::system()->generate64(), 36);
        qputenv("VMWARE_NSX_SECURITY_BENCH_PASSWORD", password.toUtf8());
        m_process.start(binary, {u"simulate"_s, u"--port"_s, u"0"_s, u"--password-env"_s,
                                 u"VMWARE_NSX_SECURITY_BENCH_PASSWORD"_s});
        QByteArray text;
        while (text.count('\n') < 3) {
            if (!m_process.waitForReadyRead(kPatienceMs)) {
                giveUp(u"the simulated manager does not start"_s);
            }
            text += m_process.readAllStandardOutput();
        }
        const QList<QByteArray> lines = text.split('\n');
        const QByteArray target =
            "targets:\n  bench:\n    host: 127.0.0.1\n    port: " + lines[0].split(':').constLast();
        write(configuration(),
              target + "\n    fingerprint_sha256: '" + lines[1].split(' ').constLast() + "'\n");
        write(oldConfiguration(), target + "\n    verify_ssl: false\ndefault_target: bench\n");
    }
    ~SimulatedProgram() {
        m_process.terminate();
        m_process.waitForFinished(kPatienceMs);
    }
    [[nodiscard]] QString configuration() const { return m_folder.filePath(u"config.yaml"_s); }
    /// For programs that know no fingerprints.
    [[nodiscard]] QString oldConfiguration() const { return m_folder.filePath(u"old.yaml"_s); }

private:
    static void write(const QString& path, const QByteArray& text) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            giveUp(u"no temporary folder"_s);
        }
        file.write(text);
    }

    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace bulkhead::bench
