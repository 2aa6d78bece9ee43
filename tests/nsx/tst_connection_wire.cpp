// SPDX-License-Identifier: MIT
// What the connection puts on the wire, byte by byte, and what it makes of answers that no manager
// gives.
#include "nsx/api_path.h"
#include "nsx/await.h"
#include "nsx/certificate_facts.h"
#include "nsx/connection.h"
#include "nsx/wire_server.h"

#include <QLoggingCategory>
#include <QSslSocket>
#include <QTcpServer>
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
const QString kSecret = u"S3cr3t \"'<>&?=%+;#/\\äöüß"_s;
QStringList capturedLog;

void captureLog(QtMsgType /*type*/, const QMessageLogContext& /*context*/, const QString& text) {
    capturedLog << text;
}

} // namespace

class TestConnectionWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void encodesTheLogin();
    void sendsCookieAndTokenWithEveryCall();
    void sendsBasicCredentials();
    void sendsClientCertificate();
    void encodesPathAndQuery();
    void neverSendsAWriteTwice_data();
    void neverSendsAWriteTwice();
    void triesAReadFourTimes();
    void logsInOnceForManyReads();
    void refusesWhatIsNoManager_data();
    void refusesWhatIsNoManager();
    void reportsTheManagersError_data();
    void reportsTheManagersError();
    void acceptsAnEmptyAnswerToAWrite();
    void givesUpOnSilence();
    void stopsATooLargeAnswer();
    void doesNotFollowRedirects();
    void speaksToADeadPort();
    void speaksToAPlainPort();
    void waitsForTheManagersWish();
    void retriesAnUnreadySearch();
    void closeIsBounded();
    void survivesItsOwnDestruction();
    void secretsStayInside();

private:
    [[nodiscard]] std::unique_ptr<Connection> connectionTo(quint16 port) const;
    [[nodiscard]] std::unique_ptr<Connection> connection() const {
        return connectionTo(m_server->port());
    }

    TestCertificate m_identity = TestCertificate::make({});
    std::unique_ptr<WireServer> m_server;
    config::Target m_target;
};

void TestConnectionWire::initTestCase() {
    qputenv("HTTPS_PROXY", "http://192.0.2.1:9"); // loopback must not be asked for there
}

void TestConnectionWire::init() {
    m_server = std::make_unique<WireServer>(m_identity);
    m_target = config::Target();
    m_target.name = u"lab"_s;
    m_target.host = u"127.0.0.1"_s;
    m_target.username = u"ad min+ü"_s;
    m_target.fingerprintSha256 = fingerprintOf(m_identity.certificate());
}

void TestConnectionWire::cleanup() {
    m_server.reset();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

std::unique_ptr<Connection> TestConnectionWire::connectionTo(quint16 port) const {
    config::Target target = m_target;
    target.port = port;
    return std::make_unique<Connection>(target, config::Secret(kSecret));
}

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
    const QByteArray credentials = (m_target.username + u':' + kSecret).toUtf8().toBase64();
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

void TestConnectionWire::refusesWhatIsNoManager_data() {
    QTest::addColumn<QByteArray>("raw");
    const auto row = [](const char* name, const QByteArray& body,
                        const QByteArray& type = "application/json") {
        QTest::newRow(name) << "HTTP/1.1 200 OK\r\nContent-Type: " + type +
                                   "\r\nContent-Length: " + QByteArray::number(body.size()) +
                                   "\r\n\r\n" + body;
    };
    row("web page", "<html><body>Log in</body></html>", "text/html");
    row("empty", "");
    row("half JSON", R"({"results":[{"id":"a")");
    row("half JSON that ends well", R"({"results":[{"id":"a"})");
    row("array", "[1,2,3]");
    row("text", "OK");
    row("null", "null");
    QTest::newRow("404 web page") << QByteArray(
        "HTTP/1.1 404 Not Found\r\nContent-Length: 13\r\n\r\n<html></html>");
}

void TestConnectionWire::refusesWhatIsNoManager() {
    QFETCH(QByteArray, raw);
    const auto c = connection();
    AWAIT_OK(warm, c->open({}));
    m_server->script = [raw](const WireRequest& request) {
        WireServer::sendRaw(request, raw);
        return true;
    };
    AWAIT_ERROR(refused, ErrorKind::Unreachable, c->get(kGroups, {}, {}));
    QVERIFY2(refused.error().problem.contains(u"does not look like an NSX Manager"_s),
             refused.message().constData());
    QVERIFY(refused.error().problem.contains(c->place()));
    QVERIFY(refused.error().problem.contains(kGroups));
    // The same on the way in.
    const auto fresh = connection();
    AWAIT_ERROR(outside, ErrorKind::Unreachable, fresh->open({}));
    QVERIFY2(outside.error().problem.contains(u"does not look like an NSX Manager"_s),
             outside.message().constData());
}

void TestConnectionWire::reportsTheManagersError_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("invalid") << 400 << 255 << ErrorKind::Failed;
    QTest::newRow("referenced") << 400 << 500030 << ErrorKind::Refused;
    QTest::newRow("role") << 403 << 401 << ErrorKind::Permission;
    QTest::newRow("licence") << 403 << 505 << ErrorKind::Permission;
    QTest::newRow("missing") << 404 << 600 << ErrorKind::NotFound;
    QTest::newRow("conflict") << 409 << 1 << ErrorKind::Conflict;
    QTest::newRow("stale") << 412 << 604 << ErrorKind::Conflict;
    QTest::newRow("required") << 428 << 1 << ErrorKind::Conflict;
    QTest::newRow("rate") << 429 << 102 << ErrorKind::Unreachable;
    QTest::newRow("internal") << 500 << 98 << ErrorKind::Failed;
    QTest::newRow("unavailable") << 503 << 1 << ErrorKind::Unreachable;
}

