// SPDX-License-Identifier: MIT
// Who uses an object: live and offline, beside a scan that knows nothing of either.
#include "nsx/reference_api.h"
#include "nsx/snapshot_loader.h"
#include "ops/live_manager.h"
#include "ops/pipeline.h"
#include "ops/snapshot_source.h"
#include "support/await.h"
#include "support/schema_check.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

const QString kDomain = u"/infra/domains/default"_s;

QString groupPath(const QString& id) {
    return kDomain + u"/groups/"_s + id;
}

QJsonObject pathGroup(const QString& id, const QStringList& members) {
    const QJsonObject expression{{u"resource_type"_s, u"PathExpression"_s},
                                 {u"paths"_s, QJsonArray::fromStringList(members)}};
    return child(u"Group"_s, {{u"id"_s, id},
                              {u"display_name"_s, u"Group "_s + id},
                              {u"expression"_s, QJsonArray{expression}}});
}

QJsonObject tagGroup(const QString& id, const QString& type, const QString& value) {
    const QJsonObject condition{{u"resource_type"_s, u"Condition"_s},
                                {u"member_type"_s, type},
                                {u"key"_s, u"Tag"_s},
                                {u"operator"_s, u"EQUALS"_s},
                                {u"value"_s, value}};
    return child(u"Group"_s, {{u"id"_s, id},
                              {u"display_name"_s, u"Group "_s + id},
                              {u"expression"_s, QJsonArray{condition}}});
}

QJsonObject rule(const QString& id, QJsonObject fields) {
    fields.insert(u"id"_s, id);
    fields.insert(u"display_name"_s, id);
    fields.insert(u"action"_s, u"ALLOW"_s);
    return fields;
}

QJsonObject policy(const QString& id, const QJsonArray& rules, QJsonObject fields = {}) {
    fields.insert(u"id"_s, id);
    fields.insert(u"display_name"_s, id);
    fields.insert(u"category"_s, u"Application"_s);
    QJsonArray children;
    for (const QJsonValue one : rules) {
        children.append(child(u"Rule"_s, one.toObject()));
    }
    fields.insert(u"children"_s, children);
    return child(u"SecurityPolicy"_s, fields);
}

QJsonArray tags(const QString& scope, const QString& tag) {
    return {QJsonObject{{u"scope"_s, scope}, {u"tag"_s, tag}}};
}

