// SPDX-License-Identifier: MIT
// ProgramBench: a simulated manager and a home folder of its own for one test of the real binary.
#pragma once

#include "console/program.h"
#include "console/pty_program.h"
#include "simulator/simulated_manager.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace bulkhead::tests {

inline const QString kPlanted = QStringLiteral("s3cret-planted-in-the-test");

class ProgramBench final {
public:
    /// False if it could not be set up.
    bool start() {
        const auto estate = simulator::demoEstate();
        simulator::SimulatorOptions options;
        options.password = kPlanted;
        options.requestsPerSecond = 0;
        if (!estate || !m_home.isValid()) {
            return false;
        }
        auto started = simulator::SimulatedManager::start(*estate, options);
        if (!started) {
            return false;
        }
        manager = std::move(*started);
        return true;
    }

    [[nodiscard]] QString home() const { return m_home.path(); }
    [[nodiscard]] QString path(const QString& name) const {
        return m_home.filePath(QStringLiteral(".vmware-nsx-security/") + name);
    }
    bool write(const QString& name, const QByteArray& bytes) const {
        QDir(m_home.path()).mkpath(QStringLiteral(".vmware-nsx-security"));
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    [[nodiscard]] QByteArray read(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void clear() const { QDir(m_home.path()).removeRecursively(), QDir().mkpath(m_home.path()); }

    /// A configuration with one target "lab", pinned.
    bool configure(const QByteArray& environment, const QByteArray& more = {}) const {
        return write(QStringLiteral("config.yaml"),
                     "targets:\n  lab:\n    host: 127.0.0.1\n    port: " +
                         QByteArray::number(manager->port()) + "\n    environment: " + environment +
                         "\n    fingerprint_sha256: '" + manager->certificateSha256().toUtf8() +
                         "'\n" + more);
    }

    template <typename Any>
    void prepare(Any& program, bool withPassword = true) const {
        program.set("HOME", m_home.path().toUtf8());
        if (withPassword) {
            program.set("VMWARE_NSX_SECURITY_LAB_PASSWORD", kPlanted.toUtf8());
        }
    }
    Ended run(const QStringList& arguments, bool withPassword = true) const {
        Program program;
        program.set(QStringLiteral("HOME"), m_home.path());
        program.set(QStringLiteral("GIVEN"), kPlanted);
        if (withPassword) {
            program.set(QStringLiteral("VMWARE_NSX_SECURITY_LAB_PASSWORD"), kPlanted);
        }
        return program.run(arguments);
    }
    [[nodiscard]] int count(const QByteArray& method) const {
        int found = 0;
        for (const simulator::RequestRecord& record : manager->requests()) {
            found += record.method == method ? 1 : 0;
        }
        return found;
    }

    std::unique_ptr<simulator::SimulatedManager> manager;

private:
    QTemporaryDir m_home;
};

} // namespace bulkhead::tests
