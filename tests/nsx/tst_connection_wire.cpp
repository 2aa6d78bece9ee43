// SPDX-License-Identifier: MIT
// What the connection puts on the wire, byte by byte.
#include "nsx/api_path.h"
#include "nsx/await.h"
#include "nsx/connection.h"
#include "nsx/wire_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cctype>
#include <memory>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;

namespace {

const QString kGroups = u"/policy/api/v1/infra/domains/default/groups"_s;

} // namespace

class TestConnectionWire : public WireTest {
    Q_OBJECT
private Q_SLOTS:
    void encodesTheLogin();
    void sendsCookieAndTokenWithEveryCall();
    void sendsBasicCredentials();
    void sendsClientCertificate();
    void encodesPathAndQuery();
    void neverSendsAWriteTwice_data();
    void neverSendsAWriteTwice();
    void triesAReadFourTimes();
    void logsInOnceForManyReads();
    void closeIsBounded();
    void survivesItsOwnDestruction();
};

void TestConnectionWire::encodesTheLogin() {
    // Every printable ASCII symbol, and letters outside ASCII.
    QString password;
    for (char16_t c = 0x20; c < 0x7f; ++c) {
        password += c;
    }
    password += u"äöüß€😀"_s;
    config::Target target = m_target;
    target.port = m_server->port();
    Connection connection(target, config::Secret(password));
    AWAIT_OK(facts, connection.open({}));
    const WireRequest login = m_server->requests().first();
    QCOMPARE(login.method, "POST");
    QCOMPARE(login.target, "/api/session/create");
    QCOMPARE(login.headers.value("content-type"), "application/x-www-form-urlencoded");
    const QList<QByteArray> parts = login.body.split('&');
    QCOMPARE(parts.size(), 2);
    QCOMPARE(parts.first(), "j_username=ad%20min%2B%C3%BC");
    QVERIFY(parts.last().startsWith("j_password="));
    const QByteArray encoded = parts.last().mid(11);
    for (const char c : encoded) {
        QVERIFY(std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                QByteArray("-._~%").contains(c));
    }
    QCOMPARE(QString::fromUtf8(QByteArray::fromPercentEncoding(encoded)), password);
    QCOMPARE(facts.value().productVersion, u"4.2.1.0.0"_s);
    QCOMPARE(facts.value().userName, u"admin"_s);
    QCOMPARE(facts.value().roles, QStringList{u"enterprise_admin"_s});
}

void TestConnectionWire::sendsCookieAndTokenWithEveryCall() {
    const auto c = connection();
    AWAIT_OK(read, c->get(kGroups, {}, {}));
    AWAIT_OK(written, c->send("PATCH", kGroups + u"/a"_s, {}, "{}", {}));
    AWAIT_OK(closed, c->close());
    const auto requests = m_server->requests();
    QCOMPARE(requests.size(), 4);
    for (const WireRequest& request : requests.mid(1)) {
        QCOMPARE(request.headers.value("cookie"), "JSESSIONID=C00C1E5E55");
        QCOMPARE(request.headers.value("x-xsrf-token"), "70ce2-xsrf");
        QVERIFY(!request.headers.contains("authorization"));
    }
    QCOMPARE(requests.at(1).method, "GET");
    QCOMPARE(requests.at(2).method, "PATCH");
    QCOMPARE(requests.at(2).body, "{}");
    QCOMPARE(requests.at(2).headers.value("content-type"), "application/json");
    QCOMPARE(requests.at(3).method, "POST");
    QCOMPARE(requests.at(3).target, "/api/session/destroy");
    AWAIT_ERROR(late, ErrorKind::Cancelled, c->get(kGroups, {}, {}));
    QCOMPARE(m_server->requests().size(), 4);
}

