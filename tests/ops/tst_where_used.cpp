// SPDX-License-Identifier: MIT
// Who uses an object: live and offline, beside a scan that knows nothing of either.
#include "nsx/reference_api.h"
#include "ops/pipeline.h"
#include "ops/reference_estate.h"
#include "ops/snapshot_source.h"
#include "support/await.h"
#include "support/schema_check.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestWhereUsed final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LiveManager> m_live;
    std::unique_ptr<SnapshotSource> m_offline;
    std::shared_ptr<SourceProvider> m_provider;

private Q_SLOTS:
    void initTestCase() {
        m_live = std::make_unique<LiveManager>(estate());
        QVERIFY2(m_live->error().isEmpty(), qPrintable(m_live->error()));
        const auto snapshot = m_live->snapshot();
        QVERIFY2(snapshot, snapshot ? "" : qPrintable(snapshot.error().message()));
        m_offline = std::make_unique<SnapshotSource>(*snapshot);
        m_provider = std::make_shared<SourceProvider>(*snapshot);
    }
    void init() { m_live->manager().clearRequests(); }

    void findsEveryUse_data() {
        QTest::addColumn<QString>("object");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QStringList>("uses");
        const QStringList ofWeb{u"applied_to by-scope"_s,
                                u"destination both-ways"_s,
                                u"destination by-all < all"_s,
                                u"destination by-everything < everything"_s,
                                u"member all"_s,
                                u"member everything < all"_s,
                                u"source both-ways"_s,
                                u"source by-source"_s};
        QTest::newRow("group by path") << groupPath(u"web"_s) << 2 << ofWeb;
        QTest::newRow("group by id") << u"web"_s << 3 << ofWeb;
        QTest::newRow("group by name") << u"Group web"_s << 3 << ofWeb;
        QTest::newRow("group by name in another case") << u"group WEB"_s << 3 << ofWeb;
        QTest::newRow("group that starts like another")
            << groupPath(u"web-2"_s) << 2
            << QStringList{u"destination by-all < all"_s,
                           u"destination by-everything < everything"_s, u"member all"_s,
                           u"member everything < all"_s, u"source other-group"_s};
        QTest::newRow("excluded group")
            << groupPath(u"apart"_s) << 2
            << QStringList{u"applied_to p2"_s, u"exclusion exclude-list"_s};
        QTest::newRow("outermost group")
            << groupPath(u"everything"_s) << 2 << QStringList{u"destination by-everything"_s};
        QTest::newRow("unused group") << groupPath(u"unused"_s) << 2 << QStringList{};
        QTest::newRow("service inside another")
            << u"/infra/services/inner"_s << 2
            << QStringList{u"member outer"_s, u"service by-inner"_s, u"service by-outer < outer"_s};
        QTest::newRow("service by name")
            << u"Outer service"_s << 2 << QStringList{u"service by-outer"_s};
        QTest::newRow("context profile")
            << u"/infra/context-profiles/tls"_s << 1 << QStringList{u"profile by-profile"_s};
        QTest::newRow("schedule") << u"/infra/firewall-schedulers/office"_s << 1
                                  << QStringList{u"schedule p2"_s};
        QTest::newRow("policy, which nobody names")
            << u"/infra/domains/default/security-policies/p1"_s << 1 << QStringList{};
        QTest::newRow("port, by its segment")
            << u"/infra/segments/seg/ports/p1"_s << 2
            << QStringList{u"destination by-dmz < dmz"_s, u"member dmz"_s, u"member unused"_s};
        QTest::newRow("segment by path and by criteria")
            << u"/infra/segments/seg"_s << 2
            << QStringList{u"destination by-dmz < dmz"_s, u"member dmz"_s, u"member unused"_s};
    }
    void findsEveryUse() {
        QFETCH(const QString, object);
        QFETCH(const int, requests);
        QFETCH(const QStringList, uses);
        const auto live = await(m_live->source().referencesTo(object, {}));
        QVERIFY2(live, live ? "" : qPrintable(live.error().message()));
        QCOMPARE(inWords(*live), uses);
        QVERIFY(live->complete);
        QVERIFY(live->object && !live->object->type.isEmpty());
        QCOMPARE(m_live->takeRequests().size(), requests);
        const auto offline = await(m_offline->referencesTo(object, {}));
        QVERIFY2(offline, offline ? "" : qPrintable(offline.error().message()));
        QCOMPARE(inWords(*offline), uses);
        QCOMPARE(offline->object->path, live->object->path);
        QCOMPARE(offline->object->type, live->object->type);
        QCOMPARE(offline->object->displayName, live->object->displayName);
    }

    void findsUsesOfAMachine_data() {
        QTest::addColumn<QString>("machine");
        QTest::newRow("by name") << u"web-01"_s;
        QTest::newRow("by id") << u"5020-web-01"_s;
    }
    void findsUsesOfAMachine() {
        QFETCH(const QString, machine);
        const QStringList byItself{u"applied_to by-scope < web"_s,
                                   u"destination both-ways < web"_s,
                                   u"destination by-all < all"_s,
                                   u"destination by-everything < everything"_s,
                                   u"member all < web"_s,
                                   u"member everything < all"_s,
                                   u"member web"_s,
                                   u"source both-ways < web"_s,
                                   u"source by-source < web"_s};
        const auto live = await(m_live->source().referencesTo(machine, {}));
        QVERIFY2(live, live ? "" : qPrintable(live.error().message()));
        QCOMPARE(inWords(*live), byItself);
        QCOMPARE(live->object->type, u"VirtualMachine"_s);
        // Three requests cannot tell which groups hold its segment: that is said.
        QVERIFY(!live->complete && !live->notes.isEmpty());
        QCOMPARE(m_live->takeRequests().size(), 3);
        const auto offline = await(m_offline->referencesTo(machine, {}));
        QVERIFY2(offline, offline ? "" : qPrintable(offline.error().message()));
        QStringList bySegment{u"destination by-dmz < dmz"_s, u"member dmz"_s, u"member unused"_s};
        bySegment += byItself;
        bySegment.sort();
        QCOMPARE(inWords(*offline), bySegment);
        QVERIFY(offline->complete);
    }

    void refuses_data() {
        QTest::addColumn<QString>("object");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("nothing of that name") << u"wbe"_s << ErrorKind::NotFound;
        QTest::newRow("nothing at that path") << groupPath(u"nope"_s) << ErrorKind::NotFound;
        QTest::newRow("syntax") << u"*\" OR resource_type:Rule OR \""_s << ErrorKind::NotFound;
        QTest::newRow("parenthesis") << u"web) OR (id:*"_s << ErrorKind::NotFound;
        QTest::newRow("backslash") << u"web\\"_s << ErrorKind::NotFound;
        QTest::newRow("tag that nobody knows") << u"tier|wbe"_s << ErrorKind::NotFound;
        QTest::newRow("climbing path") << u"/infra/../web"_s << ErrorKind::InvalidInput;
    }
    void refuses() {
        QFETCH(const QString, object);
        QFETCH(const ErrorKind, kind);
        const auto live = await(m_live->source().referencesTo(object, {}));
        QVERIFY(!live);
        QVERIFY2(live.error().kind == kind, qPrintable(live.error().message()));
        const auto offline = await(m_offline->referencesTo(object, {}));
        QVERIFY(!offline);
    }

    void asksOnceWhatBlocksADelete() {
        const nsx::ReferenceApi api(m_live->connection());
        const auto direct = await(api.directReferencesTo(groupPath(u"web"_s), {}));
        QVERIFY(direct);
        QCOMPARE(inWords(*direct),
                 (QStringList{u"applied_to by-scope"_s, u"destination both-ways"_s, u"member all"_s,
                              u"source both-ways"_s, u"source by-source"_s}));
        QVERIFY(direct->hasDirect() && direct->complete);
        QCOMPARE(m_live->takeRequests().size(), 1);
    }

    // The number of requests is the same, whatever the size.
    void doesNotScan() {
        LiveManager large(estate(400));
        QVERIFY2(large.error().isEmpty(), qPrintable(large.error()));
        for (const QString& object : {groupPath(u"web"_s), u"Group web"_s, u"web-01"_s,
                                      u"/infra/services/inner"_s, u"tier|web"_s}) {
            const auto found = await(large.source().referencesTo(object, {}));
            QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
            QVERIFY(large.takeRequests().size() <= 3);
        }
    }

    void saysWhenItCouldNotLookEverywhere() {
        QJsonArray domain{tagGroup(u"web"_s, u"VirtualMachine"_s, u"tier|web"_s)};
        QJsonArray rules;
        for (int i = 0; i < 1010; ++i) {
            rules.append(
                rule(u"r%1"_s.arg(i), {{u"source_groups"_s, QJsonArray{groupPath(u"web"_s)}}}));
            if (rules.size() == 505) {
                domain.append(policy(u"p%1"_s.arg(i), rules));
                rules = {};
            }
        }
        LiveManager busy(estateOf({}, domain));
        QVERIFY2(busy.error().isEmpty(), qPrintable(busy.error()));
        const auto found = await(busy.source().referencesTo(groupPath(u"web"_s), {}));
        QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
        QVERIFY(!found->complete);
        QVERIFY(!found->notes.isEmpty());
        QVERIFY(found->items.size() >= 999U);
        QVERIFY(busy.takeRequests().size() <= 3);
    }

    void answersAsTheSchemaSays() {
        const Pipeline pipeline = Pipeline::standard(m_provider);
        const QJsonObject arguments{{u"object"_s, u"web"_s}, {u"limit"_s, 3}, {u"offset"_s, 2}};
        const auto outcome = await(pipeline.call(u"where_used"_s, arguments, {}));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        const QJsonObject result = outcome->result;
        const QJsonObject schema = Registry::standard().find(u"where_used"_s)->resultSchema;
        QCOMPARE(SchemaCheck(schema).problems(result), QStringList());
        QCOMPARE(result.value(u"total"_s).toInt(), 8);
        QCOMPARE(result.value(u"returned"_s).toInt(), 3);
        QCOMPARE(result.value(u"next_offset"_s).toInt(), 5);
        QCOMPARE(result.value(u"direct_count"_s).toInt(), 5);
        QCOMPARE(result.value(u"object"_s).toObject().value(u"type"_s).toString(), u"Group"_s);
    }
};

QTEST_GUILESS_MAIN(TestWhereUsed)
#include "tst_where_used.moc"
