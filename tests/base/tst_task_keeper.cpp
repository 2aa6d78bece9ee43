// SPDX-License-Identifier: MIT
#include "base/task_keeper.h"

#include <QCoro/QCoroSignal>
#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;

namespace {

/// Lets a test decide when a coroutine goes on.
class Gate : public QObject {
    Q_OBJECT
public:
    void open() { Q_EMIT opened(7); }
Q_SIGNALS:
    void opened(int value);
};

Task<int> waitAt(Gate* gate) {
    const int value = co_await qCoro(gate, &Gate::opened);
    co_return value;
}

Task<int> failAtOnce() {
    co_return fail(ErrorKind::Failed, u"Stop."_s, u"It failed."_s);
}

} // namespace

class TestTaskKeeper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliversTheResultOnce() {
        Gate gate;
        int got = 0;
        keepTask<Result<int>>(this, waitAt(&gate),
                              [&got](const Result<int>& result) { got += *result; });
        QCOMPARE(got, 0);
        gate.open();
        QTRY_COMPARE(got, 7);
        gate.open();
        QCOMPARE(got, 7);
    }

    void deliversErrors() {
        QString message;
        keepTask<Result<int>>(this, failAtOnce(), [&message](const Result<int>& result) {
            message = result.error().message();
        });
        QCOMPARE(message, u"Stop. It failed."_s);
    }

    void dropsTheResultOfADeadOwner() {
        Gate gate;
        auto owner = std::make_unique<QObject>();
        bool called = false;
        keepTask<Result<int>>(owner.get(), waitAt(&gate),
                              [&called](const Result<int>&) { called = true; });
        owner.reset();
        gate.open();
        QCoreApplication::sendPostedEvents();
        QVERIFY(!called);
    }

    void countsWorkUnderWay() {
        TaskCounter counter;
        int idle = 0;
        counter.onIdle([&idle] { ++idle; });
        {
            auto first = counter.take();
            const TaskCounter::Ticket copy = first;
            first.reset();
            const auto second = counter.take();
            QCOMPARE(counter.count(), 2);
            QCOMPARE(idle, 0);
        }
        QCOMPARE(counter.count(), 0);
        QCOMPARE(idle, 1);
    }
};

QTEST_GUILESS_MAIN(TestTaskKeeper)
#include "tst_task_keeper.moc"