void TestConnectionWire::sendsBasicCredentials() {
    m_target.auth = config::AuthMode::Basic;
    const auto c = connection();
    AWAIT_OK(read, c->get(kGroups, {}, {}));
    QCOMPARE(m_server->count("/api/session/"), 0);
    const QByteArray credentials =
        (m_target.username + u':' + WireTest::password()).toUtf8().toBase64();
    QCOMPARE(m_server->requests().last().headers.value("authorization"), "Basic " + credentials);

    m_server->script = [](const WireRequest& request) {
        WireServer::answerError(request, 403, 403, "The credentials were incorrect");
        return true;
    };
    for (int i = 0; i < 5; ++i) {
        AWAIT_ERROR(refused, ErrorKind::Authentication, c->get(kGroups, {}, {}));
    }
    // Two requests before the password was changed, then three refusals and no more.
    QCOMPARE(m_server->requests().size(), 2 + 3);
}

void TestConnectionWire::sendsClientCertificate() {
    const QTemporaryDir folder;
    const TestCertificate client = TestCertificate::make({"robot", "", -1, 30, false});
    const auto write = [&folder](const QString& name, const QByteArray& bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(u"cert.pem"_s, client.pem()));
    QVERIFY(write(u"key.pem"_s, client.keyPem()));
    m_target.auth = config::AuthMode::Certificate;
    m_target.clientCert = folder.filePath(u"cert.pem"_s);
    m_target.clientKey = folder.filePath(u"key.pem"_s);
    m_server->askForClientCertificate();
    config::Target target = m_target;
    target.port = m_server->port();
    Connection c(target, config::Secret());
    AWAIT_OK(read, c.get(kGroups, {}, {}));
    QCOMPARE(m_server->clientCertificate(), client.certificate());
    QCOMPARE(m_server->count("/api/session/"), 0);

    target.clientKey = folder.filePath(u"cert.pem"_s);
    Connection wrong(target, config::Secret());
    AWAIT_ERROR(refused, ErrorKind::Configuration, wrong.get(kGroups, {}, {}));
    QVERIFY(refused.error().remedy.contains(u"client_key"_s));
}

void TestConnectionWire::encodesPathAndQuery() {
    const auto c = connection();
    const QString odd = u"a/b c%41+ü?#"_s;
    const QUrlQuery query = makeQuery({{u"query"_s, odd}, {u"x&y"_s, u"1=2"_s}});
    AWAIT_OK(read, c->get(kGroups + u'/' + encodeSegment(odd), query, {}));
    QCOMPARE(m_server->requests().last().target,
             "/policy/api/v1/infra/domains/default/groups/a%2Fb%20c%2541%2B%C3%BC%3F%23"
             "?query=a%2Fb%20c%2541%2B%C3%BC%3F%23&x%26y=1%3D2");
}

void TestConnectionWire::neverSendsAWriteTwice_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("PATCH") << QByteArray("PATCH") << QByteArray("{\"a\":1}");
    QTest::newRow("PUT") << QByteArray("PUT") << QByteArray("{}");
    QTest::newRow("POST") << QByteArray("POST") << QByteArray("{}");
    QTest::newRow("POST without body") << QByteArray("POST") << QByteArray();
    QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray();
}

void TestConnectionWire::neverSendsAWriteTwice() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    const auto c = connection();
    AWAIT_OK(warm, c->get(kGroups, {}, {})); // a connection that is kept alive is the hard case
    m_server->script = [](const WireRequest& request) {
        WireServer::drop(request);
        return true;
    };
    AWAIT_ERROR(broken, ErrorKind::Unreachable, c->send(method, kGroups + u"/a"_s, {}, body, {}));
    QVERIFY(broken.error().problem.contains(u"not known whether the change was made"_s));
    QCOMPARE(m_server->count("/groups/a"), 1);
    m_server->script = [](const WireRequest& request) {
        WireServer::answerError(request, 503, 1);
        return true;
    };
    AWAIT_ERROR(busy, ErrorKind::Unreachable, c->send(method, kGroups + u"/b"_s, {}, body, {}));
    QCOMPARE(m_server->count("/groups/b"), 1);
    // Only what the manager provably did not look at goes out again, once.
    m_server->script = [](const WireRequest& request) {
        if (request.target.contains("session")) {
            return false;
        }
        WireServer::answerError(request, 403, 98);
        return true;
    };
    AWAIT_ERROR(lost, ErrorKind::Authentication, c->send(method, kGroups + u"/c"_s, {}, body, {}));
    QCOMPARE(m_server->count("/groups/c"), 2);
}

