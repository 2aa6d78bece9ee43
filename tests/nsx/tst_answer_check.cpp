// SPDX-License-Identifier: MIT
#include "nsx/answer_check.h"
#include "nsx/manager_fault.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;

class TestAnswerCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheManagersFault();
    void boundsTheManagersFault();
    void ignoresOtherBodies_data();
    void ignoresOtherBodies();
    void namesWhatHappened_data();
    void namesWhatHappened();

private:
    [[nodiscard]] static RequestContext context(bool isRead) {
        config::Target target;
        target.name = u"lab"_s;
        target.timeoutSeconds = 42;
        return {target, u"nsx.test:443"_s, isRead ? u"GET"_s : u"PATCH"_s, u"/policy/api/v1/x"_s,
                isRead};
    }
};

void TestAnswerCheck::readsTheManagersFault() {
    const auto fault = parseManagerFault(
        400, R"({"httpStatus":"BAD_REQUEST","error_code":255,"module_name":"common-services",
                "error_message":"Field level","details":"source_groups",
                "related_errors":[{"error_code":500012,"error_message":"The path is invalid"},
                                  {"error_code":500012,"error_message":"The path is invalid"}]})");
    QVERIFY(fault);
    QCOMPARE(fault->httpStatus, 400);
    QCOMPARE(fault->errorCode, std::optional<int>(255));
    QCOMPARE(fault->moduleName, u"common-services"_s);
    QCOMPARE(fault->message, u"Field level (source_groups) / The path is invalid"_s);
}

void TestAnswerCheck::boundsTheManagersFault() {
    QByteArray related;
    for (int i = 0; i < 1000; ++i) {
        related += (i == 0 ? "" : ",") + QByteArray(R"({"error_message":")") +
                   QByteArray(500, char('a' + i % 26)) + QByteArray::number(i) + "\"}";
    }
    const auto fault =
        parseManagerFault(400, R"({"error_message":"first","related_errors":[)" + related + "]}");
    QVERIFY(fault);
    QVERIFY(fault->message.size() <= 2000);
    QVERIFY(fault->message.startsWith(u"first / "_s));
    QVERIFY(!fault->errorCode);
}

void TestAnswerCheck::ignoresOtherBodies_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("page") << QByteArray("<html>");
    QTest::newRow("array") << QByteArray("[{\"error_code\":1}]");
    QTest::newRow("other object") << QByteArray("{\"a\":1}");
    QTest::newRow("deep") << QByteArray(100000, '[');
}

void TestAnswerCheck::ignoresOtherBodies() {
    QFETCH(QByteArray, body);
    QVERIFY(!parseManagerFault(500, body));
}

void TestAnswerCheck::namesWhatHappened_data() {
    QTest::addColumn<HttpOutcome>("outcome");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    QTest::newRow("no contact") << HttpOutcome::NoContact << ErrorKind::Unreachable
                                << u"No connection to nsx.test:443"_s;
    QTest::newRow("no TLS") << HttpOutcome::NoTls << ErrorKind::Unreachable
                            << u"does not speak TLS"_s;
    QTest::newRow("broken") << HttpOutcome::Broken << ErrorKind::Unreachable
                            << u"connection to nsx.test:443 broke"_s;
    QTest::newRow("no HTTP") << HttpOutcome::NotHttp << ErrorKind::Unreachable
                             << u"does not look like an NSX Manager"_s;
    QTest::newRow("silence") << HttpOutcome::TimedOut << ErrorKind::Unreachable
                             << u"silent for 42 s"_s;
    QTest::newRow("too large") << HttpOutcome::TooLarge << ErrorKind::Unreachable
                               << u"above 512 MB"_s;
    QTest::newRow("cancelled") << HttpOutcome::Cancelled << ErrorKind::Cancelled
                               << u"was cancelled"_s;
}

void TestAnswerCheck::namesWhatHappened() {
    QFETCH(HttpOutcome, outcome);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    HttpAnswer answer;
    answer.outcome = outcome;
    const auto read = checkAnswer(answer, context(true));
    QVERIFY(!read);
    QVERIFY(read.error().kind == kind);
    QVERIFY2(read.error().problem.contains(words), qPrintable(read.error().problem));
    QVERIFY(!read.error().remedy.isEmpty());
    QVERIFY(!read.error().problem.contains(u"not known whether"_s));
    const auto written = checkAnswer(answer, context(false));
    QVERIFY(!written);
    // Only where the request may have arrived.
    const bool mayHaveArrived = outcome == HttpOutcome::Broken ||
                                outcome == HttpOutcome::TimedOut || outcome == HttpOutcome::NotHttp;
    if (mayHaveArrived) {
        QVERIFY2(written.error().problem.contains(u"not known whether the change was made"_s),
                 qPrintable(written.error().problem));
    } else if (outcome == HttpOutcome::NoContact) {
        QVERIFY(!written.error().problem.contains(u"not known whether"_s));
    }
}

QTEST_GUILESS_MAIN(TestAnswerCheck)
#include "tst_answer_check.moc"
