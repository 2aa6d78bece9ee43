// SPDX-License-Identifier: MIT
// Groups: deleted if nobody uses them, and taken back.
#include "ops/group_bench.h"
#include "simulator/estate_generator.h"
#include "support/schema_check.h"

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestGroupDeletion final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesEverybodyWhoStillUsesIt() {
        WriteBench bench;
        bench.manager().clearRequests();
        const auto outcome = bench.call(u"delete_group"_s, {{u"group_id"_s, u"env-stage"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Refused);
        const QString message = outcome.error().message();
        QVERIFY2(message.contains(u"Group env-nonprod"_s) && message.contains(u"as member"_s) &&
                     message.contains(u"of policy"_s),
                 qPrintable(message));
        QCOMPARE(bench.writes(), QStringList());
        QVERIFY(bench.confirmer->asked.empty());
        // The exclusion list counts too.
        const auto excluded =
            bench.call(u"delete_group"_s, {{u"group_id"_s, u"management-appliances"_s}});
        QVERIFY(!excluded);
        QVERIFY2(excluded.error().message().contains(u"as exclusion"_s),
                 qPrintable(excluded.error().message()));
        QCOMPARE(bench.writes(), QStringList());
    }

    void deletesWhatNothingUsesAndPutsItBack() {
        WriteBench bench;
        Somebody other(bench);
        QVERIFY(!bench
                     .must(u"create_group"_s, {{u"group_id"_s, u"lonely"_s},
                                               {u"tag_scope"_s, u"env"_s},
                                               {u"tag_value"_s, u"stage"_s}})
                     .isEmpty());
        const QJsonObject before = other.group(u"lonely"_s);
        const QJsonObject made = bench.must(u"delete_group"_s, {{u"group_id"_s, u"lonely"_s}});
        QCOMPARE(made.value(u"status"_s).toString(), u"deleted"_s);
        QCOMPARE(other.client().get(url(groupPath(u"lonely"_s))).status, 404);
        const guard::Question question = bench.confirmer->asked.back();
        const QString consequences = question.consequences.join(u'\n');
        QVERIFY2(consequences.contains(u"virtual machines are members"_s) &&
                     consequences.contains(u"last changed by admin"_s),
                 qPrintable(consequences));
        QVERIFY(
            !bench.must(u"undo_change"_s, {{u"undo_id"_s, made.value(u"undo_id"_s)}}).isEmpty());
        const QJsonObject again = other.group(u"lonely"_s);
        QCOMPARE(again.value(u"expression"_s)[0][u"value"],
                 before.value(u"expression"_s)[0][u"value"]);
        QCOMPARE(again.value(u"display_name"_s), before.value(u"display_name"_s));
    }

    void undoesACreationAndAChange() {
        WriteBench bench;
        Somebody other(bench);
        const QJsonObject created = bench.must(u"create_group"_s, plainGroup(u"fresh"_s));
        const QJsonObject changed =
            bench.must(u"update_group"_s, {{u"group_id"_s, u"fresh"_s},
                                           {u"add_ip_addresses"_s, QJsonArray{u"10.1.1.1"_s}}});
        QVERIFY(
            !bench.must(u"undo_change"_s, {{u"undo_id"_s, changed.value(u"undo_id"_s)}}).isEmpty());
        QCOMPARE(addressesOf(other.group(u"fresh"_s)), QStringList{u"10.9.0.0/16"_s});
        QVERIFY(
            !bench.must(u"undo_change"_s, {{u"undo_id"_s, created.value(u"undo_id"_s)}}).isEmpty());
        QCOMPARE(other.client().get(url(groupPath(u"fresh"_s))).status, 404);
    }

    // Unreadable dependencies are no licence to delete.
    void deletesNothingWhenItCannotSeeTheUsers() {
        WriteBench bench;
        QVERIFY(!bench.must(u"create_group"_s, plainGroup(u"lonely"_s)).isEmpty());
        bench.manager().clearRequests();
        addFault(bench, simulator::Fault::Kind::Status, "GET", "/search/query", 400);
        const auto outcome = bench.call(u"delete_group"_s, {{u"group_id"_s, u"lonely"_s}});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(u"not deleted"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes(), QStringList());
    }

    // A search index that lags: the manager's own refusal comes back with names.
    void translatesTheManagersRefusal() {
        WriteBench bench;
        Somebody other(bench);
        QVERIFY(!bench.must(u"create_group"_s, plainGroup(u"lonely"_s)).isEmpty());
        bench.undo->onPrepare = [&other] {
            other.changeGroup(
                u"env-nonprod"_s,
                {{u"expression"_s,
                  QJsonArray{QJsonObject{{u"resource_type"_s, u"PathExpression"_s},
                                         {u"paths"_s, QJsonArray{groupPath(u"lonely"_s)}}}}}});
        };
        const auto outcome = bench.call(u"delete_group"_s, {{u"group_id"_s, u"lonely"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Refused);
        QVERIFY(outcome.error().fault);
        QCOMPARE(outcome.error().fault->errorCode, 500030);
        QVERIFY2(outcome.error().message().contains(u"Group Environment: everything but"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(bench.undo->entries.back().state, guard::UndoState::NotMade);
    }

    void asksThreeQuestionsWhateverTheSize() {
        simulator::EstateSize size;
        size.policies = 2000;
        size.rules = 4000;
        size.groups = 500;
        size.machines = 300;
        const auto estate = simulator::generateEstate(size);
        QVERIFY2(estate, estate ? "" : qPrintable(estate.error().message()));
        WriteBench bench({}, *estate);
        QVERIFY(!bench.must(u"create_group"_s, plainGroup(u"lonely"_s)).isEmpty());
        bench.manager().clearRequests();
        QVERIFY(!bench.must(u"delete_group"_s, {{u"group_id"_s, u"lonely"_s}}).isEmpty());
        int before = 0;
        for (const simulator::RequestRecord& request : bench.manager().requests()) {
            if (request.method == "DELETE") {
                break;
            }
            ++before;
        }
        QVERIFY2(before <= 3, qPrintable(QString::number(before)));
    }
};

QTEST_GUILESS_MAIN(TestGroupDeletion)
#include "tst_group_deletion.moc"
