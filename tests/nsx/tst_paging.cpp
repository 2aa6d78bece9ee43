// SPDX-License-Identifier: MIT
#include "nsx/await.h"
#include "nsx/paging.h"
#include "nsx/wire_server.h"

#include <QCoreApplication>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;

class TestPaging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    void walksByCursor();
    void walksByOffset();
    void readsPages_data();
    void readsPages();
};

void TestPaging::walksByCursor() {
    PageWalk walk(PagingStyle::Cursor);
    QCOMPARE(walk.next(u"a"_s, 10), std::optional<QString>(u"a"_s));
    QCOMPARE(walk.next(u"b"_s, 10), std::optional<QString>(u"b"_s));
    QVERIFY(!walk.next(u"a"_s, 10)); // seen before: it would go round for ever
    QVERIFY(!PageWalk(PagingStyle::Cursor).next({}, 10));
    QVERIFY(!PageWalk(PagingStyle::Cursor).next(u"00000000"_s, 10));
    QVERIFY(!PageWalk(PagingStyle::Cursor).next(u"a"_s, 0));
}

void TestPaging::walksByOffset() {
    PageWalk walk(PagingStyle::Offset);
    QCOMPARE(walk.next({}, 1000), std::optional<QString>(u"1000"_s));
    QCOMPARE(walk.next({}, 7), std::optional<QString>(u"1007"_s));
    QVERIFY(!walk.next({}, 0));
}

void TestPaging::readsPages_data() {
    QTest::addColumn<bool>("byOffset");
    QTest::addColumn<int>("objects");     // on the manager
    QTest::addColumn<int>("totalSaid");   // result_count; -1 for none
    QTest::addColumn<QString>("cursors"); // what the manager names: next, none, same, zero
    QTest::addColumn<int>("read");        // -1: an error
    QTest::addColumn<int>("requests");
    QTest::newRow("three pages") << false << 25 << 25 << u"next"_s << 25 << 3;
    QTest::newRow("cursor to the end") << false << 20 << 20 << u"next"_s << 20 << 2;
    QTest::newRow("no total") << false << 25 << -1 << u"next"_s << 25 << 3;
    QTest::newRow("empty") << false << 0 << 0 << u"none"_s << 0 << 1;
    QTest::newRow("breaks off") << false << 25 << 25 << u"none"_s << -1 << 1;
    QTest::newRow("goes round") << false << 25 << 25 << u"same"_s << -1 << 2;
    QTest::newRow("zero cursor") << false << 10 << -1 << u"zero"_s << 10 << 1;
    QTest::newRow("offset, neither cursor nor total") << true << 25 << -1 << u"none"_s << 25 << 4;
}

void TestPaging::readsPages() {
    QFETCH(bool, byOffset);
    QFETCH(int, objects);
    QFETCH(int, totalSaid);
    QFETCH(QString, cursors);
    QFETCH(int, read);
    QFETCH(int, requests);
    constexpr int kPage = 10;
    WireServer server(TestCertificate::make({}));
    server.script = [=](const WireRequest& request) {
        if (!request.target.startsWith("/list")) {
            return false;
        }
        const QUrlQuery query(QUrl::fromEncoded(request.target).query());
        const int from = query.queryItemValue(u"cursor"_s).toInt();
        QByteArray results;
        const int to = std::min(from + kPage, objects);
        for (int i = from; i < to; ++i) {
            results +=
                (i == from ? "" : ",") + QByteArray("{\"id\":") + QByteArray::number(i) + '}';
        }
        QByteArray body = "{\"results\":[" + results + ']';
        if (totalSaid >= 0) {
            body += ",\"result_count\":" + QByteArray::number(totalSaid);
        }
        if (cursors == u"same") {
            body += ",\"cursor\":\"1\"";
        } else if (cursors == u"zero") {
            body += ",\"cursor\":\"0000000\"";
        } else if (cursors == u"next" && to < objects) {
            body += ",\"cursor\":\"" + QByteArray::number(to) + '"';
        }
        WireServer::answer(request, 200, body + '}');
        return true;
    };
    config::Target target;
    target.host = u"127.0.0.1"_s;
    target.port = server.port();
    target.verifySsl = false;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"verify_ssl is false"_s));
    Connection connection(target, config::Secret(u"S3cret"_s));
    PagingOptions options;
    options.style = byOffset ? PagingStyle::Offset : PagingStyle::Cursor;
    qint64 told = 0;
    options.onPage = [&told](qint64 sofar, std::optional<qint64>) { told = sofar; };
    AWAIT(all, pages(&connection, u"/list"_s, {}, options, {}));
    QCOMPARE(server.count("/list"), requests);
    if (read < 0) {
        QVERIFY(!all.isOk());
        QVERIFY(all.error().kind == ErrorKind::Unreachable);
        QVERIFY2(all.error().problem.contains(u"broke off"_s), all.message().constData());
        return;
    }
    QVERIFY2(all.isOk(), all.message().constData());
    QCOMPARE(all.value().objects, read);
    QCOMPARE(told, read);
    QVERIFY(all.value().complete);
}

QTEST_GUILESS_MAIN(TestPaging)
#include "tst_paging.moc"