/// One of every kind of use; `fillers` policies that use nothing of it.
QJsonObject estate(int fillers = 0) {
    const auto paths = [](const QStringList& list) { return QJsonArray::fromStringList(list); };
    const QJsonObject port{{u"id"_s, u"p1"_s}, {u"attachment"_s, QJsonObject{{u"id"_s, u"a1"_s}}}};
    const QJsonObject tcp{{u"resource_type"_s, u"L4PortSetServiceEntry"_s},
                          {u"id"_s, u"e"_s},
                          {u"l4_protocol"_s, u"TCP"_s},
                          {u"destination_ports"_s, paths({u"8443"_s})}};
    const QJsonObject nested{{u"resource_type"_s, u"NestedServiceServiceEntry"_s},
                             {u"id"_s, u"n"_s},
                             {u"nested_service_path"_s, u"/infra/services/inner"_s}};
    QJsonArray infra{
        child(u"Service"_s, {{u"id"_s, u"inner"_s},
                             {u"display_name"_s, u"Inner service"_s},
                             {u"service_entries"_s, QJsonArray{tcp}}}),
        child(u"Service"_s, {{u"id"_s, u"outer"_s},
                             {u"display_name"_s, u"Outer service"_s},
                             {u"service_entries"_s, QJsonArray{nested}}}),
        child(u"PolicyContextProfile"_s,
              {{u"id"_s, u"tls"_s},
               {u"display_name"_s, u"TLS only"_s},
               {u"attributes"_s, QJsonArray{QJsonObject{{u"key"_s, u"APP_ID"_s},
                                                        {u"datatype"_s, u"STRING"_s},
                                                        {u"value"_s, paths({u"SSL"_s})}}}}}),
        child(
            u"PolicyFirewallScheduler"_s,
            {{u"id"_s, u"office"_s}, {u"days"_s, paths({u"MONDAY"_s})}, {u"timezone"_s, u"UTC"_s}}),
        child(u"Segment"_s, {{u"id"_s, u"seg"_s},
                             {u"display_name"_s, u"Segment"_s},
                             {u"tags"_s, tags(u"zone"_s, u"dmz"_s)},
                             {u"children"_s, QJsonArray{child(u"SegmentPort"_s, port)}}}),
        child(u"PolicyExcludeList"_s,
              {{u"id"_s, u"exclude-list"_s}, {u"members"_s, paths({groupPath(u"apart"_s)})}})};
    QJsonArray domain{
        tagGroup(u"web"_s, u"VirtualMachine"_s, u"tier|web"_s),
        tagGroup(u"web-2"_s, u"VirtualMachine"_s, u"tier|web2"_s),
        tagGroup(u"apart"_s, u"VirtualMachine"_s, u"tier|apart"_s),
        tagGroup(u"dmz"_s, u"Segment"_s, u"zone|dmz"_s),
        pathGroup(u"all"_s, {groupPath(u"web"_s), groupPath(u"web-2"_s)}),
        pathGroup(u"everything"_s, {groupPath(u"all"_s)}),
        pathGroup(u"unused"_s, {u"/infra/segments/seg"_s}),
        policy(u"p1"_s,
               {rule(u"by-source"_s, {{u"source_groups"_s, paths({groupPath(u"web"_s)})}}),
                rule(u"both-ways"_s, {{u"source_groups"_s, paths({groupPath(u"web"_s)})},
                                      {u"destination_groups"_s, paths({groupPath(u"web"_s)})}}),
                rule(u"by-scope"_s, {{u"scope"_s, paths({groupPath(u"web"_s)})}}),
                rule(u"other-group"_s, {{u"source_groups"_s, paths({groupPath(u"web-2"_s)})}}),
                rule(u"in-words"_s, {{u"description"_s, u"Not for "_s + groupPath(u"web"_s)}})}),
        policy(
            u"p2"_s,
            {rule(u"by-all"_s, {{u"destination_groups"_s, paths({groupPath(u"all"_s)})}}),
             rule(u"by-everything"_s,
                  {{u"destination_groups"_s, paths({groupPath(u"everything"_s)})}}),
             rule(u"by-dmz"_s, {{u"destination_groups"_s, paths({groupPath(u"dmz"_s)})}}),
             rule(u"by-outer"_s, {{u"services"_s, paths({u"/infra/services/outer"_s})}}),
             rule(u"by-inner"_s, {{u"services"_s, paths({u"/infra/services/inner"_s})}}),
             rule(u"by-profile"_s, {{u"profiles"_s, paths({u"/infra/context-profiles/tls"_s})}})},
            {{u"scope"_s, paths({groupPath(u"apart"_s)})},
             {u"scheduler_path"_s, u"/infra/firewall-schedulers/office"_s}})};
    for (int i = 0; i < fillers; ++i) {
        domain.append(policy(u"filler-%1"_s.arg(i), {rule(u"r"_s, {})}));
    }
    const QJsonArray machines{QJsonObject{{u"display_name"_s, u"web-01"_s},
                                          {u"external_id"_s, u"5020-web-01"_s},
                                          {u"tags"_s, tags(u"tier"_s, u"web"_s)}}};
    const QJsonArray vifs{QJsonObject{{u"external_id"_s, u"5020-web-01-4000"_s},
                                      {u"owner_vm_id"_s, u"5020-web-01"_s},
                                      {u"lport_attachment_id"_s, u"a1"_s}}};
    return estateOf(infra, domain, machines, vifs);
}

/// "how last-segment-of-the-referrer [< last segment of what stands between]".
QStringList inWords(const nsx::References& references) {
    QStringList words;
    for (const nsx::Reference& one : references.items) {
        QString text = one.how + u' ' + one.referrer.path.section(u'/', -1);
        if (!one.through.isEmpty()) {
            text += u" < "_s + one.through.section(u'/', -1);
        }
        words << text;
    }
    words.sort();
    return words;
}

} // namespace

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
        const auto snapshot =
            await(nsx::loadSnapshot(m_live->connection(), {}, [](const Progress&) {}));
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
        for (const QString& object :
             {groupPath(u"web"_s), u"Group web"_s, u"web-01"_s, u"/infra/services/inner"_s}) {
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
