// SPDX-License-Identifier: MIT
// WriteBench: a simulated manager, a configuration that names it, and the whole pipeline on it.
#pragma once

#include "config/password_source.h"
#include "ops/pipeline.h"
#include "simulator/simulated_manager.h"
#include "support/await.h"
#include "support/memory_guard.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace bulkhead::tests {

/// The demo estate (or another) behind the target "lab". Every call goes the way that a person's
/// call goes: configuration, password, TLS, session, pipeline.
class WriteBench final {
public:
    std::shared_ptr<MemoryAudit> audit = std::make_shared<MemoryAudit>();
    std::shared_ptr<MemoryUndo> undo = std::make_shared<MemoryUndo>();
    std::shared_ptr<YesConfirmer> confirmer = std::make_shared<YesConfirmer>();
    CancellationToken token;

    explicit WriteBench(simulator::SimulatorOptions options = {},
                        const simulator::Estate& estate = simulator::demoEstate().value()) {
        using namespace Qt::StringLiterals;
        options.password = u"correct horse 7!"_s;
        options.requestsPerSecond = 0;
        auto started = simulator::SimulatedManager::start(estate, options);
        if (!started) {
            qFatal("%s", qPrintable(started.error().message()));
        }
        m_manager = std::move(*started);
        qputenv(qPrintable(config::passwordVariable(u"lab"_s)), options.password.toUtf8());
        QFile file(m_folder.filePath(u"config.yaml"_s));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("the temporary folder cannot be written");
        }
        file.write(u"targets:\n  lab:\n    host: 127.0.0.1\n    port: %1\n    username: %2\n"
                   "    fingerprint_sha256: \"%3\"\n    environment: test\ndefault_target: lab\n"_s
                       .arg(m_manager->port())
                       .arg(options.user, m_manager->certificateSha256())
                       .toUtf8());
        file.close();
        ops::SourceOptions sourceOptions;
        sourceOptions.configFile = file.fileName();
        m_sources = std::make_shared<ops::SourceProvider>(sourceOptions);
        m_pipeline = std::make_unique<ops::Pipeline>(
            ops::Pipeline::Parts{std::make_shared<const ops::Registry>(ops::Registry::standard()),
                                 m_sources, std::make_shared<AllowingRules>(), audit, undo});
    }
    ~WriteBench() { static_cast<void>(await(m_sources->close())); }
    WriteBench(const WriteBench&) = delete;
    WriteBench& operator=(const WriteBench&) = delete;

    [[nodiscard]] simulator::SimulatedManager& manager() { return *m_manager; }
    [[nodiscard]] const ops::Pipeline& pipeline() const { return *m_pipeline; }

    Result<ops::Outcome> call(const QString& name, const QJsonObject& arguments) {
        ops::CallContext context;
        context.agent = QStringLiteral("test");
        context.confirmer = confirmer;
        context.token = token;
        return await(m_pipeline->call(name, arguments, context));
    }
    /// Fails the test by its message when the call fails.
    QJsonObject must(const QString& name, const QJsonObject& arguments) {
        const auto outcome = call(name, arguments);
        if (!outcome) {
            qWarning("%s: %s", qPrintable(name), qPrintable(outcome.error().message()));
            return {};
        }
        return outcome->result;
    }
    /// Writes that reached the manager since the last clearRequests(), logins left out.
    QStringList writes() {
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
    std::shared_ptr<ops::SourceProvider> m_sources;
    std::unique_ptr<ops::Pipeline> m_pipeline;
};

} // namespace bulkhead::tests
