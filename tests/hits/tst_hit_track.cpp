// SPDX-License-Identifier: MIT
// What a counter that is reset, late or replaced tells about a rule, and what it must not tell.
#include "hits/hit_track.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead::hits;

namespace {

constexpr qint64 kStart = 1'700'000'000;
constexpr qint64 kHour = 3600;
constexpr qint64 kDay = kSecondsPerDay;

HitSample sample(qint64 hits) {
    return {u"/rule"_s, u"1001"_s, hits};
}

} // namespace

class TestHitTrack final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatIsNew_data() {
        QTest::addColumn<qint64>("before");
        QTest::addColumn<qint64>("after");
        QTest::addColumn<qint64>("grown");
        QTest::addColumn<bool>("hit");
        QTest::newRow("more") << qint64{100} << qint64{150} << qint64{50} << true;
        QTest::newRow("the same") << qint64{100} << qint64{100} << qint64{0} << false;
        QTest::newRow("reset and hit again") << qint64{100} << qint64{7} << qint64{7} << true;
        QTest::newRow("reset and quiet") << qint64{100} << qint64{0} << qint64{0} << false;
        // Another node of the manager answers with what it knew a moment ago.
        QTest::newRow("a little behind") << qint64{1000} << qint64{990} << qint64{0} << true;
        QTest::newRow("always zero") << qint64{0} << qint64{0} << qint64{0} << false;
    }
    void countsWhatIsNew() {
        QFETCH(const qint64, before);
        QFETCH(const qint64, after);
        QFETCH(const qint64, grown);
        QFETCH(const bool, hit);
        HitTrack track = begin(sample(before), kStart, false);
        const qint64 later = kStart + kHour;
        QCOMPARE(follow(track, sample(after), later - 1, later, false), grown);
        QCOMPARE(track.total, before + grown);
        QCOMPARE(track.lastHit.has_value(), hit);
        QCOMPARE(track.quietSince, hit ? later : kStart);
    }

    void doesNotCountTwiceWhatWasBehind() {
        HitTrack track = begin(sample(1000), kStart, false);
        follow(track, sample(990), kStart + 9, kStart + 10, false);
        QCOMPARE(follow(track, sample(1005), kStart + 19, kStart + 20, false), 5);
        QCOMPARE(track.total, 1005);
    }

    void leavesOutWhatOverlaps() {
        HitTrack track = begin(sample(10), kStart, false);
        follow(track, sample(60), kStart + 10, kStart + 20, false);
        // Asked for before that answer had come: it may be older, and 52 would look like a reset.
        QCOMPARE(follow(track, sample(52), kStart + 15, kStart + 25, false), 0);
        QCOMPARE(track.total, 60);
        QCOMPARE(track.latest, kStart + 20);
    }

    void forgetsWhatAGapMayHide_data() {
        QTest::addColumn<qint64>("gap");
        QTest::addColumn<qint64>("counter"); // before; nothing after
        QTest::addColumn<bool>("resetSeen");
        QTest::addColumn<bool>("kept");
        QTest::newRow("watched all the time") << kHour << qint64{5} << true << true;
        QTest::newRow("reset in a gap") << 30 * kDay << qint64{5} << false << false;
        QTest::newRow("reset in a gap, of others") << 30 * kDay << qint64{0} << true << false;
        QTest::newRow("a gap without any reset") << 30 * kDay << qint64{0} << false << true;
    }
    void forgetsWhatAGapMayHide() {
        QFETCH(const qint64, gap);
        QFETCH(const qint64, counter);
        QFETCH(const bool, resetSeen);
        QFETCH(const bool, kept);
        HitTrack track = begin(sample(counter), kStart, false);
        const qint64 later = kStart + gap;
        follow(track, sample(0), later - 1, later, resetSeen);
        QCOMPARE(track.quietSince, kept ? kStart : later);
    }

    void knowsForHowLongItWasQuiet() {
        HitTrack track = begin(sample(0), kStart, false);
        for (int day = 1; day <= 91; ++day) {
            const qint64 now = kStart + day * kDay;
            QCOMPARE(follow(track, sample(0), now - 1, now, false), 0);
        }
        const qint64 now = kStart + 91 * kDay;
        QCOMPARE(*quietDays(track, now), 91);
        // Nobody has looked since: it may have been hit.
        QVERIFY(!quietDays(track, now + 2 * kDay));
        follow(track, sample(1), now + 9, now + 10, false);
        QCOMPARE(*quietDays(track, now + 10), 0);
    }

    void aReplacedRuleStartsAnew() {
        const HitTrack track = begin({u"/rule"_s, u"2002"_s, 3}, kStart, true);
        QCOMPARE(track.total, 3);
        QCOMPARE(*track.lastHit, kStart); // it did not exist before
        QVERIFY(!begin(sample(3), kStart, false).lastHit);
    }
};

QTEST_GUILESS_MAIN(TestHitTrack)
#include "tst_hit_track.moc"
