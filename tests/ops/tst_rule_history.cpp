// SPDX-License-Identifier: MIT
// What was recorded of hits, in results: never more certain than it was watched.
#include "hits/hit_file.h"
#include "hits/hit_place.h"
#include "ops/rule_history.h"
#include "snapshot/formats.h"
#include "support/schema_check.h"
#include "support/write_bench.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;
using tests::WriteBench;

namespace {

constexpr qint64 kDay = hits::kSecondsPerDay;
const QString kPolicy = u"app-webshop"_s;

QString problems(const QString& name, const QJsonObject& result) {
    const QJsonObject schema = Registry::standard().find(name)->resultSchema;
    return tests::SchemaCheck(schema).problems(result).join(u' ');
}

QStringList ids(const QJsonObject& result) {
    QStringList found;
    for (const QJsonValue item : result.value(u"items"_s).toArray()) {
        found << item[u"id"].toString();
    }
    return found;
}

} // namespace

class TestRuleHistory final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_data;
    std::vector<hits::HitSample> m_counters; ///< of the policy, as the manager says them
    qint64 m_now = 0;

    [[nodiscard]] static QString key(WriteBench& bench) {
        return u"127.0.0.1:%1"_s.arg(bench.manager().port());
    }
    /// As if this computer had looked at these rules then, with so many hits fewer.
    void lookedAt(WriteBench& bench, const std::vector<std::size_t>& rules, qint64 daysAgo,
                  qint64 fewer = 0) const {
        hits::HitOptions options;
        options.path = hits::defaultHitFile();
        hits::HitFile file(options);
        const qint64 then = m_now - daysAgo * kDay;
        hits::HitPass pass{key(bench), then - 1, then, {}};
        for (const std::size_t rule : rules) {
            hits::HitSample sample = m_counters.at(rule);
            sample.hits -= fewer;
            pass.samples.push_back(sample);
        }
        const auto recorded = file.record(pass);
        QVERIFY2(recorded, recorded ? "" : qPrintable(recorded.error().message()));
    }
    [[nodiscard]] QString ruleId(std::size_t rule) const {
        return m_counters.at(rule).path.section(u'/', -1);
    }

