// SPDX-License-Identifier: MIT
// Groups: created, changed, refused, in conflict and cut off.
#include "ops/group_bench.h"
#include "support/schema_check.h"

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestGroupWrites final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsFromTheContractsParameters() {
        WriteBench bench;
        const auto outcome = bench.call(
            u"create_group"_s,
            {{u"group_id"_s, u"web-vms"_s},
             {u"display_name"_s, u"Web machines"_s},
             {u"description"_s, u"Made by a test"_s},
             {u"tag_scope"_s, u"tier"_s},
             {u"tag_value"_s, u"web"_s},
             {u"ip_addresses"_s,
              QJsonArray{u"10.1.0.0/16"_s, u"2001:db8::/64"_s, u"10.2.0.1-10.2.0.9"_s}},
             {u"segment_paths"_s, QJsonArray{u"/infra/segments/seg-dmz"_s, u"seg-dev"_s}},
             {u"tags"_s, QJsonArray{u"owner|team-a"_s}}});
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message()));
        const QJsonObject schema = Registry::standard().find(u"create_group"_s)->resultSchema;
        QCOMPARE(tests::SchemaCheck(schema).problems(outcome->result), QStringList());
        QCOMPARE(outcome->result.value(u"status"_s).toString(), u"created"_s);
        QCOMPARE(outcome->result.value(u"realization"_s)[u"state"].toString(), u"realized"_s);
        const QJsonObject group = Somebody(bench).group(u"web-vms"_s);
        QCOMPARE(group.value(u"_revision"_s).toInt(-1), 0);
        QCOMPARE(group.value(u"display_name"_s).toString(), u"Web machines"_s);
        // IPv4 and IPv6 stand apart, joined by OR like everything else.
        QCOMPARE(kindsOf(group),
                 QStringList({u"Condition"_s, u"OR"_s, u"IPAddressExpression"_s, u"OR"_s,
                              u"IPAddressExpression"_s, u"OR"_s, u"PathExpression"_s}));
        const QJsonArray expression = group.value(u"expression"_s).toArray();
        QCOMPARE(expression.at(0)[u"value"].toString(), u"tier|web"_s);
        QCOMPARE(expression.at(2)[u"ip_addresses"].toArray().size(), 2);
        QCOMPARE(expression.at(6)[u"paths"].toArray(),
                 QJsonArray({u"/infra/segments/seg-dmz"_s, u"/infra/segments/seg-dev"_s}));
        QCOMPARE(group.value(u"tags"_s)[0][u"tag"].toString(), u"team-a"_s);
    }

    void namesAGroupByItsIdAndTakesAnyExpression() {
        WriteBench bench;
        const QJsonObject condition{{u"resource_type"_s, u"Condition"_s},
                                    {u"member_type"_s, u"VirtualMachine"_s},
                                    {u"key"_s, u"Name"_s},
                                    {u"operator"_s, u"STARTSWITH"_s},
                                    {u"value"_s, u"prod-"_s}};
        const QJsonObject made =
            bench.must(u"create_group"_s,
                       {{u"group_id"_s, u"prod"_s}, {u"expression"_s, QJsonArray{condition}}});
        QCOMPARE(made.value(u"display_name"_s).toString(), u"prod"_s);
        QCOMPARE(made.value(u"warnings"_s).toArray(), QJsonArray());
        QCOMPARE(kindsOf(Somebody(bench).group(u"prod"_s)), QStringList{u"Condition"_s});
    }

    void neverOverwrites() {
        WriteBench bench;
        const auto outcome = bench.call(u"create_group"_s, plainGroup(u"webshop-web"_s));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        QVERIFY(outcome.error().message().contains(u"update_group"_s));
        QCOMPARE(bench.writes(), QStringList());
    }

    // Somebody makes the same group between our look and our write.
    void neverOverwritesWhatAppearedMeanwhile() {
        WriteBench bench;
        Somebody other(bench);
        bench.undo->onPrepare = [&other] {
            QCOMPARE(other.client()
                         .put(url(groupPath(u"fresh"_s)), {{u"resource_type"_s, u"Group"_s},
                                                           {u"display_name"_s, u"Theirs"_s},
                                                           {u"expression"_s, QJsonArray()}})
                         .status,
                     200);
        };
        const auto outcome = bench.call(u"create_group"_s, plainGroup(u"fresh"_s));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        QVERIFY2(outcome.error().message().contains(u"Theirs"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(other.group(u"fresh"_s).value(u"display_name"_s).toString(), u"Theirs"_s);
        QCOMPARE(bench.undo->entries.back().state, guard::UndoState::NotMade);
    }

    void refusesWhatNsxWouldRefuse_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("word");
        const QString create = u"create_group"_s;
        const auto with = [](const QJsonObject& more) {
            QJsonObject arguments = plainGroup(u"x"_s);
            for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
                arguments.insert(it.key(), it.value());
            }
            return arguments;
        };
        QTest::newRow("parent folder") << create << plainGroup(u".."_s) << u"group_id"_s;
        QTest::newRow("slash") << create << plainGroup(u"a/b"_s) << u"group_id"_s;
        QTest::newRow("line feed") << create << plainGroup(u"a\nb"_s) << u"group_id"_s;
        QTest::newRow("other letters") << create << plainGroup(u"gr\u00fcn"_s) << u"group_id"_s;
        QTest::newRow("long id") << create << plainGroup(QString(256, u'a')) << u"256"_s;
        QTest::newRow("long name")
            << create << with({{u"display_name"_s, QString(256, u'a')}}) << u"display_name"_s;
        QTest::newRow("no address")
            << create << with({{u"ip_addresses"_s, QJsonArray{u"10.0.0.300"_s}}})
            << u"10.0.0.300"_s;
        QTest::newRow("no such segment")
            << create << with({{u"segment_paths"_s, QJsonArray{u"/infra/segments/none"_s}}})
            << u"/infra/segments/none"_s;
        QTest::newRow("no such name")
            << create << with({{u"segment_paths"_s, QJsonArray{u"nowhere"_s}}}) << u"nowhere"_s;
        QTest::newRow("a machine is no segment")
            << create << with({{u"segment_paths"_s, QJsonArray{u"prod-webshop-web-01"_s}}})
            << u"VirtualMachine"_s;
        QTest::newRow("no path") << create
                                 << with({{u"segment_paths"_s, QJsonArray{u"/infra/../x"_s}}})
                                 << u"segment_paths"_s;
        QTest::newRow("no criterion")
            << create << with({{u"expression"_s, QJsonArray{QJsonObject()}}}) << u"expression[0]"_s;
        QTest::newRow("long scope")
            << create << with({{u"tag_scope"_s, QString(129, u's')}}) << u"129"_s;
        QTest::newRow("update of nothing")
            << u"update_group"_s
            << QJsonObject{{u"group_id"_s, u"webshop-wep"_s}, {u"description"_s, u"x"_s}}
            << u"webshop-web"_s;
        QTest::newRow("delete of nothing")
            << u"delete_group"_s << QJsonObject{{u"group_id"_s, u"../groups/webshop-web"_s}}
            << u"webshop-web"_s;
    }
    void refusesWhatNsxWouldRefuse() {
        QFETCH(const QString, operation);
        QFETCH(const QJsonObject, arguments);
        QFETCH(const QString, word);
        WriteBench bench;
        const auto outcome = bench.call(operation, arguments);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().kind == ErrorKind::InvalidInput ||
                     outcome.error().kind == ErrorKind::NotFound,
                 qPrintable(outcome.error().message()));
        QVERIFY2(outcome.error().message().contains(word), qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes(), QStringList());
        QCOMPARE(bench.audit->rows.size(), std::size_t{1});
    }

    void warnsOfWhatMatchesNothing() {
        WriteBench bench;
        const QJsonObject typo = bench.must(u"create_group"_s, {{u"group_id"_s, u"typo"_s},
                                                                {u"tag_scope"_s, u"env"_s},
                                                                {u"tag_value"_s, u"prdo"_s},
                                                                {u"dry_run"_s, true}});
        QVERIFY2(warningsOf(typo).contains(u"\"env|prdo\": this criterion matches nothing"_s),
                 qPrintable(warningsOf(typo)));
        QVERIFY(warningsOf(typo).contains(u"Did you mean \"env|prod\""_s));
        const QJsonObject right = bench.must(u"create_group"_s, {{u"group_id"_s, u"right"_s},
                                                                 {u"tag_scope"_s, u"ENV"_s},
                                                                 {u"tag_value"_s, u"Prod"_s},
                                                                 {u"dry_run"_s, true}});
        QCOMPARE(warningsOf(right), QString());
        // Segments carry zone|internal, machines do not.
        const QJsonObject zone = bench.must(u"create_group"_s, {{u"group_id"_s, u"zone"_s},
                                                                {u"tag_scope"_s, u"zone"_s},
                                                                {u"tag_value"_s, u"internal"_s},
                                                                {u"dry_run"_s, true}});
        QVERIFY(warningsOf(zone).contains(u"matches nothing"_s));
        const QJsonObject empty =
            bench.must(u"create_group"_s, {{u"group_id"_s, u"empty"_s}, {u"dry_run"_s, true}});
        QVERIFY(warningsOf(empty).contains(u"no criteria"_s));
        QCOMPARE(bench.writes(), QStringList());
    }

    void adviceNeverStopsAWrite() {
        WriteBench bench;
        addFault(bench, simulator::Fault::Kind::Status, "GET", "/infra/tags", 403);
        const QJsonObject made = bench.must(
            u"create_group"_s,
            {{u"group_id"_s, u"g"_s}, {u"tag_scope"_s, u"env"_s}, {u"tag_value"_s, u"prod"_s}});
        QCOMPARE(made.value(u"status"_s).toString(), u"created"_s);
        QVERIFY(warningsOf(made).contains(u"could not be read"_s));
    }

    void changesOnlyWhatIsGiven() {
        WriteBench bench;
        Somebody other(bench);
        const QJsonObject before = other.group(u"offices-v4"_s);
        const QJsonObject made = bench.must(
            u"update_group"_s,
            {{u"group_id"_s, u"Offices (IPv4)"_s}, // its display name
             {u"add_ip_addresses"_s, QJsonArray{u"10.83.0.0/16"_s, u"fd00:1::/48"_s}},
             {u"remove_ip_addresses"_s, QJsonArray{u"10.81.0.1/16"_s}}}); // host bits do not count
        QCOMPARE(made.value(u"status"_s).toString(), u"updated"_s);
        QJsonObject after = other.group(u"offices-v4"_s);
        QCOMPARE(addressesOf(after), QStringList({u"10.80.0.0/16"_s, u"10.82.16.0/20"_s,
                                                  u"10.83.0.0/16"_s, u"fd00:1::/48"_s}));
        QCOMPARE(kindsOf(after),
                 QStringList({u"IPAddressExpression"_s, u"OR"_s, u"IPAddressExpression"_s}));
        QCOMPARE(after.value(u"_revision"_s).toInt(), before.value(u"_revision"_s).toInt() + 1);
        for (const QString& changed : {u"expression"_s, u"_revision"_s, u"_last_modified_time"_s,
                                       u"_last_modified_user"_s}) {
            after.insert(changed, before.value(changed));
        }
        QCOMPARE(after, before);
    }

    void addsAndRemovesMembersByName() {
        WriteBench bench;
        Somebody other(bench);
        QVERIFY(!bench
                     .must(u"update_group"_s, {{u"group_id"_s, u"env-nonprod"_s},
                                               {u"add_members"_s, QJsonArray{u"jump-hosts"_s}},
                                               {u"remove_members"_s, QJsonArray{u"env-dev"_s}}})
                     .isEmpty());
        const QJsonObject group = other.group(u"env-nonprod"_s);
        QCOMPARE(group.value(u"expression"_s)[0][u"paths"].toArray(),
                 QJsonArray({groupPath(u"env-stage"_s), groupPath(u"jump-hosts"_s)}));
    }

    void sendsNothingWhenNothingChanges() {
        WriteBench bench;
        const QJsonObject made = bench.must(
            u"update_group"_s, {{u"group_id"_s, u"offices-v4"_s},
                                {u"add_ip_addresses"_s, QJsonArray{u"10.80.0.0/16"_s}},
                                {u"remove_ip_addresses"_s, QJsonArray{u"10.99.0.0/16"_s}}});
        QCOMPARE(made.value(u"status"_s).toString(), u"unchanged"_s);
        QVERIFY(warningsOf(made).contains(u"10.80.0.0/16 is in the group already"_s));
        QVERIFY(warningsOf(made).contains(u"10.99.0.0/16 is not in"_s));
        QCOMPARE(bench.writes(), QStringList());
        QVERIFY(bench.undo->entries.empty());
    }

    void showsExactlyWhatItWouldSend() {
        WriteBench bench;
        const QJsonObject shown = bench.must(u"update_group"_s, {{u"group_id"_s, u"offices-v4"_s},
                                                                 {u"description"_s, u"New words"_s},
                                                                 {u"dry_run"_s, true}});
        QCOMPARE(bench.writes(), QStringList());
        const QJsonValue request = shown.value(u"requests"_s)[0];
        QCOMPARE(request[u"method"].toString(), u"PUT"_s);
        QVERIFY(request[u"body"][u"_revision"].isDouble());
        const QString lines = shown.value(u"difference"_s).toVariant().toStringList().join(u'\n');
        QVERIFY2(lines.contains(u"New words"_s), qPrintable(lines));
    }

    void showsBothSidesOfAConflict() {
        WriteBench bench;
        Somebody other(bench);
        bench.undo->onPrepare = [&other] {
            other.changeGroup(u"offices-v4"_s, {{u"description"_s, u"theirs"_s}});
        };
        const auto outcome = bench.call(
            u"update_group"_s, {{u"group_id"_s, u"offices-v4"_s}, {u"description"_s, u"mine"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        QVERIFY2(outcome.error().message().contains(u"→ theirs"_s) &&
                     outcome.error().message().contains(u"by admin"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(other.group(u"offices-v4"_s).value(u"description"_s).toString(), u"theirs"_s);
        QCOMPARE(bench.undo->entries.back().state, guard::UndoState::NotMade);
    }

    void findsOutWhatACutConnectionDid_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("made");
        QTest::newRow("before") << static_cast<int>(simulator::Fault::Kind::LoseRequest) << false;
        QTest::newRow("after") << static_cast<int>(simulator::Fault::Kind::DropConnection) << true;
        QTest::newRow("in the answer")
            << static_cast<int>(simulator::Fault::Kind::TruncateBody) << true;
    }
    void findsOutWhatACutConnectionDid() {
        QFETCH(const int, kind);
        QFETCH(const bool, made);
        WriteBench bench;
        addFault(bench, static_cast<simulator::Fault::Kind>(kind), "PUT");
        const auto outcome = bench.call(u"create_group"_s, plainGroup(u"cut"_s));
        QVERIFY(!outcome);
        const QString wanted =
            made ? u"was made all the same"_s : u"shows that nothing was changed"_s;
        QVERIFY2(outcome.error().message().contains(wanted), qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes().filter(u"PUT"_s).size(), 1);
        QCOMPARE(bench.undo->entries.back().state,
                 made ? guard::UndoState::Recorded : guard::UndoState::NotMade);
        QCOMPARE(Somebody(bench).client().get(url(groupPath(u"cut"_s))).status, made ? 200 : 404);
    }
};

QTEST_GUILESS_MAIN(TestGroupWrites)
#include "tst_group_writes.moc"
