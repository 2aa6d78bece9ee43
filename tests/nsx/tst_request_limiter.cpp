// SPDX-License-Identifier: MIT
#include "base/cancellation.h"
#include "nsx/request_limiter.h"

#include <QElapsedTimer>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::nsx;

namespace {

struct Taken {
    std::vector<RequestLimiter::Ticket> tickets;
    int refused = 0;
};

QCoro::Task<void> take(RequestLimiter& limiter, CancellationToken token, Taken& taken) {
    RequestLimiter::Ticket ticket = co_await limiter.admit(token, {});
    if (ticket) {
        taken.tickets.push_back(std::move(ticket));
    } else {
        ++taken.refused;
    }
}

} // namespace

class TestRequestLimiter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void letsOnlySomeThrough();
    void slowsDown();
    void waitingEndsWhenCancelled();
    void outlivesItsLimiter();
};

void TestRequestLimiter::letsOnlySomeThrough() {
    RequestLimiter limiter(1000, 3);
    Taken taken;
    for (int i = 0; i < 5; ++i) {
        take(limiter, {}, taken);
    }
    QTRY_COMPARE(taken.tickets.size(), 3U);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(taken.tickets.size(), 3U);
    taken.tickets.erase(taken.tickets.begin());
    QTRY_COMPARE(taken.tickets.size(), 3U);
    taken.tickets.clear();
    QTRY_COMPARE(taken.tickets.size(), 1U);
}

void TestRequestLimiter::slowsDown() {
    RequestLimiter limiter(5, 100);
    Taken taken;
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 11; ++i) {
        take(limiter, {}, taken);
    }
    QTRY_COMPARE_WITH_TIMEOUT(taken.tickets.size(), 11U, 20000);
    QVERIFY(clock.elapsed() >= 2000); // five in the first second, five in the second, then one
}

void TestRequestLimiter::waitingEndsWhenCancelled() {
    RequestLimiter limiter(1000, 1);
    Taken taken;
    CancellationSource source;
    take(limiter, {}, taken);
    take(limiter, source.token(), taken);
    take(limiter, {}, taken);
    QTRY_COMPARE(taken.tickets.size(), 1U);
    source.cancel();
    QTRY_COMPARE(taken.refused, 1);
    taken.tickets.clear();
    QTRY_COMPARE(taken.tickets.size(), 1U);
}

void TestRequestLimiter::outlivesItsLimiter() {
    Taken taken;
    {
        RequestLimiter limiter(1000, 1);
        take(limiter, {}, taken);
    }
    QTRY_COMPARE(taken.tickets.size(), 1U);
    taken.tickets.clear();
}

QTEST_GUILESS_MAIN(TestRequestLimiter)
#include "tst_request_limiter.moc"
