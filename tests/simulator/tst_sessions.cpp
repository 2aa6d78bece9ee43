// SPDX-License-Identifier: MIT
#include "manager_test.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

class TestSessions : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void createsAndDestroysASession() {
        m_client->clearHeaders();
        const Reply created = login(kPassword);
        QCOMPARE(created.status, 200);
        QVERIFY(created.body.isEmpty());
        QVERIFY(!created.hasHeader("Content-Type"));
        QVERIFY(created.header("Set-Cookie").contains(';'));
        QCOMPARE(m_manager->openSessions(), 1);

        useSession(created);
        QCOMPARE(m_client->get(kVersion).status, 200);

        QCOMPARE(m_client->postForm(u"/api/session/destroy"_s, {}).status, 200);
        QCOMPARE(m_manager->openSessions(), 0);
        QCOMPARE(m_client->get(kVersion).status, 401);
    }

    void refusesAWrongPassword() {
        m_client->clearHeaders();
        const Reply reply = login(u"wrong"_s);
        QCOMPARE(reply.status, 403);
        QCOMPARE(reply.errorCode(), 403);
        QVERIFY(!reply.hasHeader("Set-Cookie"));
        QCOMPARE(m_manager->openSessions(), 0);

        m_client->useBasic(u"admin"_s, u"wrong"_s);
        QCOMPARE(m_client->get(kVersion).errorCode(), 403);
        m_client->useBasic(u"someone"_s, kPassword);
        QCOMPARE(m_client->get(kVersion).errorCode(), 403);
    }

    void refusesStrangers() {
        m_client->clearHeaders();
        const Reply reply = m_client->get(kVersion);
        QCOMPARE(reply.status, 401);
        QCOMPARE(reply.json().value(u"httpStatus").toString(), u"UNAUTHORIZED"_s);
        m_client->setHeader("Authorization", "Bearer abc");
        QCOMPARE(m_client->get(kVersion).status, 401);
    }

    void takesBasicAndRemote() {
        QCOMPARE(m_client->get(kVersion).status, 200);
        m_client->setHeader("Authorization",
                            "Remote " + ("admin:" + kPassword.toUtf8()).toBase64());
        QCOMPARE(m_client->get(kVersion).status, 200);
        QCOMPARE(m_manager->openSessions(), 0);
    }

    void asksForTheXsrfTokenEvenOnReads() {
        m_client->clearHeaders();
        useSession(login(kPassword));
        m_client->setHeader("X-XSRF-TOKEN", "something-else");
        const Reply reply = m_client->get(kVersion);
        QCOMPARE(reply.status, 403);
        QCOMPARE(reply.errorCode(), 98);
    }

    void endsExpiredSessions() {
        m_client->clearHeaders();
        useSession(login(kPassword));
        m_manager->expireSessions();
        QCOMPARE(m_client->get(kVersion).status, 401);
        // Terraform's provider sends its credentials along: it is let in.
        m_client->useBasic(u"admin"_s, kPassword);
        QCOMPARE(m_client->get(kVersion).status, 200);
    }

    void endsIdleSessions() {
        SimulatorOptions options;
        options.sessionTimeoutSeconds = 1;
        start(options);
        m_client->clearHeaders();
        useSession(login(kPassword));
        QCOMPARE(m_manager->openSessions(), 1);
        QTRY_COMPARE(m_manager->openSessions(), 0);
        QCOMPARE(m_client->get(kVersion).status, 401);
    }

    void doesNotRecordThePassword() {
        m_client->clearHeaders();
        useSession(login(kPassword));
        m_client->get(kVersion);
        const std::vector<RequestRecord> records = m_manager->requests();
        QCOMPARE(records.size(), std::size_t{2});
        QCOMPARE(records[0].path, QByteArray("/api/session/create"));
        QCOMPARE(records[0].method, QByteArray("POST"));
        QVERIFY(records[0].body.isEmpty());
        QCOMPARE(records[1].status, 200);
        m_manager->clearRequests();
        QVERIFY(m_manager->requests().empty());
    }

    void showsACertificateOfItsOwn() {
        const std::unique_ptr<SimulatedManager> other = startManager(Estate::empty());
        QCOMPARE(m_manager->certificateSha256().size(), 95);
        QVERIFY(m_manager->certificateSha256() != other->certificateSha256());
        QVERIFY(m_manager->certificatePem().startsWith("-----BEGIN CERTIFICATE-----"));
    }

    void stopsWhileClientsAreConnected() {
        QCOMPARE(m_client->get(kVersion).status, 200); // the connection stays open
        m_manager->stop();
        m_manager->stop();
        QCOMPARE(m_client->get(kVersion).status, 0);
    }

    void refusesAPortThatIsTaken() {
        SimulatorOptions options;
        options.password = kPassword;
        options.port = m_manager->port();
        const auto second = SimulatedManager::start(Estate::empty(), options);
        QVERIFY(!second);
        QVERIFY(second.error().message().contains(QString::number(options.port)));
    }

    void refusesBadOptions_data() {
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("address");
        QTest::newRow("no password") << QString() << u"4.2.1"_s << u"127.0.0.1"_s;
        QTest::newRow("short version") << kPassword << u"4"_s << u"127.0.0.1"_s;
        QTest::newRow("foreign address") << kPassword << u"4.2.1"_s << u"192.0.2.1"_s;
    }
    void refusesBadOptions() {
        QFETCH(QString, password);
        QFETCH(QString, version);
        QFETCH(QString, address);
        SimulatorOptions options;
        options.password = password;
        options.productVersion = version;
        options.listenAddress = address;
        const auto manager = SimulatedManager::start(Estate::empty(), options);
        QVERIFY(!manager);
        QVERIFY(!manager.error().remedy.isEmpty());
        QVERIFY(!manager.error().message().contains(kPassword));
    }

    void limitsRequestsPerSecond() {
        SimulatorOptions options;
        options.requestsPerSecond = 5;
        const std::unique_ptr<SimulatedManager> manager = startManager(Estate::empty(), options);
        ApiClient client(*manager);
        int refused = 0;
        for (int i = 0; i < 40 && refused == 0; ++i) {
            const Reply reply = client.get(kVersion);
            if (reply.status == 429) {
                QCOMPARE(reply.errorCode(), 102);
                ++refused;
            }
        }
        QCOMPARE(refused, 1);
    }

    void limitsRequestsAtTheSameTime() {
        SimulatorOptions options;
        options.concurrentRequests = 1;
        const std::unique_ptr<SimulatedManager> manager = startManager(Estate::empty(), options);
        // The gate is entered behind a fault's delay, so the delay cannot hold it; many clients
        // can.
        std::atomic<int> refused = 0;
        std::vector<std::thread> threads;
        threads.reserve(8);
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                ApiClient client(*manager);
                for (int j = 0; j < 200 && refused == 0; ++j) {
                    if (client.get(policy(u"/infra/services"_s)).status == 429) {
                        ++refused;
                    }
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QVERIFY(refused > 0);
    }

    void answersAboutItself_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        const QString version = SimulatorOptions().productVersion;
        QTest::newRow("version") << u"/api/v1/node/version"_s << u"product_version"_s << version;
        QTest::newRow("node") << u"/api/v1/node"_s << u"node_type"_s << u"NSX Manager"_s;
        QTest::newRow("health") << u"/api/v1/reverse-proxy/node/health"_s << u"healthy"_s
                                << u"true"_s;
        QTest::newRow("user") << u"/policy/api/v1/aaa/user-info"_s << u"user_name"_s << u"admin"_s;
        QTest::newRow("limits") << u"/api/v1/cluster/api-service"_s << u"session_timeout"_s
                                << u"1800"_s;
        QTest::newRow("eula") << u"/policy/api/v1/eula/acceptance"_s << u"acceptance"_s
                              << u"true"_s;
        QTest::newRow("domain") << u"/policy/api/v1/infra/domains/default"_s << u"path"_s
                                << u"/infra/domains/default"_s;
        QTest::newRow("enforcement point")
            << u"/policy/api/v1/infra/sites/default/enforcement-points/default"_s << u"id"_s
            << u"default"_s;
    }
    void answersAboutItself() {
        QFETCH(QString, path);
        QFETCH(QString, field);
        QFETCH(QString, value);
        const Reply reply = m_client->get(path);
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.header("Content-Type").contains("application/json"));
        QCOMPARE(reply.json().value(field).toVariant().toString(), value);
    }

    void saysThatItsClusterIsStable() {
        const QJsonObject status = m_client->get(u"/api/v1/cluster/status"_s).json();
        QCOMPARE(status.value(u"mgmt_cluster_status").toObject().value(u"status").toString(),
                 u"STABLE"_s);
        QCOMPARE(
            status.value(u"detailed_cluster_status").toObject().value(u"groups").toArray().size(),
            5);
    }

    void refusesUnknownUrlsAsJson_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("root") << u"/"_s;
        QTest::newRow("unknown") << u"/api/v1/nothing/here"_s;
        QTest::newRow("odd part of an object") << u"/policy/api/v1/infra/drafts/none/odd"_s;
        QTest::newRow("odd collection") << u"/policy/api/v1/infra/unicorns/1"_s;
    }
    void refusesUnknownUrlsAsJson() {
        QFETCH(QString, path);
        const Reply reply = m_client->get(path);
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.errorCode(), 600);
        QCOMPARE(reply.json().value(u"httpStatus").toString(), u"NOT_FOUND"_s);
    }

    void refusesAMethodThatAUrlDoesNotHave() { QCOMPARE(m_client->put(kVersion, {}).status, 405); }

private:
    Reply login(const QString& password) {
        return m_client->postForm(u"/api/session/create"_s,
                                  "j_username=admin&j_password=" +
                                      password.toUtf8().toPercentEncoding());
    }
    void useSession(const Reply& created) {
        m_client->setHeader("Cookie", created.header("Set-Cookie").split(';').first());
        m_client->setHeader("X-XSRF-TOKEN", created.header("X-XSRF-TOKEN"));
    }

    const QString kVersion = u"/api/v1/node/version"_s;
};

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
