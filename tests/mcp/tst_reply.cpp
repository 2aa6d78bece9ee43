// SPDX-License-Identifier: MIT
#include "mcp/batch.h"
#include "mcp/in_flight.h"
#include "mcp/message.h"
#include "mcp/progress_reporter.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::mcp;
using namespace Qt::StringLiterals;

namespace {

class Recorder final : public Outlet {
public:
    QList<QJsonObject> answers;
    QList<QJsonObject> notifications;
    int drops = 0;
    void answer(const QJsonObject& message) override { answers << message; }
    void drop() override { ++drops; }
    void notify(const QJsonObject& message) override { notifications << message; }
};

QJsonObject withToken(const QJsonValue& token) {
    return {{u"_meta"_s, QJsonObject{{u"progressToken"_s, token}}}};
}

} // namespace

class TestReply final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersOnce() {
        const auto recorder = std::make_shared<Recorder>();
        const Reply reply(u"a"_s, recorder);
        const QList<Reply> copies{reply, reply};
        copies.at(0).result({});
        reply.error(kInvalidParams, u"late"_s);
        reply.notify(u"late"_s, {});
        reply.drop();
        QCOMPARE(recorder->answers.size(), 1);
        QCOMPARE(recorder->notifications.size(), 0);
        QCOMPARE(recorder->drops, 0);
        QVERIFY(!copies.at(1).isOpen());
    }

    void staysSilentOnceDropped() {
        const auto recorder = std::make_shared<Recorder>();
        const Reply reply(1, recorder);
        reply.drop();
        reply.result({});
        QCOMPARE(recorder->answers.size(), 0);
        QCOMPARE(recorder->drops, 1);
    }

    void batchWaitsForAll() {
        QList<QJsonArray> sent;
        const auto batch = std::make_shared<Batch>(
            [&sent](const QJsonArray& answers) { sent << answers; }, [](const QJsonObject&) {});
        batch->expect();
        batch->expect();
        const Reply first(1, batch);
        const Reply second(2, batch);
        first.result({});
        batch->seal();
        QCOMPARE(sent.size(), 0);
        second.drop();
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.constFirst().size(), 1);
    }

    void batchWithoutAnswersIsSilent() {
        QList<QJsonArray> sent;
        const auto batch = std::make_shared<Batch>(
            [&sent](const QJsonArray& answers) { sent << answers; }, [](const QJsonObject&) {});
        batch->expect();
        Reply(1, batch).drop();
        batch->seal();
        QCOMPARE(sent.size(), 0);
    }

    void cancelsByExactId() {
        InFlight inFlight;
        const auto recorder = std::make_shared<Recorder>();
        const CancellationToken number = inFlight.add(Reply(1, recorder));
        const CancellationToken text = inFlight.add(Reply(u"1"_s, recorder));
        inFlight.cancel(u"1"_s);
        QVERIFY(text.isCancelled());
        QVERIFY(!number.isCancelled());
        QVERIFY(inFlight.contains(1));
        QVERIFY(!inFlight.contains(u"1"_s));
        inFlight.cancel(u"never seen"_s);
        QCOMPARE(recorder->drops, 1);
    }

    void keepsANewerRequestOfTheSameId() {
        InFlight inFlight;
        const auto recorder = std::make_shared<Recorder>();
        const Reply old(1, recorder);
        static_cast<void>(inFlight.add(old));
        inFlight.cancel(1);
        const Reply newer(1, recorder);
        static_cast<void>(inFlight.add(newer));
        inFlight.remove(old); // the cancelled work has ended at last
        QVERIFY(inFlight.contains(1));
        newer.result({});
        inFlight.remove(newer);
        QVERIFY(!inFlight.contains(1));
    }

    void reportsProgressSparingly() {
        const auto recorder = std::make_shared<Recorder>();
        const Reply reply(1, recorder);
        const ProgressCallback progress =
            progressFor(withToken(0), reply, Dialect(ProtocolVersion::V2025_03_26));
        QVERIFY(progress);
        for (int i = 1; i <= 100; ++i) {
            progress({u"Reading"_s, i, 100});
        }
        QCOMPARE(recorder->notifications.size(), 1);
        const QJsonObject params =
            recorder->notifications.constFirst().value(u"params"_s).toObject();
        QCOMPARE(params.value(u"progressToken"_s), QJsonValue(0));
        QCOMPARE(params.value(u"message"_s).toString(), u"Reading"_s);
        reply.result({});
        progress({u"Reading"_s, 1000, 1000});
        QCOMPARE(recorder->notifications.size(), 1);
    }

    // Work that only waits still tells its client, with a number that grows all the same.
    void reportsWithoutHavingMoved() {
        const auto recorder = std::make_shared<Recorder>();
        const Reply reply(1, recorder);
        const ProgressCallback progress =
            progressFor(withToken(1), reply, Dialect(ProtocolVersion::V2025_11_25));
        progress({u"Writing"_s, 2, 2});
        const auto hasThree = [&] {
            progress({u"Reading back %1"_s.arg(recorder->notifications.size()), 2, 2});
            return recorder->notifications.size() >= 3;
        };
        QTRY_VERIFY(hasThree());
        double last = -1;
        for (const QJsonObject& one : std::as_const(recorder->notifications)) {
            const QJsonObject params = one.value(u"params"_s).toObject();
            QVERIFY(params.value(u"progress"_s).toDouble() > last);
            last = params.value(u"progress"_s).toDouble();
            // A total that was passed is none.
            QVERIFY(params.value(u"total"_s).toDouble(last) >= last);
        }
        QVERIFY(last > 2 && last < 3);
    }

    void reportsNoProgressUnasked_data() {
        QTest::addColumn<QJsonValue>("token");
        QTest::newRow("none") << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("null") << QJsonValue();
        QTest::newRow("real") << QJsonValue(1.5);
        QTest::newRow("object") << QJsonValue(QJsonObject());
    }
    void reportsNoProgressUnasked() {
        QFETCH(const QJsonValue, token);
        const Reply reply(1, std::make_shared<Recorder>());
        QVERIFY(!progressFor(withToken(token), reply, Dialect(ProtocolVersion::V2025_11_25)));
    }

    void oldestVersionHasNoProgressMessage() {
        const auto recorder = std::make_shared<Recorder>();
        const Reply reply(1, recorder);
        progressFor(withToken(u""_s), reply,
                    Dialect(ProtocolVersion::V2024_11_05))({u"Reading"_s, 1, {}});
        const QJsonObject params =
            recorder->notifications.constFirst().value(u"params"_s).toObject();
        QCOMPARE(params.value(u"progressToken"_s), QJsonValue(u""_s));
        QVERIFY(!params.contains(u"message"_s));
    }
};

QTEST_GUILESS_MAIN(TestReply)
#include "tst_reply.moc"
