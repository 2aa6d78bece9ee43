// SPDX-License-Identifier: MIT
// WriteBench: a simulated manager, a configuration that names it, and the whole pipeline on it.
#pragma once

#include "ops/pipeline.h"
#include "support/await.h"
#include "support/lab.h"
#include "support/memory_guard.h"

#include <memory>
#include <utility>

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
                        const simulator::Estate& estate = simulator::demoEstate().value())
        : m_lab(std::move(options), estate) {
        ops::SourceOptions sourceOptions;
        sourceOptions.configFile = m_lab.configFile();
        m_sources = std::make_shared<ops::SourceProvider>(sourceOptions);
        m_pipeline = std::make_unique<ops::Pipeline>(
            ops::Pipeline::Parts{std::make_shared<const ops::Registry>(ops::Registry::standard()),
                                 m_sources, std::make_shared<AllowingRules>(), audit, undo});
    }
    ~WriteBench() {
        static_cast<void>(await(m_sources->close()));
        m_pipeline.reset();
        m_sources.reset();
        // What was cancelled goes on to its end from the event loop, which the last test of a
        // program does not have any more. A chain of coroutines takes a turn a link.
        constexpr int turns = 20;
        for (int turn = 0; turn < turns; ++turn) {
            QCoreApplication::sendPostedEvents();
        }
    }
    WriteBench(const WriteBench&) = delete;
    WriteBench& operator=(const WriteBench&) = delete;

    [[nodiscard]] simulator::SimulatedManager& manager() { return m_lab.manager(); }
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
    /// The manager's configuration as it is now.
    Result<snapshot::SnapshotPointer> snapshot() {
        return await(m_sources->readAll({}, CancellationToken(), [](const Progress&) {}));
    }
    /// Writes that reached the manager since the last clearRequests(), logins left out.
    QStringList writes() { return m_lab.writes(); }

private:
    Lab m_lab;
    std::shared_ptr<ops::SourceProvider> m_sources;
    std::unique_ptr<ops::Pipeline> m_pipeline;
};

} // namespace bulkhead::tests
