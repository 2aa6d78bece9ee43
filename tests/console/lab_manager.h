// SPDX-License-Identifier: MIT
// LabManager: a simulated manager, a folder and a configuration that calls it "lab", for tests of
// the real binary without a home of its own.
#pragma once

#include "console/program.h"
#include "simulator/simulated_manager.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace bulkhead::tests {

inline const QString kLabPassword = QStringLiteral("s3cret-planted-in-the-test");
inline const QString kLabVariable = QStringLiteral("VMWARE_NSX_SECURITY_LAB_PASSWORD");

inline int lines(const QByteArray& text) {
    return static_cast<int>(text.count('\n'));
}

/// Without the lines of the progress display, which a slow machine (or a sanitizer) brings out.
inline QByteArray lasting(const QByteArray& text) {
    QByteArray kept;
    for (const QByteArray& line : text.split('\n')) {
        if (!line.isEmpty() && !line.contains(" …")) {
            kept += line + '\n';
        }
    }
    return kept;
}

class LabManager final {
public:
    /// False if it could not be set up.
    bool start() {
        const auto estate = simulator::demoEstate();
        if (!estate || !QFile::exists(qEnvironmentVariable("BULKHEAD_BINARY"))) {
            return false;
        }
        simulator::SimulatorOptions options;
        options.password = kLabPassword;
        auto started = simulator::SimulatedManager::start(*estate, options);
        if (!started) {
            return false;
        }
        manager = std::move(*started);
        return true;
    }

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            return {};
        }
        return file.fileName();
    }

    /// A configuration whose only target is the manager of this test.
    [[nodiscard]] QString config(const QByteArray& more, quint16 port) const {
        return write(QStringLiteral("config.yaml"),
                     "targets:\n  lab:\n    host: 127.0.0.1\n    port: " +
                         QByteArray::number(port) + "\n    timeout_seconds: 5\n" + more);
    }
    [[nodiscard]] QString goodConfig() const {
        return config("    fingerprint_sha256: '" + manager->certificateSha256().toUtf8() + "'\n",
                      manager->port());
    }
    [[nodiscard]] Ended run(const QStringList& arguments) const {
        Program program;
        program.set(kLabVariable, kLabPassword);
        return program.run(arguments + QStringList{QStringLiteral("--config"), goodConfig()});
    }

    std::unique_ptr<simulator::SimulatedManager> manager;

private:
    QTemporaryDir m_folder;
};

} // namespace bulkhead::tests