void TestConnectionWire::triesAReadFourTimes() {
    const auto c = connection();
    AWAIT_OK(warm, c->get(kGroups, {}, {}));
    m_server->script = [](const WireRequest& request) {
        WireServer::answerError(request, 503, 1);
        return true;
    };
    AWAIT_ERROR(busy, ErrorKind::Unreachable, c->get(kGroups + u"/a"_s, {}, {}));
    QCOMPARE(m_server->count("/groups/a"), 4);
    m_server->script = [](const WireRequest& request) {
        WireServer::drop(request);
        return true;
    };
    AWAIT_ERROR(broken, ErrorKind::Unreachable, c->get(kGroups + u"/b"_s, {}, {}));
    QVERIFY2(broken.error().problem.contains(c->place()), broken.message().constData());
    // The network library adds one of its own on a connection that was kept alive.
    QVERIFY(m_server->count("/groups/b") >= 4);
    QVERIFY(m_server->count("/groups/b") <= 5);
    // What is no HTTP at all ends the same way.
    m_server->script = [](const WireRequest& request) {
        WireServer::sendRaw(request, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        request.socket->disconnectFromHost();
        return true;
    };
    AWAIT_ERROR(noHttp, ErrorKind::Unreachable, c->get(kGroups + u"/c"_s, {}, {}));
    QVERIFY2(noHttp.error().problem.contains(c->place()), noHttp.message().constData());
}

void TestConnectionWire::logsInOnceForManyReads() {
    const auto c = connection();
    Awaited a(c->get(kGroups, {}, {}));
    Awaited b(c->get(kGroups, {}, {}));
    Awaited d(c->open({}));
    QTRY_VERIFY(a.isDone() && b.isDone() && d.isDone());
    QVERIFY(a.isOk() && b.isOk() && d.isOk());
    QCOMPARE(m_server->count("/api/session/create"), 1);
    AWAIT_OK(again, c->open({}));
    QCOMPARE(m_server->requests().size(), 5);
}

void TestConnectionWire::closeIsBounded() {
    const auto c = connection();
    AWAIT_OK(warm, c->open({}));
    m_server->script = [](const WireRequest&) { return true; }; // never answers
    Awaited pending(c->get(kGroups, {}, {}));
    QTRY_COMPARE(m_server->count("/groups"), 1);
    AWAIT_OK(closed, c->close()); // far sooner than the 30 s of the target
    QTRY_VERIFY(pending.isDone());
    QVERIFY(!pending.isOk());
    QVERIFY(pending.error().kind == ErrorKind::Cancelled);
    QCOMPARE(m_server->count("/api/session/destroy"), 1);
}

void TestConnectionWire::survivesItsOwnDestruction() {
    // While it logs in, while it reads, and while it waits for the next try.
    for (const int stage : {0, 1, 2}) {
        m_server = std::make_unique<WireServer>(m_identity);
        auto c = connection();
        bool isReached = false;
        m_server->script = [&isReached, stage](const WireRequest& request) {
            const bool isLogin = request.target.contains("session/create");
            if (stage > 0 && isLogin) {
                return false;
            }
            isReached = true;
            if (stage == 2) {
                WireServer::answer(request, 503, "{}", {"Retry-After: 20"});
            }
            return true;
        };
        Awaited first(c->get(kGroups, {}, {}));
        Awaited second(c->open({}));
        QTRY_VERIFY(isReached);
        c.reset();
        QTRY_VERIFY(first.isDone() && second.isDone());
        QVERIFY(first.error().kind == ErrorKind::Cancelled);
        QVERIFY(second.error().kind == ErrorKind::Cancelled);
    }
}

QTEST_GUILESS_MAIN(TestConnectionWire)
#include "tst_connection_wire.moc"