void TestConnectionWire::reportsTheManagersError() {
    QFETCH(int, status);
    QFETCH(int, code);
    QFETCH(ErrorKind, kind);
    const auto c = connection();
    AWAIT_OK(warm, c->open({}));
    m_server->script = [status, code](const WireRequest& request) {
        WireServer::answerError(request, status, code, "It is \\u202e like this");
        return true;
    };
    AWAIT_ERROR(failed, kind, c->send("PATCH", kGroups + u"/a"_s, {}, "{}", {}));
    QVERIFY(failed.error().fault);
    QCOMPARE(failed.error().fault->httpStatus, status);
    QCOMPARE(failed.error().fault->errorCode, std::optional<int>(code));
    QVERIFY2(failed.message().contains("like this"), failed.message().constData());
    QVERIFY(!failed.error().message().contains(QChar(0x202e)));
    QVERIFY(failed.error().message().startsWith(failed.error().remedy));
}

void TestConnectionWire::acceptsAnEmptyAnswerToAWrite() {
    const auto c = connection();
    m_server->script = [](const WireRequest& request) {
        if (request.method != "PATCH") {
            return false;
        }
        WireServer::answer(request, 200, {}, {});
        return true;
    };
    AWAIT_OK(done, c->send("PATCH", kGroups + u"/a"_s, {}, "{}", {}));
    QCOMPARE(done.value().status, 200);
    QCOMPARE(done.value().body, QByteArray());
}

void TestConnectionWire::givesUpOnSilence() {
    m_target.timeoutSeconds = 1;
    const auto c = connection();
    AWAIT_OK(warm, c->open({}));
    m_server->script = [](const WireRequest&) { return true; };
    AWAIT_ERROR(silent, ErrorKind::Unreachable, c->get(kGroups, {}, {}));
    QVERIFY2(silent.error().problem.contains(u"silent for 1 s"_s), silent.message().constData());
    QCOMPARE(m_server->count("/groups"), 1);
    // A port that accepts but never says hello.
    QTcpServer mute;
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    const auto c2 = connectionTo(mute.serverPort());
    AWAIT_ERROR(muted, ErrorKind::Unreachable, c2->open({}));
    QVERIFY2(muted.error().problem.contains(u"silent for 1 s"_s), muted.message().constData());
}

void TestConnectionWire::stopsATooLargeAnswer() {
    const auto c = connection();
    AWAIT_OK(warm, c->open({}));
    m_server->script = [](const WireRequest& request) {
        WireServer::sendRaw(request, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                     "Content-Length: 600000000\r\n\r\n{\"results\":[");
        return true;
    };
    AWAIT_ERROR(large, ErrorKind::Unreachable, c->get(kGroups, {}, {}));
    QVERIFY2(large.error().problem.contains(u"above 512 MB"_s), large.message().constData());
}

void TestConnectionWire::doesNotFollowRedirects() {
    const auto c = connection();
    AWAIT_OK(warm, c->open({}));
    const QByteArray elsewhere =
        "Location: https://127.0.0.1:" + QByteArray::number(m_server->port()) + "/elsewhere";
    m_server->script = [elsewhere](const WireRequest& request) {
        WireServer::answer(request, 302, {}, {elsewhere});
        return true;
    };
    AWAIT_ERROR(redirected, ErrorKind::Unreachable, c->get(kGroups, {}, {}));
    QVERIFY(redirected.error().problem.contains(u"302"_s));
    QCOMPARE(m_server->count("/elsewhere"), 0);
}

