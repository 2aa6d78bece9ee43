// SPDX-License-Identifier: MIT
#include "graph/trace_comparison.h"
#include "support/trace_cases.h"

#include <QTest>

#include <algorithm>

using namespace bulkhead;
using namespace bulkhead::graph;
using namespace Qt::StringLiterals;

namespace {

Hops hopsOfCase(const QString& name) {
    const auto cases = tests::everyTraceCase();
    const auto found = std::find_if(cases.cbegin(), cases.cend(),
                                    [&](const auto& one) { return one.name == name; });
    Hops hops;
    for (const model::TraceObservation& observation : found->trace.observations) {
        hops.push_back(hopOf(observation));
    }
    return hops;
}

} // namespace

class TestTraceComparison final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameWayAtAnotherTimeIsTheSame() {
        const Hops before = hopsOfCase(u"allowed over two hosts"_s);
        Hops after = before;
        for (Hop& hop : after) {
            *hop.timestampMicro += 1'000'000;
        }
        QVERIFY(!firstDifference(before, after));
        QVERIFY(!firstDifference({}, {}));
    }

    void aNewVerdictIsFoundWhereItFell() {
        const auto difference = firstDifference(hopsOfCase(u"allowed over two hosts"_s),
                                                hopsOfCase(u"dropped at the destination"_s));
        QVERIFY(difference);
        QCOMPARE(difference->before, 10);
        QCOMPARE(difference->after, 10);
        QCOMPARE(difference->sentence,
                 u"First difference at observation 11: earlier forwarded at distributed firewall "
                 "on esx-02.lab by rule 1042, later dropped at distributed firewall on esx-02.lab "
                 "by rule 1050."_s);
    }

    void aShorterWayEndsEarlier() {
        const Hops whole = hopsOfCase(u"allowed over two hosts"_s);
        Hops part = whole;
        part.pop_back();
        const auto shorter = firstDifference(whole, part);
        QVERIFY(shorter);
        QCOMPARE(shorter->before, 11);
        QVERIFY(!shorter->after);
        QVERIFY(shorter->sentence.startsWith(u"The later trace ended after 11"_s));
        const auto longer = firstDifference(part, whole);
        QVERIFY(longer && !longer->before && longer->after == 11);
    }

    void theOrderOfCopiesDoesNotCount() {
        const Hops before = hopsOfCase(u"replicated"_s);
        Hops after;
        for (const QString& host : {u"esx-01.lab"_s, u"esx-03.lab"_s, u"esx-02.lab"_s}) {
            std::copy_if(before.cbegin(), before.cend(), std::back_inserter(after),
                         [&](const Hop& hop) { return hop.host == host; });
        }
        QCOMPARE(after.size(), before.size());
        QVERIFY(!firstDifference(before, after));
    }
};

QTEST_GUILESS_MAIN(TestTraceComparison)
#include "tst_trace_comparison.moc"
