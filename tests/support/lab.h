// SPDX-License-Identifier: MIT
// Lab: a simulated manager and a configuration whose target "lab" is that manager.
#pragma once

#include "config/password_source.h"
#include "simulator/simulated_manager.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace bulkhead::tests {

/// The demo estate or another, without a rate limit. The password stands in the environment, where
/// child processes find it, too.
class Lab final {
public:
    explicit Lab(simulator::SimulatorOptions options = {},
                 const simulator::Estate& estate = simulator::demoEstate().value()) {
        using namespace Qt::StringLiterals;
        options.password = u"correct horse 7!"_s;
        options.requestsPerSecond = 0;
        options.concurrentRequests = 0;
        auto started = simulator::SimulatedManager::start(estate, options);
        if (!started) {
            qFatal("%s", qPrintable(started.error().message()));
        }
        m_manager = std::move(*started);
        qputenv(qPrintable(config::passwordVariable(u"lab"_s)), options.password.toUtf8());
        QFile file(configFile());
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("the temporary folder cannot be written");
        }
        file.write(u"targets:\n  lab:\n    host: 127.0.0.1\n    port: %1\n    username: %2\n"
                   "    fingerprint_sha256: \"%3\"\n    environment: test\ndefault_target: lab\n"_s
                       .arg(m_manager->port())
                       .arg(options.user, m_manager->certificateSha256())
                       .toUtf8());
    }

    [[nodiscard]] simulator::SimulatedManager& manager() { return *m_manager; }
    [[nodiscard]] QString configFile() const {
        return m_folder.filePath(QStringLiteral("config.yaml"));
    }
    /// Writes that reached the manager since the last clearRequests(), logins left out.
    [[nodiscard]] QStringList writes() const {
        QStringList lines;
        for (const simulator::RequestRecord& request : m_manager->requests()) {
            if (request.method != "GET" && !request.path.startsWith("/api/session")) {
                lines << QString::fromLatin1(request.method + ' ' + request.path);
            }
        }
        return lines;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<simulator::SimulatedManager> m_manager;
};

} // namespace bulkhead::tests
