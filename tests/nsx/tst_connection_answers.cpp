// SPDX-License-Identifier: MIT
// What the connection makes of answers, and of none.
#include "nsx/api_path.h"
#include "nsx/await.h"
#include "nsx/connection.h"
#include "nsx/wire_test.h"

#include <QLoggingCategory>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <memory>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;

namespace {

const QString kGroups = u"/policy/api/v1/infra/domains/default/groups"_s;
QStringList capturedLog;

void captureLog(QtMsgType /*type*/, const QMessageLogContext& /*context*/, const QString& text) {
    capturedLog << text;
}

} // namespace

class TestConnectionAnswers : public WireTest {
    Q_OBJECT
private Q_SLOTS:
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
    void secretsStayInside();
};

void TestConnectionAnswers::refusesWhatIsNoManager_data() {
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

void TestConnectionAnswers::refusesWhatIsNoManager() {
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

void TestConnectionAnswers::reportsTheManagersError_data() {
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

void TestConnectionAnswers::reportsTheManagersError() {
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

void TestConnectionAnswers::acceptsAnEmptyAnswerToAWrite() {
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

void TestConnectionAnswers::givesUpOnSilence() {
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

void TestConnectionAnswers::stopsATooLargeAnswer() {
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

void TestConnectionAnswers::doesNotFollowRedirects() {
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

void TestConnectionAnswers::speaksToADeadPort() {
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

void TestConnectionAnswers::speaksToAPlainPort() {
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

void TestConnectionAnswers::waitsForTheManagersWish() {
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

void TestConnectionAnswers::retriesAnUnreadySearch() {
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

void TestConnectionAnswers::secretsStayInside() {
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
            echo += WireTest::password().toUtf8() + ' ' +
                    QUrl::toPercentEncoding(WireTest::password()) + ' ' + request.body;
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
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(WireTest::password()));
    for (const QString& text : std::as_const(texts)) {
        for (const QString& secret :
             {WireTest::password(), encoded, u"C00C1E5E55"_s, u"70ce2-xsrf"_s,
              QString(WireTest::password()).replace(u'\\', u"\\\\"_s)}) {
            QVERIFY2(!text.contains(secret), qPrintable(text));
        }
    }
}

QTEST_GUILESS_MAIN(TestConnectionAnswers)
#include "tst_connection_answers.moc"
