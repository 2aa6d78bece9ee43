// SPDX-License-Identifier: MIT
// The exclusion list: confirmed, changed by name, in conflict, and taken back.
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

const QString kUrl = u"/policy/api/v1/infra/settings/firewall/security/exclude-list"_s;

QString groupPath(const QString& id) {
    return u"/infra/domains/default/groups/"_s + id;
}

QStringList members(WriteBench& bench) {
    simulator::test::ApiClient client(bench.manager(), u"admin"_s, u"correct horse 7!"_s);
    return client.get(kUrl).json().value(u"members"_s).toVariant().toStringList();
}

} // namespace

class TestExclusionWrites final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsAndRemovesByNameAndAsks() {
        WriteBench bench;
        const QStringList before = members(bench);
        const auto outcome = bench.call(u"update_dfw_exclusions"_s,
                                        {{u"add"_s, QJsonArray{u"Jump hosts"_s, u"seg-dmz"_s}},
                                         {u"remove"_s, QJsonArray{u"management-appliances"_s}}});
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message()));
        const QJsonObject schema =
            Registry::standard().find(u"update_dfw_exclusions"_s)->resultSchema;
        QCOMPARE(tests::SchemaCheck(schema).problems(outcome->result), QStringList());
        QCOMPARE(members(bench),
                 QStringList({groupPath(u"jump-hosts"_s), u"/infra/segments/seg-dmz"_s}));
        const guard::Question question = bench.confirmer->asked.back();
        QCOMPARE(question.risk, guard::Risk::High);
        const QString consequences = question.consequences.join(u'\n');
        QVERIFY2(consequences.contains(u"protects 2 virtual machines of group jump-hosts"_s) &&
                     consequences.contains(u"every virtual machine on /infra/segments/seg-dmz"_s) &&
                     consequences.contains(u"group management-appliances"_s),
                 qPrintable(consequences));
        QVERIFY(!bench.must(u"undo_change"_s, {{u"undo_id"_s, outcome->result.value(u"undo_id"_s)}})
                     .isEmpty());
        QCOMPARE(members(bench), before);
    }

    void changesNothingTwice() {
        WriteBench bench;
        const QJsonObject made =
            bench.must(u"update_dfw_exclusions"_s,
                       {{u"add"_s, QJsonArray{groupPath(u"management-appliances"_s)}},
                        {u"remove"_s, QJsonArray{groupPath(u"jump-hosts"_s)}}});
        QCOMPARE(made.value(u"status"_s).toString(), u"unchanged"_s);
        QCOMPARE(bench.writes(), QStringList());
        QVERIFY(bench.confirmer->asked.empty());
    }

    void refuses_data() {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("nothing") << QJsonObject() << u"add"_s;
        QTest::newRow("a machine")
            << QJsonObject{{u"add"_s, QJsonArray{u"prod-webshop-web-01"_s}}} << u"into a group"_s;
        QTest::newRow("no such path")
            << QJsonObject{{u"add"_s, QJsonArray{groupPath(u"none"_s)}}} << u"none"_s;
        QTest::newRow("no such name")
            << QJsonObject{{u"remove"_s, QJsonArray{u"nobody"_s}}} << u"nobody"_s;
        QTest::newRow("both") << QJsonObject{{u"add"_s, QJsonArray{u"management-appliances"_s}},
                                             {u"remove"_s, QJsonArray{u"management-appliances"_s}}}
                              << u"both"_s;
    }
    void refuses() {
        QFETCH(const QJsonObject, arguments);
        QFETCH(const QString, word);
        WriteBench bench;
        const auto outcome = bench.call(u"update_dfw_exclusions"_s, arguments);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(word), qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes(), QStringList());
    }

    void showsBothSidesOfAConflict() {
        WriteBench bench;
        bench.undo->onPrepare = [&bench] {
            simulator::test::ApiClient other(bench.manager(), u"admin"_s, u"correct horse 7!"_s);
            QJsonObject list = other.get(kUrl).json();
            list.insert(u"members"_s, QJsonArray{groupPath(u"vcenter"_s)});
            QCOMPARE(other.put(kUrl, list).status, 200);
        };
        const auto outcome =
            bench.call(u"update_dfw_exclusions"_s, {{u"add"_s, QJsonArray{u"jump-hosts"_s}}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        QVERIFY2(outcome.error().message().contains(u"vcenter"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(members(bench), QStringList{groupPath(u"vcenter"_s)});
    }

    void sendsNothingOnADryRun() {
        WriteBench bench;
        const QJsonObject shown =
            bench.must(u"update_dfw_exclusions"_s,
                       {{u"add"_s, QJsonArray{u"jump-hosts"_s}}, {u"dry_run"_s, true}});
        QCOMPARE(bench.writes(), QStringList());
        QVERIFY(bench.confirmer->asked.empty());
        QVERIFY(!shown.value(u"consequences"_s).toArray().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestExclusionWrites)
#include "tst_exclusion_writes.moc"
