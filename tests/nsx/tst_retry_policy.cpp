// SPDX-License-Identifier: MIT
#include "nsx/retry_policy.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace bulkhead::nsx;
using std::chrono::milliseconds;

class TestRetryPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsWhatPasses_data();
    void knowsWhatPasses();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void waitsLongerEachTime();
};

void TestRetryPolicy::knowsWhatPasses_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isWorth");
    for (const int status : {429, 502, 503, 504}) {
        QTest::addRow("%d", status) << status << QByteArray() << true;
    }
    for (const int status : {200, 400, 401, 403, 404, 409, 412, 500, 501}) {
        QTest::addRow("%d", status) << status << QByteArray() << false;
    }
    QTest::newRow("search") << 400 << QByteArray(R"({"error_code":60508})") << true;
    QTest::newRow("invalid") << 400 << QByteArray(R"({"error_code":255})") << false;
}

void TestRetryPolicy::knowsWhatPasses() {
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, isWorth);
    HttpAnswer answer;
    answer.outcome = HttpOutcome::Answered;
    answer.status = status;
    answer.body = body;
    QCOMPARE(isWorthRetry(answer), isWorth);
    for (const HttpOutcome outcome :
         {HttpOutcome::NoContact, HttpOutcome::NoTls, HttpOutcome::Untrusted, HttpOutcome::TimedOut,
          HttpOutcome::TooLarge, HttpOutcome::Cancelled}) {
        answer.outcome = outcome;
        QCOMPARE(isWorthRetry(answer), false);
    }
    answer.outcome = HttpOutcome::Broken;
    QCOMPARE(isWorthRetry(answer), true);
}

void TestRetryPolicy::readsRetryAfter_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<qint64>("milliseconds"); // -1: nothing
    QTest::newRow("none") << QByteArray() << qint64{-1};
    QTest::newRow("seconds") << QByteArray(" 7 ") << qint64{7000};
    QTest::newRow("zero") << QByteArray("0") << qint64{0};
    QTest::newRow("negative") << QByteArray("-5") << qint64{0};
    QTest::newRow("huge") << QByteArray("9223372036854775807") << qint64{86400000};
    QTest::newRow("date") << QByteArray("Wed, 21 Oct 2026 07:28:10 GMT") << qint64{10000};
    QTest::newRow("past date") << QByteArray("Wed, 21 Oct 2026 07:00:00 GMT") << qint64{0};
    QTest::newRow("words") << QByteArray("soon") << qint64{-1};
}

void TestRetryPolicy::readsRetryAfter() {
    QFETCH(QByteArray, header);
    QFETCH(qint64, milliseconds);
    const QDateTime now(QDate(2026, 10, 21), QTime(7, 28), QTimeZone::utc());
    const auto wish = retryAfter(header, now);
    QCOMPARE(wish ? wish->count() : -1, milliseconds);
}

void TestRetryPolicy::waitsLongerEachTime() {
    QCOMPARE(delayBefore(1, {}, 1.0), milliseconds(250));
    QCOMPARE(delayBefore(1, {}, 0.0), milliseconds(125));
    QCOMPARE(delayBefore(2, {}, 1.0), milliseconds(500));
    QCOMPARE(delayBefore(3, {}, 1.0), milliseconds(1000));
    QCOMPARE(delayBefore(1, milliseconds(5000), 0.3), milliseconds(5000));
    QCOMPARE(delayBefore(1, milliseconds(31000), 0.3), milliseconds(30000));
    QCOMPARE(delayBefore(3, milliseconds(0), 0.3), milliseconds(0));
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retry_policy.moc"