private Q_SLOTS:
    void initTestCase() {
        QTemporaryDir first;
        qputenv("XDG_DATA_HOME", first.path().toLocal8Bit());
        WriteBench bench;
        const QJsonObject all = bench.must(u"get_dfw_rule_stats"_s, {{u"policy_id"_s, kPolicy}});
        for (const QJsonValue item : all.value(u"items"_s).toArray()) {
            m_counters.push_back({item[u"path"].toString(), item[u"rule_number"].toString(),
                                  item[u"hit_count"].toInteger()});
        }
        QVERIFY(m_counters.size() >= 4);
        for (const hits::HitSample& sample : m_counters) {
            QVERIFY(sample.hits > 50);
        }
    }
    void init() {
        m_data = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_data->path().toLocal8Bit());
        m_now = QDateTime::currentSecsSinceEpoch();
    }

    void aRuleThatWasNeverWatchedIsUnknown() {
        WriteBench bench;
        const QJsonObject rule = bench.must(u"get_dfw_rule_stats"_s,
                                            {{u"policy_id"_s, kPolicy}, {u"rule_id"_s, ruleId(0)}});
        QCOMPARE(problems(u"get_dfw_rule_stats"_s, rule), QString());
        const QJsonObject history = rule.value(u"history"_s).toObject();
        QCOMPARE(history.value(u"watched_days"_s).toInt(-1), 0);
        for (const QString& key :
             {u"last_hit"_s, u"hits_7_days"_s, u"hits_30_days"_s, u"hits_90_days"_s}) {
            QVERIFY2(history.contains(key) && history.value(key).isNull(), qPrintable(key));
        }
        QCOMPARE(history.value(u"in_words"_s).toString(),
                 u"No hit seen yet; watched for less than a day."_s);
        QCOMPARE(rule.value(u"items"_s)[0][u"history"].toObject(), history);
    }

    void hitsOfDaysAreThoseThatWereSeen() {
        WriteBench bench;
        lookedAt(bench, {0, 1}, 40, 30);
        lookedAt(bench, {0, 1}, 20, 12); // 18 hits between the two
        lookedAt(bench, {0}, 2, 12);
        const QJsonObject all = bench.must(u"get_dfw_rule_stats"_s, {{u"policy_id"_s, kPolicy}});
        QCOMPARE(problems(u"get_dfw_rule_stats"_s, all), QString());
        QVERIFY(all.value(u"history"_s).isNull()); // of several rules it means nothing
        const QJsonObject history = all.value(u"items"_s)[0][u"history"].toObject();
        QCOMPARE(history.value(u"watched_days"_s).toInt(), 40);
        QCOMPARE(history.value(u"hits_7_days"_s).toInt(-1), 12); // in the last two days
        const int month = history.value(u"hits_30_days"_s).toInt(-1);
        QVERIFY2(month > 12 && month < 30, qPrintable(QString::number(month)));
        QVERIFY(history.value(u"hits_90_days"_s).isNull());
        QVERIFY(!history.value(u"last_hit"_s).isNull());
        QVERIFY(history.value(u"in_words"_s).toString().startsWith(u"Last hit seen on"_s));
    }

    void unusedIsOnlyWhatWasWatchedSoLong() {
        WriteBench bench;
        lookedAt(bench, {0}, 100);    // never hit since
        lookedAt(bench, {1}, 100, 5); // hit 50 days ago at the latest, quiet since then
        lookedAt(bench, {1}, 50);
        lookedAt(bench, {2}, 3); // watched for three days
        const QJsonObject found =
            bench.must(u"list_dfw_rules"_s, {{u"policy_id"_s, kPolicy}, {u"unused_days"_s, 90}});
        QCOMPARE(problems(u"list_dfw_rules"_s, found), QString());
        QCOMPARE(ids(found), QStringList{ruleId(0)});
        const QJsonObject item = found.value(u"items"_s)[0].toObject();
        QCOMPARE(item.value(u"policy_id"_s).toString(), kPolicy);
        QCOMPARE(item.value(u"history"_s)[u"quiet_days"].toInt(), 100);
        QCOMPARE(item.value(u"history"_s)[u"in_words"].toString(),
                 u"No hit in the 100 days that were watched."_s);
        const QJsonObject unused = found.value(u"unused"_s).toObject();
        QCOMPARE(unused.value(u"rules"_s).toInt(), 1);
        QCOMPARE(unused.value(u"unknown"_s).toInt(-1), 0);
        // All but the unused one and the one that was hit within the 90 days.
        QCOMPARE(unused.value(u"watched_too_short"_s).toInt(),
                 static_cast<int>(m_counters.size()) - 2);
        QVERIFY(unused.value(u"notes"_s)[0].toString().contains(u"nobody knows yet"_s));
    }

    void aRuleOfThreeDaysIsQuietForThree() {
        WriteBench bench;
        lookedAt(bench, {2}, 3);
        const QJsonObject ninety =
            bench.must(u"list_dfw_rules"_s, {{u"policy_id"_s, kPolicy}, {u"unused_days"_s, 90}});
        QCOMPARE(ids(ninety), QStringList());
        const QJsonObject three =
            bench.must(u"list_dfw_rules"_s, {{u"policy_id"_s, kPolicy}, {u"unused_days"_s, 3}});
        QCOMPARE(ids(three), QStringList{ruleId(2)});
        QCOMPARE(three.value(u"items"_s)[0][u"history"][u"in_words"].toString(),
                 u"No hit in the 3 days that were watched."_s);
    }

    void allPoliciesAreAskedAtOnce() {
        WriteBench bench;
        lookedAt(bench, {0, 3}, 30);
        const QJsonObject found = bench.must(u"list_dfw_rules"_s, {{u"unused_days"_s, 30}});
        QCOMPARE(problems(u"list_dfw_rules"_s, found), QString());
        QCOMPARE(ids(found), (QStringList{ruleId(0), ruleId(3)}));
        QVERIFY(found.value(u"policy_id"_s).isNull());
        QCOMPARE(found.value(u"items"_s)[1][u"position"].toInt(), 4);
        QCOMPARE(found.value(u"items"_s)[1][u"policy_id"].toString(), kPolicy);
        QVERIFY(found.value(u"unused"_s)[u"watched_too_short"].toInt() > 20);
        const QJsonObject second = bench.must(
            u"list_dfw_rules"_s, {{u"unused_days"_s, 30}, {u"limit"_s, 1}, {u"offset"_s, 1}});
        QCOMPARE(ids(second), QStringList{ruleId(3)});
        QCOMPARE(second.value(u"total"_s).toInt(), 2);
    }

    void aSnapshotKnowsTheHistoryOfItsManager() {
        QString file;
        {
            WriteBench bench;
            lookedAt(bench, {0}, 100);
            QVERIFY(!bench.must(u"get_dfw_rule_stats"_s, {{u"policy_id"_s, kPolicy}}).isEmpty());
            const auto snapshot = bench.snapshot();
            QVERIFY(snapshot);
            file = m_data->filePath(u"estate.json"_s);
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(snapshot::write(**snapshot));
        }
        SourceOptions options;
        options.snapshotFile = file;
        const auto sources = std::make_shared<SourceProvider>(options);
        const auto outcome = tests::await(Pipeline::standard(sources).call(
            u"list_dfw_rules"_s, {{u"policy_id"_s, kPolicy}, {u"unused_days"_s, 90}}, {}));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        QCOMPARE(problems(u"list_dfw_rules"_s, outcome->result), QString());
        QCOMPARE(ids(outcome->result), QStringList{ruleId(0)});
    }

    void aHistoryThatCannotBeReadIsNoReasonToFail() {
        QFile blocker(m_data->filePath(u"flat"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        qputenv("XDG_DATA_HOME", blocker.fileName().toLocal8Bit());
        WriteBench bench;
        const QJsonObject all = bench.must(u"get_dfw_rule_stats"_s, {{u"policy_id"_s, kPolicy}});
        QVERIFY(all.value(u"hit_count"_s).toInteger() > 0);
        QVERIFY(all.value(u"items"_s)[0][u"history"].isNull());
        // But nobody claims to know what is unused.
        const auto unused = bench.call(u"list_dfw_rules"_s, {{u"unused_days"_s, 1}});
        QVERIFY(!unused);
        QVERIFY2(unused.error().message().contains(blocker.fileName()),
                 qPrintable(unused.error().message()));
    }

    void refuses_data() {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("neither") << QJsonObject() << u"unused_days"_s;
        QTest::newRow("no days") << QJsonObject{{u"unused_days"_s, 0}} << u"unused_days"_s;
        QTest::newRow("for ever") << QJsonObject{{u"unused_days"_s, 366}} << u"unused_days"_s;
        QTest::newRow("no such policy")
            << QJsonObject{{u"unused_days"_s, 9}, {u"policy_id"_s, u"app-webshp"_s}}
            << u"app-webshop"_s;
    }
    void refuses() {
        QFETCH(const QJsonObject, arguments);
        QFETCH(const QString, word);
        WriteBench bench;
        const auto outcome = bench.call(u"list_dfw_rules"_s, arguments);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(word), qPrintable(outcome.error().message()));
    }
};

QTEST_GUILESS_MAIN(TestRuleHistory)
#include "tst_rule_history.moc"
