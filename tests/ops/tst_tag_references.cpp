// SPDX-License-Identifier: MIT
// Who uses a tag: live in three requests, and offline.
#include "ops/reference_estate.h"
#include "ops/snapshot_source.h"
#include "support/await.h"

#include <QTest>

#include <memory>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;

class TestTagReferences final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LiveManager> m_live;
    std::unique_ptr<SnapshotSource> m_offline;

private Q_SLOTS:
    void initTestCase() {
        m_live = std::make_unique<LiveManager>(estate());
        QVERIFY2(m_live->error().isEmpty(), qPrintable(m_live->error()));
        const auto snapshot = m_live->snapshot();
        QVERIFY2(snapshot, snapshot ? "" : qPrintable(snapshot.error().message()));
        m_offline = std::make_unique<SnapshotSource>(*snapshot);
    }
    void init() { m_live->manager().clearRequests(); }

    void findsUsesOfATag_data() {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QStringList>("uses");
        QTest::addColumn<QStringList>("further"); // behind groups that three requests do not reach
        QTest::newRow("of machines")
            << u"tier|web"_s << QStringList{u"applied_to by-scope < web"_s,
                                            u"carries 5020-web-01"_s,
                                            u"criteria web"_s,
                                            u"destination both-ways < web"_s,
                                            u"member all < web"_s,
                                            u"source both-ways < web"_s,
                                            u"source by-source < web"_s}
            << QStringList{u"destination by-all < all"_s,
                           u"destination by-everything < everything"_s,
                           u"member everything < all"_s};
        QTest::newRow("of segments")
            << u"zone|dmz"_s
            << QStringList{u"carries seg"_s, u"criteria dmz"_s, u"destination by-dmz < dmz"_s}
            << QStringList();
        QTest::newRow("that nothing carries")
            << u"tier|web2"_s
            << QStringList{u"criteria web-2"_s, u"member all < web-2"_s,
                           u"source other-group < web-2"_s}
            << QStringList{u"destination by-all < all"_s,
                           u"destination by-everything < everything"_s,
                           u"member everything < all"_s};
    }
    void findsUsesOfATag() {
        QFETCH(const QString, tag);
        QFETCH(QStringList, uses);
        QFETCH(const QStringList, further);
        const auto live = await(m_live->source().referencesTo(tag, {}));
        QVERIFY2(live, live ? "" : qPrintable(live.error().message()));
        QCOMPARE(inWords(*live), uses);
        QCOMPARE(live->complete, further.isEmpty());
        QCOMPARE(live->notes.isEmpty(), further.isEmpty());
        QCOMPARE(live->object->type, u"Tag"_s);
        QCOMPARE(m_live->takeRequests().size(), 3);
        const auto offline = await(m_offline->referencesTo(tag, {}));
        QVERIFY2(offline, offline ? "" : qPrintable(offline.error().message()));
        uses += further;
        uses.sort();
        QCOMPARE(inWords(*offline), uses);
        QVERIFY(offline->complete);
        QCOMPARE(offline->object->path, live->object->path);
    }

    /// Whatever way a group's condition compares, it is found; conditions on names are not.
    void findsEveryConditionOnATag() {
        const QString vm = u"VirtualMachine"_s;
        QJsonObject named = tagGroup(u"by-name"_s, vm, u"prod"_s, u"CONTAINS"_s);
        QJsonObject group = named.value(u"Group"_s).toObject();
        QJsonObject condition = group.value(u"expression"_s).toArray().at(0).toObject();
        condition.insert(u"key"_s, u"Name"_s);
        group.insert(u"expression"_s, QJsonArray{condition});
        named.insert(u"Group"_s, group);
        QJsonObject nested = tagGroup(u"nested"_s, vm, u"env|prod"_s);
        group = nested.value(u"Group"_s).toObject();
        const QJsonObject inner{{u"resource_type"_s, u"NestedExpression"_s},
                                {u"expressions"_s, group.value(u"expression"_s)}};
        group.insert(u"expression"_s, QJsonArray{inner});
        nested.insert(u"Group"_s, group);
        const QJsonArray domain{tagGroup(u"equal"_s, vm, u"env|prod"_s),
                                tagGroup(u"any-scope"_s, vm, u"|prod"_s),
                                tagGroup(u"value"_s, vm, u"prod"_s),
                                tagGroup(u"any-value"_s, vm, u"env|"_s),
                                tagGroup(u"part"_s, vm, u"env|ro"_s, u"CONTAINS"_s),
                                tagGroup(u"start"_s, vm, u"env|PR"_s, u"STARTSWITH"_s),
                                tagGroup(u"end"_s, vm, u"env|od"_s, u"ENDSWITH"_s),
                                tagGroup(u"other-part"_s, vm, u"env|dev"_s, u"CONTAINS"_s),
                                tagGroup(u"other-scope"_s, vm, u"tier|prod"_s),
                                tagGroup(u"other"_s, vm, u"env|prod2"_s),
                                named,
                                nested};
        const QJsonArray machines{QJsonObject{{u"display_name"_s, u"web-01"_s},
                                              {u"external_id"_s, u"5020-web-01"_s},
                                              {u"tags"_s, tags(u"env"_s, u"prod"_s)}}};
        LiveManager manager(estateOf({}, domain, machines));
        QVERIFY2(manager.error().isEmpty(), qPrintable(manager.error()));
        const QStringList expected{
            u"carries 5020-web-01"_s, u"criteria any-scope"_s, u"criteria any-value"_s,
            u"criteria end"_s,        u"criteria equal"_s,     u"criteria nested"_s,
            u"criteria part"_s,       u"criteria start"_s,     u"criteria value"_s};
        const auto live = await(manager.source().referencesTo(u"env|prod"_s, {}));
        QVERIFY2(live, live ? "" : qPrintable(live.error().message()));
        QCOMPARE(inWords(*live), expected);
        QVERIFY(live->complete);
        const auto snapshot = manager.snapshot();
        QVERIFY(snapshot);
        SnapshotSource offline(*snapshot);
        const auto found = await(offline.referencesTo(u"env|prod"_s, {}));
        QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
        QCOMPARE(inWords(*found), expected);
    }
};

QTEST_GUILESS_MAIN(TestTagReferences)
#include "tst_tag_references.moc"
