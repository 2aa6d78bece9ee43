// SPDX-License-Identifier: MIT
// LiveManager: a simulated manager with an estate of the test's own, and a source on it.
#pragma once

#include "nsx/snapshot_loader.h"
#include "ops/live_source.h"
#include "ops/source_provider.h"
#include "simulator/simulated_manager.h"
#include "support/await.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <memory>

namespace bulkhead::tests {

/// A wrapper of the hierarchical API: {"resource_type": "ChildGroup", "Group": {…}}.
inline QJsonObject child(const QString& type, const QJsonObject& object) {
    QJsonObject typed = object;
    typed.insert(QStringLiteral("resource_type"), type);
    return {{QStringLiteral("resource_type"), QString(QStringLiteral("Child") + type)},
            {type, typed}};
}

/// `{"infra": tree, …}` of children of /infra and of the default domain, and of machines.
inline QJsonObject estateOf(QJsonArray infraChildren, const QJsonArray& domainChildren,
                            const QJsonArray& machines = {}, const QJsonArray& vifs = {}) {
    infraChildren.append(
        QJsonObject{{QStringLiteral("resource_type"), QStringLiteral("ChildResourceReference")},
                    {QStringLiteral("id"), QStringLiteral("default")},
                    {QStringLiteral("target_type"), QStringLiteral("Domain")},
                    {QStringLiteral("children"), domainChildren}});
    return {{QStringLiteral("infra"),
             QJsonObject{{QStringLiteral("resource_type"), QStringLiteral("Infra")},
                         {QStringLiteral("children"), infraChildren}}},
            {QStringLiteral("virtual_machines"), machines},
            {QStringLiteral("vifs"), vifs}};
}

class LiveManager final {
public:
    /// Empty on failure; see error().
    explicit LiveManager(const QJsonObject& estate) {
        const auto parsed =
            simulator::Estate::fromJson(QJsonDocument(estate).toJson(), QStringLiteral("test"));
        if (!parsed) {
            m_error = parsed.error().message();
            return;
        }
        start(*parsed);
    }
    explicit LiveManager(const simulator::Estate& estate) { start(estate); }

    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] ops::LiveSource& source() { return *m_source; }
    [[nodiscard]] simulator::SimulatedManager& manager() { return *m_manager; }
    [[nodiscard]] QPointer<nsx::Connection> connection() { return &m_source->connection(); }

    /// What the manager holds, read once.
    [[nodiscard]] Result<snapshot::SnapshotPointer> snapshot() const {
        return await(nsx::loadSnapshot(&m_source->connection(), {}, [](const Progress&) {}));
    }

    /// Requests for objects since the last call: logging in is not among them.
    [[nodiscard]] QList<QByteArray> takeRequests() {
        QList<QByteArray> paths;
        for (const auto& request : m_manager->requests()) {
            const bool isLogin = request.path.startsWith("/api/session") ||
                                 request.path.contains("/node/version") ||
                                 request.path.contains("/aaa/user-info");
            if (!isLogin) {
                paths << request.path;
            }
        }
        m_manager->clearRequests();
        return paths;
    }

private:
    void start(const simulator::Estate& estate) {
        simulator::SimulatorOptions options;
        options.password = QStringLiteral("test-password");
        options.requestsPerSecond = 0;
        options.concurrentRequests = 0;
        auto manager = simulator::SimulatedManager::start(estate, options);
        if (!manager) {
            m_error = manager.error().message();
            return;
        }
        m_manager = std::move(*manager);
        config::Target target;
        target.name = QStringLiteral("lab");
        target.host = QStringLiteral("127.0.0.1");
        target.port = m_manager->port();
        target.fingerprintSha256 = m_manager->certificateSha256();
        m_source = std::make_unique<ops::LiveSource>(
            std::make_unique<nsx::Connection>(target, config::Secret(options.password)));
    }

    QString m_error;
    std::unique_ptr<simulator::SimulatedManager> m_manager;
    std::unique_ptr<ops::LiveSource> m_source; ///< goes before the manager that it speaks to
};

} // namespace bulkhead::tests
