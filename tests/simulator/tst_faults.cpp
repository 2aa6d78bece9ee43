// SPDX-License-Identifier: MIT
// Faults on request: what a client sees, how often, and what was done anyway.
#include "manager_test.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kVersion = u"/api/v1/node/version"_s;
const QString kGroup = u"/policy/api/v1/infra/domains/default/groups/g"_s;

Fault fault(Fault::Kind kind, const QByteArray& path = {}) {
    Fault made;
    made.kind = kind;
    made.pathContains = path;
    return made;
}

} // namespace

class TestFaults : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void strikesTheRequestsThatItIsMeantFor() {
        Fault unavailable = fault(Fault::Kind::Status, "node/version");
        unavailable.method = "GET";
        unavailable.count = 2;
        unavailable.retryAfterSeconds = 3;
        m_manager->addFault(unavailable);
        QCOMPARE(m_client->get(u"/api/v1/node"_s).status, 200);
        QCOMPARE(m_client->put(kVersion, {}).status, 405);
        const Reply struck = m_client->get(kVersion);
        QCOMPARE(struck.status, 503);
        QCOMPARE(struck.json().value(u"httpStatus").toString(), u"SERVICE_UNAVAILABLE"_s);
        QCOMPARE(struck.header("Retry-After"), QByteArray("3"));
        QCOMPARE(m_client->get(kVersion).status, 503);
        QCOMPARE(m_client->get(kVersion).status, 200);
    }

    void strikesUntilCleared() {
        Fault gone = fault(Fault::Kind::Status);
        gone.status = 502;
        gone.count = -1;
        m_manager->addFault(gone);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(m_client->get(kVersion).status, 502);
        }
        m_manager->clearFaults();
        QCOMPARE(m_client->get(kVersion).status, 200);
    }

    void answersAsTheManagerWould_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, Fault::Kind kind, int status, int code) {
            QTest::newRow(name) << static_cast<int>(kind) << status << code;
        };
        row("xsrf", Fault::Kind::BadXsrf, 403, 98);
        row("rate", Fault::Kind::RateLimit, 429, 102);
        row("revision", Fault::Kind::StaleRevision, 412, 604);
    }
    void answersAsTheManagerWould() {
        QFETCH(int, kind);
        QFETCH(int, status);
        QFETCH(int, code);
        m_manager->addFault(fault(static_cast<Fault::Kind>(kind)));
        const Reply reply = m_client->put(kGroup, {});
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.errorCode(), code);
        QCOMPARE(m_client->get(kGroup).status, 404); // nothing was done
    }

    void answersWithWebPagesAndStrangeJson() {
        m_manager->addFault(fault(Fault::Kind::HtmlBody));
        const Reply page = m_client->get(kVersion);
        QCOMPARE(page.status, 200);
        QVERIFY(page.header("Content-Type").startsWith("text/html"));
        QVERIFY(page.body.contains("<html>"));
        m_manager->addFault(fault(Fault::Kind::WrongJson));
        const Reply strange = m_client->get(kVersion);
        QCOMPARE(strange.body, QByteArray("[1,2,3]"));
        QCOMPARE(m_client->get(kVersion).status, 200);
    }

    void dropsTheConnectionAfterTheWork() {
        m_manager->addFault(fault(Fault::Kind::DropConnection, "groups/g"));
        QCOMPARE(m_client->put(kGroup, {}).status, 0);
        QCOMPARE(m_client->get(kGroup).status, 200); // the write went through all the same
        QCOMPARE(m_manager->requests().front().status, 0);
    }

    void cutsTheBody() {
        m_manager->addFault(fault(Fault::Kind::TruncateBody));
        QCOMPARE(m_client->get(kVersion).status, 0);
        QCOMPARE(m_client->get(kVersion).status, 200);
    }

    void cutsBodiesThatAreEmpty() {
        QCOMPARE(m_client->put(kGroup, {}).status, 200);
        m_manager->addFault(fault(Fault::Kind::TruncateBody));
        QCOMPARE(m_client->patch(kGroup, {}).status, 0);
    }

    void endsSessions() {
        const Reply created = m_client->postForm(u"/api/session/create"_s,
                                                 "j_username=admin&j_password=" +
                                                     kPassword.toUtf8().toPercentEncoding());
        m_client->clearHeaders();
        m_client->setHeader("Cookie", created.header("Set-Cookie").split(';').first());
        m_client->setHeader("X-XSRF-TOKEN", created.header("X-XSRF-TOKEN"));
        m_manager->addFault(fault(Fault::Kind::ExpireSession, "version"));
        QCOMPARE(m_client->get(u"/api/v1/node"_s).status, 200);
        QCOMPARE(m_client->get(kVersion).status, 401);
        QCOMPARE(m_manager->openSessions(), 0);
    }

    void delaysAndThenStrikesAgain() {
        Fault slow = fault(Fault::Kind::Delay);
        slow.delayMs = 50;
        m_manager->addFault(slow);
        m_manager->addFault(fault(Fault::Kind::Status));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(m_client->get(kVersion).status, 503);
        QVERIFY(timer.elapsed() >= 50); // never earlier; how much later is the machine's business
        QCOMPARE(m_client->get(kVersion).status, 200);
    }

    void saysWhatItIsToldToSay() {
        Fault planted = fault(Fault::Kind::Status, "groups/g");
        planted.status = 400;
        planted.errorCode = 500087;
        planted.message = "The dependency \xC3\xA4 is stale.";
        planted.module = "policy";
        m_manager->addFault(planted);
        const QJsonObject error = m_client->put(kGroup, {}).json();
        QCOMPARE(error.value(u"httpStatus").toString(), u"BAD_REQUEST"_s);
        QCOMPARE(error.value(u"error_code").toInt(), 500087);
        QCOMPARE(error.value(u"error_message").toString(), u"The dependency ä is stale."_s);
        QCOMPARE(error.value(u"module_name").toString(), u"policy"_s);
        QCOMPARE(m_client->get(kGroup).status, 404); // nothing was done
    }

    void failsAfterTheDeed() {
        Fault late = fault(Fault::Kind::Status, "groups/g");
        late.status = 504;
        late.isDone = true;
        m_manager->addFault(late);
        QCOMPARE(m_client->put(kGroup, {}).status, 504);
        QCOMPARE(m_client->get(kGroup).status, 200);
    }

    void losesRequests() {
        m_manager->addFault(fault(Fault::Kind::LoseRequest, "groups/g"));
        QCOMPARE(m_client->put(kGroup, {}).status, 0);
        QCOMPARE(m_client->get(kGroup).status, 404);
    }

    void stopsInTheMiddleOfADelay() {
        Fault slow = fault(Fault::Kind::Delay);
        slow.delayMs = 600'000;
        m_manager->addFault(slow);
        // Whether the request has come that far or not: neither side may wait for the delay.
        std::thread client([this] { m_client->get(kVersion); });
        m_manager->stop();
        client.join();
        QCOMPARE(m_client->get(kVersion).status, 0);
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
