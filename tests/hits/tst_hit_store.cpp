// SPDX-License-Identifier: MIT
// The hit history on the disk: private, small, shared by programs, true over resets.
#include "hits/hit_store.h"
#include "support/await.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::hits;

namespace {

constexpr qint64 kDay = kSecondsPerDay;
constexpr qint64 kStart = 20'000 * kDay; ///< midnight
const QString kManager = u"nsx.example:443"_s;

HitPass pass(qint64 time, std::vector<HitSample> samples) {
    return {kManager, time - 1, time, std::move(samples)};
}

HitSample sample(const QString& path, qint64 hits, const QString& number = u"7"_s) {
    return {path, number, hits};
}

std::vector<qint64> known(const HitHistory& history) {
    std::vector<qint64> days;
    for (const std::optional<qint64>& day : history.days) {
        days.push_back(day.value_or(-1));
    }
    return days;
}

} // namespace

class TestHitStore final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString file() const { return m_folder->filePath(u"data/hits.db"_s); }
    [[nodiscard]] HitOptions options() const { return {file()}; }
    static void record(HitFile& hits, const HitPass& what) {
        const auto recorded = hits.record(what);
        QVERIFY2(recorded, recorded ? "" : qPrintable(recorded.error().message()));
    }
    static HitHistory history(HitFile& hits, const QString& path, qint64 now, int days = 5) {
        const auto table = hits.read(kManager, days, now);
        return table ? (*table)->value(path) : HitHistory();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void remembersDays() {
        HitFile hits(options());
        record(hits, pass(kStart + 100, {sample(u"/a"_s, 1000)}));
        record(hits, pass(kStart + 200, {sample(u"/a"_s, 1010)}));
        record(hits, pass(kStart + kDay + 100, {sample(u"/a"_s, 1010)}));
        record(hits, pass(kStart + kDay + 200, {sample(u"/a"_s, 1013)}));
        const HitHistory found = history(hits, u"/a"_s, kStart + kDay + 300, 4);
        QCOMPARE(known(found), (std::vector<qint64>{-1, -1, 10, 3}));
        QCOMPARE(found.track.total, 1013);
        QCOMPARE(*found.track.lastHit, kStart + kDay + 200);
    }

    void spreadsWhatCameInBetween() {
        HitFile hits(options());
        record(hits, pass(kStart, {sample(u"/a"_s, 0)}));
        record(hits, pass(kStart + 3 * kDay, {sample(u"/a"_s, 300)}));
        const HitHistory found = history(hits, u"/a"_s, kStart + 3 * kDay, 4);
        QCOMPARE(known(found), (std::vector<qint64>{100, 100, 100, 0}));
    }

    void spreadsFewHitsOverManyDays() {
        HitFile hits(options());
        record(hits, pass(kStart, {sample(u"/a"_s, 0)}));
        record(hits, pass(kStart + 8 * kDay, {sample(u"/a"_s, 4)}));
        const HitHistory found = history(hits, u"/a"_s, kStart + 8 * kDay, 9);
        QCOMPARE(known(found), (std::vector<qint64>{0, 1, 0, 1, 0, 1, 0, 1, 0}));
    }

    void survivesAResetAndANewRule() {
        HitFile hits(options());
        record(hits, pass(kStart + 100, {sample(u"/a"_s, 500), sample(u"/b"_s, 80)}));
        record(hits, pass(kStart + 200, {sample(u"/a"_s, 20), sample(u"/b"_s, 5, u"9"_s)}));
        QCOMPARE(history(hits, u"/a"_s, kStart + 300).track.total, 520);
        QCOMPARE(history(hits, u"/a"_s, kStart + 300).days.back().value_or(-1), 20);
        QCOMPARE(history(hits, u"/b"_s, kStart + 300).track.total, 5);
        QCOMPARE(history(hits, u"/b"_s, kStart + 300).track.number, u"9"_s);
    }

    void keepsManagersApart() {
        HitFile hits(options());
        record(hits, pass(kStart, {sample(u"/a"_s, 5)}));
        record(hits, {u"other.example:443"_s, kStart, kStart, {sample(u"/a"_s, 9)}});
        QCOMPARE(history(hits, u"/a"_s, kStart).track.total, 5);
        const auto nobody = hits.read(u"never.example:443"_s, 5, kStart);
        QVERIFY(nobody && (*nobody)->isEmpty());
    }

    void isPrivate() {
        HitFile hits(options());
        record(hits, pass(kStart, {sample(u"/a"_s, 5)}));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther;
        const QFileInfoList files = QDir(m_folder->filePath(u"data"_s)).entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo& one : files) {
            QVERIFY2(!one.permissions().testAnyFlags(others), qPrintable(one.fileName()));
        }
    }

    void staysSmall() {
        HitOptions small = options();
        small.mostBytes = 200 * 1024;
        HitFile hits(small);
        constexpr int rules = 300;
        for (int day = 0; day < 40; ++day) {
            std::vector<HitSample> samples;
            for (int rule = 0; rule < rules; ++rule) {
                samples.push_back(sample(u"/infra/rules/%1"_s.arg(rule), (day + 1) * 10));
            }
            record(hits, pass(kStart + day * kDay + 100, std::move(samples)));
        }
        hits.close();
        QVERIFY2(QFileInfo(file()).size() < 2 * small.mostBytes,
                 qPrintable(QString::number(QFileInfo(file()).size())));
        const HitHistory found = history(hits, u"/infra/rules/7"_s, kStart + 39 * kDay + 200, 40);
        QCOMPARE(found.track.total, 400); // no rule is lost, only its oldest days
        QVERIFY(found.days.back().value_or(0) > 0);
    }

    void forgetsOldDays() {
        HitOptions brief = options();
        brief.keptDays = 3;
        HitFile hits(brief);
        for (int day = 0; day < 6; ++day) {
            record(hits, pass(kStart + day * kDay + 100, {sample(u"/a"_s, day * 10)}));
            record(hits, pass(kStart + day * kDay + 200, {sample(u"/a"_s, day * 10 + 5)}));
        }
        const HitHistory found = history(hits, u"/a"_s, kStart + 5 * kDay + 300, 6);
        QCOMPARE(found.days[0].value_or(-1), 0);
        QVERIFY(found.days[5].value_or(0) > 0);
    }

    void isWrittenByManyAtOnce() {
        constexpr int writers = 4;
        constexpr int passes = 25;
        std::vector<std::thread> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back([this, writer] {
                HitFile hits(options());
                for (int i = 0; i < passes; ++i) {
                    const QString path = u"/writer/%1"_s.arg(writer);
                    static_cast<void>(
                        hits.record(pass(kStart + 10 * (i + 1), {sample(path, (i + 1) * 2)})));
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        HitFile hits(options());
        const auto table = hits.read(kManager, 1, kStart + 1000);
        QVERIFY2(table, table ? "" : qPrintable(table.error().message()));
        QCOMPARE((*table)->size(), writers);
        for (const HitHistory& one : **table) {
            QCOMPARE(one.track.total, passes * 2);
            QCOMPARE(one.days.back().value_or(-1), (passes - 1) * 2);
        }
    }

    void worksOnItsOwnThread() {
        HitStore store(options());
        QVERIFY(!QFileInfo::exists(file())); // nothing before the first call
        QVERIFY(tests::await(store.record(pass(kStart, {sample(u"/a"_s, 5)}))));
        const auto table = tests::await(store.read(kManager, 3, kStart));
        QVERIFY(table);
        QCOMPARE((*table)->value(u"/a"_s).track.total, 5);
    }

    void refusesAFileOfANewerProgram() {
        {
            HitFile hits(options());
            record(hits, pass(kStart, {sample(u"/a"_s, 5)}));
        }
        {
            guard::SqliteFile plain({file(), u"the test's file"_s});
            QVERIFY(plain.open());
            QVERIFY(plain.execute(u"PRAGMA user_version = 99"_s));
        }
        HitFile hits(options());
        const auto read = hits.read(kManager, 1, kStart);
        QVERIFY(!read);
        QVERIFY(read.error().message().contains(u"newer"_s));
    }
};

QTEST_GUILESS_MAIN(TestHitStore)
#include "tst_hit_store.moc"
