// SPDX-License-Identifier: MIT
// Counters of a whole manager at one go, and what is done when one of its policies does not answer.
#include "hits/hit_sampler.h"
#include "nsx/await.h"
#include "nsx/manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::hits;
using namespace bulkhead::tests;

class TestHitSampler final : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryPolicyOnce() {
        const auto c = connection();
        AWAIT_OK(read, sampleHits(c.get(), {u"app-webshop"_s, u"gone"_s, u"app-erp"_s}, {}));
        QVERIFY(read.value().samples.size() >= 6);
        QCOMPARE(read.value().manager, c->place());
        QVERIFY(read.value().asked <= read.value().answered);
        for (const HitSample& sample : read.value().samples) {
            QVERIFY(sample.path.contains(u"/app-webshop/") || sample.path.contains(u"/app-erp/"));
            QVERIFY(!sample.number.isEmpty());
        }
        QCOMPARE(count("/app-webshop/statistics"), 1);
    }

    void failsWhenNothingCouldBeRead() {
        const auto c = connection();
        AWAIT_ERROR(read, ErrorKind::NotFound, sampleHits(c.get(), {u"gone"_s}, {}));
    }

    void stopsWhereItMayNotRead() {
        simulator::Fault refused;
        refused.pathContains = "/statistics";
        refused.count = -1;
        refused.status = 403;
        refused.errorCode = 401; // the role denies it
        m_manager->addFault(refused);
        const auto c = connection();
        AWAIT_ERROR(
            read, ErrorKind::Permission,
            sampleHits(c.get(), {u"app-webshop"_s, u"app-erp"_s, u"app-hr"_s, u"app-crm"_s}, {}));
        QVERIFY(count("/statistics") <= 3);
    }

    void canBeCancelled() {
        CancellationSource source;
        source.cancel();
        const auto c = connection();
        AWAIT_ERROR(read, ErrorKind::Cancelled,
                    sampleHits(c.get(), {u"app-webshop"_s}, source.token()));
    }
};

QTEST_GUILESS_MAIN(TestHitSampler)
#include "tst_hit_sampler.moc"
