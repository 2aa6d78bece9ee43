// SPDX-License-Identifier: MIT
// Changes of intrusion detection: asked about, made once, refused in words, and taken back.
#include "../simulator/api_client.h"
#include "support/schema_check.h"
#include "support/write_bench.h"

#include <QJsonArray>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;
using tests::WriteBench;

namespace {

const QString kServices = u"/policy/api/v1/infra/settings/firewall/security/intrusion-services"_s;
const QString kErp =
    u"/policy/api/v1/infra/domains/default/intrusion-service-policies/production/rules/erp"_s;

simulator::test::ApiClient client(WriteBench& bench) {
    return simulator::test::ApiClient(bench.manager(), u"admin"_s, u"correct horse 7!"_s);
}

QJsonObject cluster(WriteBench& bench) {
    auto other = client(bench);
    return other.get(kServices + u"/cluster-configs"_s).results().first().toObject();
}

} // namespace

class TestIdpsWrites final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areConfirmedAndTakenBack_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("before");
        QTest::addColumn<QJsonValue>("after");
        QTest::addColumn<QString>("consequence");
        QTest::newRow("cluster off")
            << u"update_idps_settings"_s
            << QJsonObject{{u"cluster"_s, u"Compute"_s}, {u"enabled"_s, false}}
            << kServices + u"/cluster-configs/"_s << u"ids_enabled"_s << QJsonValue(true)
            << QJsonValue(false) << u"On 4 hosts of cluster Compute attacks are neither"_s;
        QTest::newRow("rule prevents")
            << u"update_idps_rule"_s
            << QJsonObject{{u"rule_id"_s, u"ERP, on trial"_s}, {u"mode"_s, u"detect_prevent"_s}}
            << kErp << u"action"_s << QJsonValue(u"DETECT"_s) << QJsonValue(u"DETECT_PREVENT"_s)
            << u"a false alarm breaks"_s;
        QTest::newRow("rule off") << u"update_idps_rule"_s
                                  << QJsonObject{{u"rule_id"_s, u"erp"_s}, {u"disabled"_s, true}}
                                  << kErp << u"disabled"_s << QJsonValue(false) << QJsonValue(true)
                                  << u"sees nothing any more"_s;
        QTest::newRow("updates off")
            << u"update_idps_settings"_s << QJsonObject{{u"auto_update"_s, false}} << kServices
            << u"auto_update"_s << QJsonValue(true) << QJsonValue(false) << u"grow old"_s;
    }
    void areConfirmedAndTakenBack() {
        QFETCH(const QString, operation);
        QFETCH(const QJsonObject, arguments);
        QFETCH(QString, url);
        QFETCH(const QString, field);
        QFETCH(const QJsonValue, before);
        QFETCH(const QJsonValue, after);
        QFETCH(const QString, consequence);
        WriteBench bench;
        if (url.endsWith(u'/')) {
            url += cluster(bench).value(u"id"_s).toString();
        }
        auto other = client(bench);
        QCOMPARE(other.get(url).json().value(field), before);
        const auto outcome = bench.call(operation, arguments);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message()));
        const QJsonObject schema = Registry::standard().find(operation)->resultSchema;
        QCOMPARE(tests::SchemaCheck(schema).problems(outcome->result), QStringList());
        QCOMPARE(other.get(url).json().value(field), after);
        const guard::Question question = bench.confirmer->asked.back();
        QCOMPARE(question.risk, guard::Risk::High);
        QVERIFY2(question.consequences.join(u' ').contains(consequence),
                 qPrintable(question.consequences.join(u' ')));
        const QJsonObject undone =
            bench.must(u"undo_change"_s, {{u"undo_id"_s, outcome->result.value(u"undo_id"_s)}});
        QCOMPARE(undone.value(u"status"_s).toString(), u"undone"_s);
        QCOMPARE(other.get(url).json().value(field), before);
    }

    void changeAClusterAndTheSettingsTogether() {
        WriteBench bench;
        const QJsonObject made =
            bench.must(u"update_idps_settings"_s, {{u"cluster"_s, u"Compute"_s},
                                                   {u"enabled"_s, false},
                                                   {u"oversubscription"_s, u"DROPPED"_s}});
        QCOMPARE(bench.writes().size(), 2);
        QCOMPARE(bench.confirmer->asked.size(), 1);
        QCOMPARE(bench.confirmer->asked.back().consequences.size(), 2);
        auto other = client(bench);
        QCOMPARE(cluster(bench).value(u"ids_enabled"_s).toBool(true), false);
        QVERIFY(
            !bench.must(u"undo_change"_s, {{u"undo_id"_s, made.value(u"undo_id"_s)}}).isEmpty());
        QCOMPARE(cluster(bench).value(u"ids_enabled"_s).toBool(), true);
        QCOMPARE(other.get(kServices).json().value(u"oversubscription"_s).toString(),
                 u"BYPASSED"_s);
    }

    void resetTheCountersForGood() {
        WriteBench bench;
        const auto hits = [&bench] {
            auto other = client(bench);
            return other.get(kErp + u"/statistics"_s)
                .results()[0][u"statistics"][u"hit_count"]
                .toInteger(-1);
        };
        const qint64 before = hits();
        QVERIFY2(before > 0, "the demo's rule has seen something");
        const QJsonObject reset =
            bench.must(u"update_idps_settings"_s, {{u"reset_statistics"_s, true}});
        QCOMPARE(reset.value(u"status"_s).toString(), u"reset"_s);
        QVERIFY(reset.value(u"undo_id"_s).isNull());
        QCOMPARE(bench.confirmer->asked.back().risk, guard::Risk::High);
        QVERIFY(hits() < before);
        QCOMPARE(bench.writes(),
                 QStringList{u"POST /policy/api/v1/infra/settings/firewall/security/"
                             "intrusion-services/stats?action=reset&category=IDPSDFW"_s});
    }

    void leaveAloneWhatIsAsAskedFor() {
        WriteBench bench;
        const QJsonObject made = bench.must(u"update_idps_settings"_s,
                                            {{u"cluster"_s, u"Compute"_s}, {u"enabled"_s, true}});
        QCOMPARE(made.value(u"status"_s).toString(), u"unchanged"_s);
        QCOMPARE(bench.writes(), QStringList());
        QVERIFY(bench.confirmer->asked.empty());
    }

    void refuse_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("no such cluster")
            << u"update_idps_settings"_s
            << QJsonObject{{u"cluster"_s, u"Storage"_s}, {u"enabled"_s, true}} << u"Compute"_s;
        QTest::newRow("no such rule")
            << u"update_idps_rule"_s
            << QJsonObject{{u"rule_id"_s, u"erpp"_s}, {u"disabled"_s, true}} << u"erp"_s;
        QTest::newRow("another policy's rule")
            << u"update_idps_rule"_s
            << QJsonObject{{u"rule_id"_s, u"erp"_s},
                           {u"policy_id"_s, u"everything-else"_s},
                           {u"disabled"_s, true}}
            << u"no intrusion rule"_s;
        QTest::newRow("nothing") << u"update_idps_rule"_s << QJsonObject{{u"rule_id"_s, u"erp"_s}}
                                 << u"mode"_s;
        QTest::newRow("no setting")
            << u"update_idps_settings"_s << QJsonObject() << u"auto_update"_s;
        QTest::newRow("cluster without a word")
            << u"update_idps_settings"_s << QJsonObject{{u"cluster"_s, u"Compute"_s}}
            << u"enabled"_s;
        QTest::newRow("reset beside a setting")
            << u"update_idps_settings"_s
            << QJsonObject{{u"auto_update"_s, false}, {u"reset_statistics"_s, true}}
            << u"a call of its own"_s;
        QTest::newRow("no reset") << u"update_idps_settings"_s
                                  << QJsonObject{{u"reset_statistics"_s, false}}
                                  << u"nothing to change"_s;
        QTest::newRow("mode") << u"update_idps_rule"_s
                              << QJsonObject{{u"rule_id"_s, u"erp"_s}, {u"mode"_s, u"ALLOW"_s}}
                              << u"DETECT_PREVENT"_s;
    }
    void refuse() {
        QFETCH(const QString, operation);
        QFETCH(const QJsonObject, arguments);
        QFETCH(const QString, word);
        WriteBench bench;
        const auto outcome = bench.call(operation, arguments);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(word), qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes(), QStringList());
    }

    // A full PUT of what was read: somebody else's change in between is a conflict, not a loss.
    void loseNobodysChange() {
        WriteBench bench;
        bench.undo->onPrepare = [&bench] {
            auto other = client(bench);
            QJsonObject rule = other.get(kErp).json();
            rule.insert(u"logged"_s, true);
            QCOMPARE(other.put(kErp, rule).status, 200);
        };
        const auto outcome = bench.call(
            u"update_idps_rule"_s, {{u"rule_id"_s, u"erp"_s}, {u"mode"_s, u"DETECT_PREVENT"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        auto other = client(bench);
        QCOMPARE(other.get(kErp).json().value(u"action"_s).toString(), u"DETECT"_s);
        QVERIFY(other.get(kErp).json().value(u"logged"_s).toBool());
    }
};

QTEST_GUILESS_MAIN(TestIdpsWrites)
#include "tst_idps_writes.moc"
