// SPDX-License-Identifier: MIT
#include "snapshot/formats.h"
#include "support/estate_builder.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestFormats : public QObject {
    Q_OBJECT

    static snapshot::SnapshotPointer estate() {
        EstateBuilder builder;
        builder.machine(u"web-01"_s, {u"app|web"_s})
            .attach(u"web-01"_s, u"seg"_s, {u"10.0.0.1"_s})
            .group(u"web"_s, {tagged(u"app|web"_s)});
        builder.policy(u"p"_s, u"Application"_s, 1,
                       {QJsonObject{{u"id"_s, u"r"_s},
                                    {u"action"_s, u"ALLOW"_s},
                                    {u"sequence_number"_s, 10},
                                    {u"x_future"_s, QJsonArray{1, 2}}}});
        builder.content().origin.place = u"nsx.example.com"_s;
        builder.content().origin.target = u"prod"_s;
        builder.content().origin.takenAt = QDateTime::fromMSecsSinceEpoch(1760503429406, Qt::UTC);
        builder.content().otherInfraChildren = QJsonArray{QJsonObject{
            {u"resource_type"_s, u"ChildTier1"_s}, {u"Tier1"_s, QJsonObject{{u"id"_s, u"t1"_s}}}}};
        return builder.make();
    }

private Q_SLOTS:
    void ownFormatReadsBackEqual() {
        const auto original = estate();
        const QByteArray bytes = snapshot::write(*original);
        const auto back = snapshot::read(bytes, u"estate.json"_s);
        QVERIFY2(back, back ? "" : qPrintable(back.error().message()));
        QCOMPARE((*back)->origin().target, u"prod"_s);
        QCOMPARE((*back)->origin().takenAt, original->origin().takenAt);
        // Where it came from is a fact about the file, not something to warn of at every command.
        QCOMPARE((*back)->origin().manager, u"nsx.example.com"_s);
        QCOMPARE((*back)->origin().place, u"estate.json"_s);
        QVERIFY(!(*back)->remarks().join(u' ').contains(u"Read from"));
        QCOMPARE((*back)->ruleCount(), 1);
        const auto* rule =
            (*back)->rule(u"/infra/domains/default/security-policies/p/rules/r"_s).rule;
        QVERIFY(rule != nullptr);
        QCOMPARE(rule->extra.value(u"x_future"_s), QJsonValue(QJsonArray{1, 2}));
        QCOMPARE((*back)->interfacesOf(u"id-web-01"_s).size(), 1U);
        QCOMPARE((*back)->content().otherInfraChildren, original->content().otherInfraChildren);
        // Writing what was read changes nothing, not even the manager that it was read from.
        const QJsonObject first = QJsonDocument::fromJson(bytes).object();
        const QJsonObject second = QJsonDocument::fromJson(snapshot::write(**back)).object();
        QCOMPARE(second, first);
    }

    void aFileCutAnywhereIsRefused() {
        const QByteArray bytes = snapshot::write(*estate());
        for (qsizetype size = 0; size < bytes.size() - 2; size += 7) {
            const auto cut = snapshot::read(bytes.left(size), u"estate.json"_s);
            QVERIFY(!cut);
            QCOMPARE(cut.error().kind, ErrorKind::InvalidInput);
            QVERIFY(cut.error().message().contains(u"estate.json"));
        }
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::addRow("a list") << QByteArray("[]") << u"none of these kinds"_s;
        QTest::addRow("another JSON") << QByteArray(R"({"rules":[]})") << u"none of these kinds"_s;
        QTest::addRow("a newer format")
            << QByteArray(R"({"format":"bulkhead-snapshot","version":2,"infra":{}})")
            << u"newer Bulkhead"_s;
        QTest::addRow("no infra") << QByteArray(R"({"format":"bulkhead-snapshot","version":1})")
                                  << u"no \"infra\""_s;
        QTest::addRow("infra of another type")
            << QByteArray(
                   R"({"format":"bulkhead-snapshot","version":1,"infra":{"resource_type":"Org"}})")
            << u"Infra"_s;
        QTest::addRow("child that is no wrapper")
            << QByteArray(
                   R"({"resource_type":"Infra","children":[{"resource_type":"Group","id":"g"}]})")
            << u"not Child"_s;
        QTest::addRow("empty wrapper")
            << QByteArray(
                   R"({"resource_type":"Infra","children":[{"resource_type":"ChildService"}]})")
            << u"no object under"_s;
        QTest::addRow("wrong field")
            << QByteArray(
                   R"({"resource_type":"Infra","children":[{"resource_type":"ChildService","Service":{"id":"s","is_default":"yes"}}]})")
            << u"is_default"_s;
        QTest::addRow("container with a wrong list")
            << QByteArray(R"({"domains":{},"virtual_machines":[]})")
            << u"\"domains\" is not a list"_s;
    }
    void refuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const auto result = snapshot::read(bytes, u"x.json"_s);
        QVERIFY(!result);
        QVERIFY2(result.error().message().contains(words), qPrintable(result.error().message()));
        QVERIFY(result.error().message().contains(u"x.json"));
    }

    void bundlesLeaveOutWhatIsMarkedForDeletion() {
        const auto bundle = snapshot::read(
            R"({"resource_type":"Infra","children":[{"resource_type":"ChildDomain","Domain":{"id":"default",
            "children":[{"resource_type":"ChildGroup","marked_for_delete":true,"Group":{"id":"gone"}},
                        {"resource_type":"ChildGroup","marked_for_delete":{{delete}},"Group":{"id":"kept"}},
                        {"resource_type":"ChildSecurityPolicy","SecurityPolicy":{"id":"p","category":"Application","children":[
                          {"resource_type":"ChildRule","Rule":{"id":"r","action":"ALLOW"}}]}}]}}]})",
            u"b.json"_s);
        QVERIFY2(bundle, bundle ? "" : qPrintable(bundle.error().message()));
        QCOMPARE((*bundle)->groups().size(), 1U);
        QCOMPARE((*bundle)->groups().front().header.path, u"/infra/domains/default/groups/kept"_s);
        QVERIFY((*bundle)->rule(u"/infra/domains/default/security-policies/p/rules/r"_s).rule !=
                nullptr);
        QVERIFY((*bundle)->remarks().join(u' ').contains(u"delete"));
    }

    void segmentsBelowAGatewayAreSegments_data() {
        QTest::addColumn<QByteArray>("gateway");
        QTest::addColumn<int>("others");
        const QByteArray children = R"("children":[{"resource_type":"ChildSegment","Segment":
            {"id":"app","display_name":"app","children":[{"resource_type":"ChildSegmentPort",
            "SegmentPort":{"id":"p1","attachment":{"id":"a1"}}}]}})";
        const QByteArray nat = R"(,{"resource_type":"ChildPolicyNat","PolicyNat":{"id":"USER"}}])";
        QTest::newRow("its own node, with more")
            << QByteArray(R"({"resource_type":"ChildTier1","Tier1":{"id":"t1",)" + children + nat +
                          "}}")
            << 1;
        QTest::newRow("its own node")
            << QByteArray(R"({"resource_type":"ChildTier1","Tier1":{"id":"t1",)" + children + "]}}")
            << 1;
        QTest::newRow("a reference")
            << QByteArray(
                   R"({"resource_type":"ChildResourceReference","target_type":"Tier1","id":"t1",)" +
                   children + "]}")
            << 0;
    }
    void segmentsBelowAGatewayAreSegments() {
        QFETCH(QByteArray, gateway);
        QFETCH(int, others);
        const auto read = snapshot::read(
            R"({"resource_type":"Infra","children":[)" + gateway + "]}", u"b.json"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message()));
        const auto check = [others](const snapshot::Snapshot& found) {
            const auto* segment = found.segment(u"/infra/tier-1s/t1/segments/app"_s);
            QVERIFY(segment != nullptr);
            QCOMPARE(found.segments().size(), 1U);
            QCOMPARE(found.ports().size(), 1U);
            QCOMPARE(found.ports().front().segmentPath, segment->header.path);
            QCOMPARE(found.content().otherInfraChildren.size(), others);
        };
        check(**read);
        // A written file says the same, and in a form that a manager takes: below the gateway.
        const QByteArray bytes = snapshot::write(**read);
        const auto back = snapshot::read(bytes, u"b.json"_s);
        QVERIFY2(back, back ? "" : qPrintable(back.error().message()));
        check(**back);
        QCOMPARE((*back)->content().otherInfraChildren, (*read)->content().otherInfraChildren);
        QCOMPARE(snapshot::write(**back), bytes);
    }

    void pagesAreAdded() {
        snapshot::Content content;
        const auto page = snapshot::addMachinePage(
            content,
            R"({"results":[{"display_name":"a","external_id":"1"}],"cursor":"0001x","result_count":2})",
            u"the list"_s);
        QVERIFY(page);
        QCOMPARE(page->cursor, u"0001x"_s);
        QCOMPARE(page->results, 1);
        QCOMPARE(*page->resultCount, 2);
        QCOMPARE(content.machines.size(), 1U);
        const auto wrong =
            snapshot::addInterfacePage(content, R"({"error":"x"})", u"the list of interfaces"_s);
        QVERIFY(wrong.error().message().contains(u"the list of interfaces"));
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
