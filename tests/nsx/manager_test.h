// SPDX-License-Identifier: MIT
// ManagerTest: a simulated manager with the demo estate, new for every test function.
#pragma once

#include "nsx/connection.h"
#include "simulator/simulated_manager.h"

#include <QCoreApplication>
#include <QObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <memory>

namespace bulkhead::tests {

class ManagerTest : public QObject {
    Q_OBJECT
protected:
    [[nodiscard]] static QString password() { return QStringLiteral("Bulk head!&=+%\u00fc"); }
    [[nodiscard]] std::unique_ptr<nsx::Connection>
    connection(const QString& secret = password()) const {
        return std::make_unique<nsx::Connection>(m_target, config::Secret(secret));
    }
    [[nodiscard]] qsizetype count(const QByteArray& pathContains) const {
        const auto requests = m_manager->requests();
        return std::count_if(requests.cbegin(), requests.cend(), [&](const auto& request) {
            return request.path.contains(pathContains);
        });
    }
    void fault(simulator::Fault::Kind kind, const QByteArray& path, int times, int status = 503) {
        simulator::Fault fault;
        fault.kind = kind;
        fault.pathContains = path;
        fault.count = times;
        fault.status = status;
        m_manager->addFault(fault);
    }

    std::unique_ptr<simulator::SimulatedManager> m_manager;
    config::Target m_target;

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        const auto estate = simulator::demoEstate();
        QVERIFY2(estate, estate ? "" : qPrintable(estate.error().message()));
        simulator::SimulatorOptions options;
        options.password = password();
        auto manager = simulator::SimulatedManager::start(*estate, options);
        QVERIFY2(manager, manager ? "" : qPrintable(manager.error().message()));
        m_manager = std::move(*manager);
        m_target = config::Target();
        m_target.name = QStringLiteral("lab");
        m_target.host = QStringLiteral("127.0.0.1");
        m_target.port = m_manager->port();
        m_target.environment = QStringLiteral("test");
        m_target.fingerprintSha256 = m_manager->certificateSha256();
    }
    void cleanup() {
        m_manager.reset();
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
};

} // namespace bulkhead::tests
