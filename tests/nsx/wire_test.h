// SPDX-License-Identifier: MIT
// WireTest: a connection and the server that it talks to, new for every test function.
#pragma once

#include "nsx/certificate_facts.h"
#include "nsx/connection.h"
#include "nsx/wire_server.h"

#include <QCoreApplication>
#include <QObject>
#include <QRegularExpression>
#include <QSslSocket>
#include <QTest>

#include <memory>

namespace bulkhead::tests {

class WireTest : public QObject {
    Q_OBJECT
protected:
    /// Every kind of character that something on the way could mistake.
    [[nodiscard]] static QString password() {
        return QStringLiteral("S3cr3t \"'<>&?=%+;#/\\\u00e4\u00f6\u00fc\u00df");
    }
    [[nodiscard]] std::unique_ptr<nsx::Connection> connectionTo(quint16 port) const {
        config::Target target = m_target;
        target.port = port;
        return std::make_unique<nsx::Connection>(target, config::Secret(password()));
    }
    [[nodiscard]] std::unique_ptr<nsx::Connection> connection() const {
        return connectionTo(m_server->port());
    }

    TestCertificate m_identity = TestCertificate::make({});
    std::unique_ptr<WireServer> m_server;
    config::Target m_target;

private Q_SLOTS:
    void initTestCase() {
        qputenv("HTTPS_PROXY", "http://192.0.2.1:9"); // loopback must not be asked for there
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        m_server = std::make_unique<WireServer>(m_identity);
        m_target = config::Target();
        m_target.name = QStringLiteral("lab");
        m_target.host = QStringLiteral("127.0.0.1");
        m_target.username = QStringLiteral("ad min+\u00fc");
        m_target.fingerprintSha256 = nsx::fingerprintOf(m_identity.certificate());
    }
    void cleanup() {
        m_server.reset();
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
};

} // namespace bulkhead::tests
