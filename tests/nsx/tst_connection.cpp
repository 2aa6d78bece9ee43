// SPDX-License-Identifier: MIT
// The connection against the simulated manager and its faults.
#include "nsx/api_path.h"
#include "nsx/await.h"
#include "nsx/connection.h"
#include "nsx/manager_test.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;
using bulkhead::simulator::Fault;

namespace {
const QString kGroups = u"/policy/api/v1/infra/domains/default/groups"_s;
} // namespace

class TestConnection : public ManagerTest {
    Q_OBJECT
private Q_SLOTS:
    void logsIn();
    void refusesAWrongPassword();
    void doesNotLockTheAccount();
    void renewsAnExpiredSession();
    void renewsAWrongToken();
    void repeatsReads_data();
    void repeatsReads();
    void givesUpAfterFourTries();
    void cancelsASlowRead();
    void keepsToItsOwnLimits();
};

void TestConnection::logsIn() {
    const auto c = connection();
    AWAIT_OK(facts, c->open({}));
    QVERIFY(facts.value().productVersion.startsWith(u"4.2"_s));
    QCOMPARE(facts.value().userName, u"admin"_s);
    QVERIFY(!facts.value().roles.isEmpty());
    QCOMPARE(facts.value().host, u"127.0.0.1:"_s + QString::number(m_manager->port()));
    for (int again = 0; again < 2; ++again) {
        AWAIT_OK(known, c->open({}));
        QCOMPARE(known.value().userName, u"admin"_s);
        QCOMPARE(known.value().host, facts.value().host);
    }
    QCOMPARE(m_manager->openSessions(), 1);
    QVERIFY(c->certificate());
    QCOMPARE(c->certificate()->fingerprintSha256, m_manager->certificateSha256());
    AWAIT_OK(closed, c->close());
    QCOMPARE(m_manager->openSessions(), 0);
}

void TestConnection::refusesAWrongPassword() {
    const auto c = connection(u"wrong"_s);
    AWAIT_ERROR(refused, ErrorKind::Authentication, c->open({}));
    QVERIFY(refused.error().remedy.contains(u"VMWARE_NSX_SECURITY_LAB_PASSWORD"_s));
    QVERIFY(refused.error().problem.contains(u"admin"_s));
    QVERIFY(refused.error().fault);
    QCOMPARE(refused.error().fault->httpStatus, 403);
    QVERIFY(!refused.error().message().contains(u"wrong"_s + u"\""_s));
}

void TestConnection::doesNotLockTheAccount() {
    const auto c = connection(u"wrong"_s);
    for (int i = 0; i < 5; ++i) {
        AWAIT_ERROR(refused, ErrorKind::Authentication, c->get(kGroups, {}, {}));
    }
    QCOMPARE(count("/api/session/create"), 3);
    QCOMPARE(count("/groups"), 0);
}

void TestConnection::renewsAnExpiredSession() {
    const auto c = connection();
    AWAIT_OK(first, c->get(kGroups, {}, {}));
    m_manager->expireSessions();
    AWAIT_OK(second, c->get(kGroups, {}, {}));
    QCOMPARE(count("/api/session/create"), 2);
    m_manager->expireSessions();
    // Several at once renew it once.
    tests::Awaited a(c->get(kGroups, {}, {}));
    tests::Awaited b(c->get(kGroups, {}, {}));
    tests::Awaited d(c->send("PATCH", kGroups + u"/new"_s, {}, R"({"display_name":"new"})", {}));
    QTRY_VERIFY_WITH_TIMEOUT(a.isDone() && b.isDone() && d.isDone(), 20000);
    QVERIFY2(a.isOk(), a.message().constData());
    QVERIFY2(b.isOk(), b.message().constData());
    QVERIFY2(d.isOk(), d.message().constData());
    QCOMPARE(count("/api/session/create"), 3);
    // A session that does not hold is no reason to go round in circles.
    fault(Fault::Kind::ExpireSession, "/groups", -1);
    AWAIT_ERROR(lost, ErrorKind::Authentication, c->get(kGroups, {}, {}));
    QCOMPARE(count("/api/session/create"), 4);
}

void TestConnection::renewsAWrongToken() {
    const auto c = connection();
    AWAIT_OK(first, c->get(kGroups, {}, {}));
    fault(Fault::Kind::BadXsrf, "/groups", 1);
    AWAIT_OK(second, c->get(kGroups, {}, {}));
    QCOMPARE(count("/api/session/create"), 2);
}

void TestConnection::repeatsReads_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::newRow("503") << int(Fault::Kind::Status) << 503;
    QTest::newRow("502") << int(Fault::Kind::Status) << 502;
    QTest::newRow("504") << int(Fault::Kind::Status) << 504;
    QTest::newRow("429") << int(Fault::Kind::RateLimit) << 429;
    QTest::newRow("cut in the middle") << int(Fault::Kind::TruncateBody) << 200;
    QTest::newRow("dropped") << int(Fault::Kind::DropConnection) << 0;
}

void TestConnection::repeatsReads() {
    QFETCH(int, kind);
    QFETCH(int, status);
    const auto c = connection();
    AWAIT_OK(first, c->open({}));
    fault(static_cast<Fault::Kind>(kind), "/groups", 2, status);
    AWAIT_OK(read, c->get(kGroups, {}, {}));
    QCOMPARE(count("/groups"), 3);
}

void TestConnection::givesUpAfterFourTries() {
    const auto c = connection();
    AWAIT_OK(first, c->open({}));
    fault(Fault::Kind::Status, "/groups", -1);
    AWAIT_ERROR(busy, ErrorKind::Unreachable, c->get(kGroups, {}, {}));
    QCOMPARE(count("/groups"), 4);
    QCOMPARE(busy.error().fault->httpStatus, 503);
}

void TestConnection::cancelsASlowRead() {
    const auto c = connection();
    AWAIT_OK(first, c->open({}));
    Fault slow;
    slow.kind = Fault::Kind::Delay;
    slow.pathContains = "/groups";
    slow.delayMs = 60000;
    m_manager->addFault(slow);
    CancellationSource source;
    tests::Awaited read(c->get(kGroups, {}, source.token()));
    source.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(read.isDone(), 20000);
    QVERIFY(!read.isOk());
    QVERIFY(read.error().kind == ErrorKind::Cancelled);
    // The connection is still good for others.
    AWAIT_OK(other, c->get(infraRoot(m_target) + u"/services/HTTPS"_s, {}, {}));
    CancellationSource before;
    before.cancel();
    AWAIT_ERROR(never, ErrorKind::Cancelled, c->get(kGroups, {}, before.token()));
}

void TestConnection::keepsToItsOwnLimits() {
    const auto c = connection();
    AWAIT_OK(first, c->open({}));
    // More than the manager bears in a second, all at once.
    std::vector<std::unique_ptr<tests::Awaited<Response>>> reads;
    for (int i = 0; i < 150; ++i) {
        reads.push_back(std::make_unique<tests::Awaited<Response>>(
            c->get(infraRoot(m_target) + u"/services/HTTPS"_s, {}, {})));
    }
    for (const auto& read : reads) {
        QTRY_VERIFY_WITH_TIMEOUT(read->isDone(), 60000);
        QVERIFY2(read->isOk(), read->message().constData());
    }
    for (const auto& request : m_manager->requests()) {
        QVERIFY(request.status != 429);
    }
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
