// SPDX-License-Identifier: MIT
#include "base/cancellation.h"

#include <QTest>
#include <QThread>

#include <thread>

using namespace bulkhead;

class TestCancellation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDefaultTokenIsNeverCancelled() {
        const CancellationToken token;
        QVERIFY(!token.isCancelled());
        token.onCancelled(this, [] { QFAIL("called"); });
    }

    void tellsEveryListenerOnce() {
        CancellationSource source;
        int heard = 0;
        source.token().onCancelled(this, [&heard] { ++heard; });
        const CancellationToken copy = source.token();
        copy.onCancelled(this, [&heard] { ++heard; });
        source.cancel();
        source.cancel();
        QVERIFY(copy.isCancelled());
        QTRY_COMPARE(heard, 2);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(heard, 2);
    }

    void tellsLateListeners() {
        CancellationSource source;
        source.cancel();
        bool heard = false;
        source.token().onCancelled(this, [&heard] { heard = true; });
        QTRY_VERIFY(heard);
    }

    void forgetsListenersThatAreGone() {
        CancellationSource source;
        auto context = std::make_unique<QObject>();
        source.token().onCancelled(context.get(), [] { QFAIL("its context is gone"); });
        context.reset();
        source.cancel();
        QCoreApplication::sendPostedEvents();
    }

    void canBeCancelledFromAnotherThread() {
        CancellationSource source;
        bool heard = false;
        source.token().onCancelled(this, [this, &heard] {
            QCOMPARE(QThread::currentThread(), thread());
            heard = true;
        });
        std::thread other([&source] { source.cancel(); });
        other.join();
        QTRY_VERIFY(heard);
    }
};

QTEST_GUILESS_MAIN(TestCancellation)
#include "tst_cancellation.moc"
