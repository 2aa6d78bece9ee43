// SPDX-License-Identifier: MIT
// Search: the query language and the envelope.
#include "api_client.h"

#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

class TestSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_manager = startManager(estateOf(R"json({
          "infra": {"resource_type": "Infra", "children": [
            {"resource_type": "ChildDomain", "Domain": {"id": "default", "children": [
              {"resource_type": "ChildGroup", "Group": {"id": "g1", "display_name": "Web tier",
                "tags": [{"scope": "nsx-op/cluster", "tag": "c1"}]}},
              {"resource_type": "ChildGroup", "Group": {"id": "g2", "display_name": "web",
                "tags": [{"scope": "owner", "tag": "net"}]}},
              {"resource_type": "ChildGroup", "Group": {"id": "g3",
                "display_name": "Database (prod)", "description": "holds web sessions"}},
              {"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "p",
                "children": [
                  {"resource_type": "ChildRule", "Rule": {"id": "r1", "action": "ALLOW",
                    "rule_id": 2001, "source_groups": ["/infra/domains/default/groups/g1"]}},
                  {"resource_type": "ChildRule", "Rule": {"id": "r2", "action": "DROP",
                    "rule_id": 1999, "logged": true}}]}}]}}]},
          "virtual_machines": [
            {"external_id": "5020-a", "display_name": "web-01",
             "compute_ids": ["biosUuid:4220"]},
            {"external_id": "5020-b", "display_name": "db-01",
             "tags": [{"scope": "env", "tag": "prod"}]}]})json"));
        m_client = std::make_unique<ApiClient>(*m_manager);
    }
    void cleanupTestCase() {
        m_client.reset();
        m_manager.reset();
    }

    void finds_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char* query, const QStringList& names) {
            QTest::newRow(query) << QString::fromLatin1(query) << names;
        };
        const QString web = u"web"_s;
        const QString tier = u"Web tier"_s;
        const QString database = u"Database (prod)"_s;
        row("resource_type:Group", {database, web, tier});
        row("resource_type:group", {database, web, tier});
        row("resource_type:dummy", {});
        row("resource_type:Group AND display_name:web", {web, tier});
        row("resource_type:Group AND display_name:WEB", {web, tier});
        row("resource_type:Group AND display_name:\"Web tier\"", {tier});
        row("resource_type:Group AND display_name:Web\\ tier", {tier});
        row("resource_type:Group AND display_name:w*", {web, tier});
        row("resource_type:Group AND display_name:*b", {web, tier});
        row("resource_type:Group AND display_name:we?", {web, tier});
        row("resource_type:Group AND display_name:Database\\ \\(prod\\)", {database});
        row("resource_type:Group AND display_name:eb", {});
        row("resource_type:Group AND NOT display_name:web", {database});
        row("resource_type:Group AND !display_name:web", {database});
        row("resource_type:Group && (id:g1 || id:g3)", {database, tier});
        row("resource_type:Group AND id:(g1 OR g3)", {database, tier});
        row("resource_type:Group AND id:(NOT g1 AND NOT g3)", {web});
        row("id:g2 OR id:g3 AND display_name:web", {web});
        row("(id:g2 OR id:g3) AND display_name:web", {web});
        row("id:g1 id:g2", {web, tier});
        row("resource_type:Group AND tags.scope:nsx-op\\/cluster AND tags.tag:c1", {tier});
        row("resource_type:Group AND tags.scope:owner", {web});
        row("resource_type:Group AND sessions", {database});
        row("resource_type:VirtualMachine AND 5020\\-a", {u"web-01"_s});
        row("resource_type:VirtualMachine AND 4220", {u"web-01"_s});
        row("resource_type:VirtualMachine AND display_name:web*", {u"web-01"_s});
        row("resource_type:VirtualMachine AND tags.tag:prod", {u"db-01"_s});
        row("resource_type:VirtualMachine AND marked_for_delete:false", {});
        row("resource_type:(Group OR VirtualMachine) AND marked_for_delete:false",
            {database, web, tier});
        row("resource_type:Rule AND rule_id:1999", {u"r2"_s});
        row("resource_type:Rule AND logged:true", {u"r2"_s});
        row("resource_type:Rule AND path:\\/infra\\/domains\\/default\\/security-policies\\/p*",
            {u"r1"_s, u"r2"_s});
        row("resource_type:Rule AND path:\\/INFRA*", {});
        row("resource_type:Rule AND parent_path:\"/infra/domains/default/security-policies/p\"",
            {u"r1"_s, u"r2"_s});
        row("resource_type:Rule AND source_groups:\"/infra/domains/default/groups/g1\"", {u"r1"_s});
        row("nsx_id:g3", {database});
        row("unknown_field:x", {});
    }
    void finds() {
        QFETCH(QString, query);
        QFETCH(QStringList, names);
        const Reply reply = search(query, u"sort_by=display_name"_s);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.column(u"display_name"_s), names);
        QCOMPARE(reply.json().value(u"result_count").toInt(-1), names.size());
    }

    void refusesMalformedQueries_data() {
        QTest::addColumn<QString>("query");
        for (const char* query : {"(id:a", "id:a)", "id:", "id: a", "AND", "a AND", "a OR OR b",
                                  "NOT", "\"open", ":x", "()", "id:()"}) {
            QTest::newRow(query) << QString::fromLatin1(query);
        }
    }
    void refusesMalformedQueries() {
        QFETCH(QString, query);
        const Reply reply = search(query);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.json().value(u"module_name").toString(), u"search"_s);
    }

    void refusesEndlessNesting() {
        QCOMPARE(search(QString(1000, u'(')).status, 400);
        QCOMPARE(search(QString(u"NOT "_s).repeated(1000) + u"a"_s).status, 400);
    }

    void findsEverythingWithoutAQuery() {
        QVERIFY(search(QString()).json().value(u"result_count").toInt() > 100);
        QVERIFY(search(u"*:*"_s).json().value(u"result_count").toInt() > 100);
    }

    void pagesByOffset() {
        const Reply first = search(u"resource_type:Group"_s, u"page_size=2&sort_by=id"_s);
        QCOMPARE(first.column(u"id"_s), QStringList({u"g1"_s, u"g2"_s}));
        QCOMPARE(first.json().value(u"result_count").toInt(), 3);
        QCOMPARE(first.json().value(u"cursor").toString(), u"2"_s);
        const Reply last = search(u"resource_type:Group"_s, u"page_size=2&sort_by=id&cursor=2"_s);
        QCOMPARE(last.column(u"id"_s), QStringList{u"g3"_s});
        QCOMPARE(last.json().value(u"cursor").toString(), u"3"_s);
        QCOMPARE(search(u"resource_type:Group"_s, u"cursor=p2"_s).status, 400);
        QCOMPARE(search(u"resource_type:Group"_s, u"cursor=50000"_s).status, 400);
        QCOMPARE(search(u"resource_type:Group"_s, u"page_size=1001"_s).status, 400);
    }

    void sortsNumbersByValue() {
        const QString query = u"resource_type:Rule AND parent_path:\\/infra*"_s;
        const QStringList numbers = search(query, u"sort_by=rule_id"_s).column(u"rule_id"_s);
        QCOMPARE(numbers, QStringList({u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"1999"_s, u"2001"_s}));
    }

    void givesWholeObjectsWithTheirStatus() {
        const QJsonObject hit = search(u"id:r1"_s).results().first().toObject();
        QCOMPARE(hit.value(u"action").toString(), u"ALLOW"_s);
        const QJsonObject status = hit.value(u"status").toObject();
        QCOMPARE(status.value(u"publish_status").toString(), u"REALIZED"_s);
        QCOMPARE(status.value(u"intent_path"), hit.value(u"path"));
        const QJsonObject machine =
            search(u"resource_type:VirtualMachine"_s).results().first().toObject();
        QVERIFY(!machine.contains(u"status"));
        QVERIFY(!machine.contains(u"path"));
    }

    void seesChangesAtOnce() {
        const QString url = u"/policy/api/v1/infra/domains/default/groups/new"_s;
        QCOMPARE(search(u"id:new"_s).results().size(), 0);
        QCOMPARE(m_client->put(url, {}).status, 200);
        QCOMPARE(search(u"id:new"_s).results().size(), 1);
        QCOMPARE(m_client->remove(url).status, 200);
        QCOMPARE(search(u"id:new"_s).results().size(), 0);
    }

private:
    Reply search(const QString& query, const QString& more = {}) {
        return m_client->get(u"/policy/api/v1/search/query?query="_s +
                             QString::fromLatin1(QUrl::toPercentEncoding(query)) + u'&' + more);
    }

    std::unique_ptr<SimulatedManager> m_manager;
    std::unique_ptr<ApiClient> m_client;
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