void TestConnectionWire::speaksToADeadPort() {
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const quint16 port = taken.serverPort();
    taken.close();
    const auto c = connectionTo(port);
    AWAIT_ERROR(dead, ErrorKind::Unreachable, c->open({}));
    QVERIFY2(dead.error().problem.contains(u"127.0.0.1:"_s + QString::number(port)),
             dead.message().constData());
    QVERIFY(dead.error().remedy.contains(u"lab"_s));
}

void TestConnectionWire::speaksToAPlainPort() {
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
        QTcpSocket* socket = plain.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        socket->disconnectFromHost();
    });
    const auto c = connectionTo(plain.serverPort());
    AWAIT_ERROR(refused, ErrorKind::Unreachable, c->open({}));
    QVERIFY2(refused.error().problem.contains(c->place()), refused.message().constData());
}

void TestConnectionWire::waitsForTheManagersWish() {
    const auto c = connection();
    AWAIT_OK(warm, c->open({}));
    int asked = 0;
    m_server->script = [&asked](const WireRequest& request) {
        if (++asked > 1) {
            return false;
        }
        WireServer::answer(request, 429, "{}", {"Retry-After: 3600"});
        return true;
    };
    // The wish is an hour, of which 30 s are honoured: only a cancellation ends this soon.
    CancellationSource source;
    Awaited waiting(c->get(kGroups, {}, source.token()));
    QTRY_COMPARE(asked, 1);
    source.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(waiting.isDone(), 20000);
    QVERIFY(!waiting.isOk());
    QVERIFY(waiting.error().kind == ErrorKind::Cancelled);
    QCOMPARE(asked, 1);
    asked = -1; // now two refusals that may be repeated at once
    m_server->script = [&asked](const WireRequest& request) {
        if (++asked > 1) {
            return false;
        }
        WireServer::answer(request, 429, "{}", {"Retry-After: 0"});
        return true;
    };
    AWAIT_OK(read, c->get(kGroups, {}, {}));
    QCOMPARE(asked, 2);
}

void TestConnectionWire::retriesAnUnreadySearch() {
    const auto c = connection();
    AWAIT_OK(warm, c->open({}));
    QList<int> codes{60508, 60514, 60515};
    m_server->script = [&codes](const WireRequest& request) {
        if (codes.isEmpty()) {
            return false;
        }
        WireServer::answerError(request, 400, codes.takeFirst());
        return true;
    };
    AWAIT_OK(found, c->get(searchPath(c->target()), {}, {}));
    QCOMPARE(m_server->count("/search/query"), 4);
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

void TestConnectionWire::secretsStayInside() {
    capturedLog.clear();
    QLoggingCategory::setFilterRules(u"bulkhead.nsx.debug=true"_s);
    const QtMessageHandler previous = qInstallMessageHandler(captureLog);
    QStringList texts;
    {
        const auto c = connection();
        AWAIT(read, c->get(kGroups, {}, {}));
        // A manager or a proxy that repeats what it was sent.
        m_server->script = [](const WireRequest& request) {
            QByteArray echo;
            for (const QByteArray& value : request.headers) {
                echo += value + ' ';
            }
            echo += kSecret.toUtf8() + ' ' + QUrl::toPercentEncoding(kSecret) + ' ' + request.body;
            echo.replace('\\', "\\\\").replace('"', "\\\"");
            WireServer::answerError(request, request.target.contains("create") ? 403 : 400, 7,
                                    echo);
            return true;
        };
        AWAIT(failed, c->get(kGroups, {}, {}));
        texts << failed.error().message() << failed.error().fault->message;
        const auto fresh = connection();
        AWAIT(refused, fresh->open({}));
        texts << refused.error().message() << refused.error().fault->message;
    }
    qInstallMessageHandler(previous);
    QLoggingCategory::setFilterRules({});
    QVERIFY(capturedLog.size() >= 4);
    QVERIFY(capturedLog.join(u'\n').contains(u"/api/session/create"_s));
    texts += capturedLog;
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(kSecret));
    for (const QString& text : std::as_const(texts)) {
        for (const QString& secret : {kSecret, encoded, u"C00C1E5E55"_s, u"70ce2-xsrf"_s,
                                      QString(kSecret).replace(u'\\', u"\\\\"_s)}) {
            QVERIFY2(!text.contains(secret), qPrintable(text));
        }
    }
}

QTEST_GUILESS_MAIN(TestConnectionWire)
#include "tst_connection_wire.moc"
