// SPDX-License-Identifier: MIT
#include "base/task_keeper.h"
#include "mcp/client_requests.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::mcp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Requests to a client that only listens, and what came of one of them.
struct Bench {
    QList<QJsonObject> sent;
    ClientRequests requests{[this](const QJsonObject& message) { sent << message; }};
    CancellationSource cancellation;
    QObject owner;
    std::optional<Result<QJsonObject>> outcome;

    void ask(std::chrono::milliseconds patience = 1h) {
        keepTask<Result<QJsonObject>>(
            &owner,
            requests.ask(u"elicitation/create"_s, {{u"message"_s, u"?"_s}}, cancellation.token(),
                         patience),
            [this](Result<QJsonObject> result) { outcome = std::move(result); });
    }
    [[nodiscard]] ErrorKind failure() const {
        return outcome && !*outcome ? outcome->error().kind : ErrorKind::Failed;
    }
    /// The client was told that request `id` is not needed any more.
    [[nodiscard]] bool hasTakenBack(const QString& id) const {
        return sent.constLast().value(u"method"_s).toString() == u"notifications/cancelled" &&
               sent.constLast().value(u"params"_s).toObject().value(u"requestId"_s).toString() ==
                   id;
    }
};

} // namespace

class TestClientRequests final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesEachItsOwnAnswer() {
        Bench bench;
        bench.ask();
        const QString first = bench.sent.constLast().value(u"id"_s).toString();
        bench.ask();
        const QString second = bench.sent.constLast().value(u"id"_s).toString();
        QVERIFY(first != second);
        bench.requests.take(u"unknown"_s, {{u"result"_s, QJsonObject()}});
        bench.requests.take(1, {{u"result"_s, QJsonObject()}});
        bench.requests.take(second, {{u"result"_s, QJsonObject{{u"n"_s, 2}}}});
        QTRY_VERIFY(bench.outcome);
        QCOMPARE((*bench.outcome)->value(u"n"_s).toInt(), 2);
        bench.outcome.reset();
        // The second answer to one request is none.
        bench.requests.take(second, {{u"result"_s, QJsonObject{{u"n"_s, 3}}}});
        bench.requests.take(first, {{u"result"_s, QJsonObject{{u"n"_s, 1}}}});
        bench.requests.take(first, {{u"result"_s, QJsonObject{{u"n"_s, 4}}}});
        QTRY_VERIFY(bench.outcome);
        QCOMPARE((*bench.outcome)->value(u"n"_s).toInt(), 1);
        QCOMPARE(bench.sent.size(), 2);
    }

    void takesNoErrorForAnAnswer_data() {
        QTest::addColumn<QJsonObject>("message");
        QTest::newRow("error") << QJsonObject{{u"error"_s, QJsonObject{{u"code"_s, -32601}}}};
        QTest::newRow("result no object") << QJsonObject{{u"result"_s, true}};
        QTest::newRow("result null") << QJsonObject{{u"result"_s, QJsonValue()}};
    }
    void takesNoErrorForAnAnswer() {
        QFETCH(const QJsonObject, message);
        Bench bench;
        bench.ask();
        bench.requests.take(bench.sent.constLast().value(u"id"_s), message);
        QTRY_VERIFY(bench.outcome);
        QCOMPARE(bench.failure(), ErrorKind::Refused);
    }

    void losesPatience() {
        Bench bench;
        bench.ask(1ms);
        QTRY_VERIFY(bench.outcome);
        QCOMPARE(bench.failure(), ErrorKind::Unreachable);
        QVERIFY(bench.hasTakenBack(u"s1"_s));
    }

    void isTakenBackWithItsCall() {
        Bench bench;
        bench.ask();
        bench.cancellation.cancel();
        QTRY_VERIFY(bench.outcome);
        QCOMPARE(bench.failure(), ErrorKind::Cancelled);
        QVERIFY(bench.hasTakenBack(u"s1"_s));
    }

    void sendsNothingOnceItIsClosed() {
        Bench bench;
        bench.ask();
        bench.requests.close();
        QTRY_VERIFY(bench.outcome);
        QCOMPARE(bench.failure(), ErrorKind::Cancelled);
        QCOMPARE(bench.sent.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestClientRequests)
#include "tst_client_requests.moc"
