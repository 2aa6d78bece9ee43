// SPDX-License-Identifier: MIT
// List envelopes, paging, sorting, filters and the inventory lists.
#include "api_client.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kGroups = u"/policy/api/v1/infra/domains/default/groups"_s;

} // namespace

class TestLists : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QJsonArray groups;
        for (const QString& name : {u"delta"_s, u"Alpha"_s, u"charlie"_s, u"bravo"_s, u"echo"_s}) {
            groups.append(QJsonObject{
                {u"resource_type"_s, u"ChildGroup"_s},
                {u"Group"_s, QJsonObject{{u"id"_s, name.toLower()}, {u"display_name"_s, name}}}});
        }
        const QJsonObject domain = {
            {u"resource_type"_s, u"ChildDomain"_s},
            {u"Domain"_s, QJsonObject{{u"id"_s, u"default"_s}, {u"children"_s, groups}}}};
        QJsonObject root = json(R"({
            "virtual_machines": [
              {"external_id": "vm-2", "display_name": "web-02", "power_state": "VM_RUNNING",
               "tags": [{"scope": "env", "tag": "prod"}]},
              {"external_id": "vm-1", "display_name": "web-01", "power_state": "VM_STOPPED"},
              {"external_id": "vm-3", "display_name": "edge", "type": "EDGE"}],
            "vifs": [
              {"external_id": "vif-1", "owner_vm_id": "vm-1", "lport_attachment_id": "att-1"},
              {"external_id": "vif-2", "owner_vm_id": "vm-2", "lport_attachment_id": "att-2"}]})");
        root.insert(u"infra"_s, QJsonObject{{u"resource_type"_s, u"Infra"_s},
                                            {u"children"_s, QJsonArray{domain}}});
        m_manager = startManager(estateOf(QJsonDocument(root).toJson().constData()));
        m_client = std::make_unique<ApiClient>(*m_manager);
    }
    void cleanupTestCase() {
        m_client.reset();
        m_manager.reset();
    }

    void sortsByNameWithoutRegardToCase() {
        const Reply reply = m_client->get(kGroups);
        QCOMPARE(reply.column(u"display_name"_s),
                 QStringList({u"Alpha"_s, u"bravo"_s, u"charlie"_s, u"delta"_s, u"echo"_s}));
        QCOMPARE(reply.json().value(u"result_count").toInt(), 5);
        QCOMPARE(reply.json().value(u"sort_by").toString(), u"display_name"_s);
        QCOMPARE(reply.json().value(u"sort_ascending").toBool(), true);
        QVERIFY(!reply.json().contains(u"cursor"));
        QCOMPARE(m_client->get(kGroups + u"?sort_ascending=false"_s).column(u"id"_s).first(),
                 u"echo"_s);
        QCOMPARE(
            m_client->get(kGroups + u"?sort_by=id&sort_ascending=false"_s).column(u"id"_s).last(),
            u"alpha"_s);
    }

    void pagesToTheEnd() {
        QStringList ids;
        QString cursor;
        int pages = 0;
        do {
            const Reply page = m_client->get(kGroups + u"?page_size=2&cursor="_s + cursor);
            QCOMPARE(page.status, 200);
            QCOMPARE(page.json().value(u"result_count").toInt(), 5);
            ids << page.column(u"id"_s);
            cursor = page.json().value(u"cursor").toString();
            QVERIFY(!cursor.startsWith(u"0000"_s));
            ++pages;
        } while (!cursor.isEmpty());
        QCOMPARE(pages, 3);
        QCOMPARE(ids, QStringList({u"alpha"_s, u"bravo"_s, u"charlie"_s, u"delta"_s, u"echo"_s}));
    }

    void refusesBadPaging_data() {
        QTest::addColumn<QString>("query");
        QTest::newRow("zero") << u"page_size=0"_s;
        QTest::newRow("too many") << u"page_size=1001"_s;
        QTest::newRow("word") << u"page_size=all"_s;
        QTest::newRow("cursor") << u"cursor=xyz"_s;
        QTest::newRow("negative cursor") << u"cursor=p-1"_s;
    }
    void refusesBadPaging() {
        QFETCH(QString, query);
        const Reply reply = m_client->get(kGroups + u'?' + query);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.errorCode(), 255);
    }

    void leavesFieldsOut() {
        const QJsonObject first =
            m_client->get(kGroups + u"?included_fields=id,path"_s).results().first().toObject();
        QCOMPARE(first.keys(), QStringList({u"id"_s, u"path"_s}));
    }

    void answersEmptyListsAsLists() {
        const Reply reply =
            m_client->get(u"/policy/api/v1/infra/domains/default/gateway-policies"_s);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json().value(u"results").toArray(), QJsonArray());
        QCOMPARE(reply.json().value(u"result_count").toInt(-1), 0);
    }

    void listsPoliciesWithoutTheirRules() {
        const QString url = u"/policy/api/v1/infra/domains/default/security-policies"_s;
        const QJsonObject plain = m_client->get(url).results().first().toObject();
        QVERIFY(!plain.contains(u"rules"));
        QVERIFY(!plain.contains(u"rule_count"));
        const Reply counted = m_client->get(url + u"?include_rule_count=true"_s);
        QCOMPARE(counted.column(u"rule_count"_s), QStringList({u"1"_s, u"3"_s}));
        const QJsonObject whole = m_client->get(url + u"/default-layer3-section"_s).json();
        QCOMPARE(whole.value(u"rules").toArray().size(), 3);
        const QStringList rules =
            m_client->get(url + u"/default-layer3-section/rules"_s).column(u"id"_s);
        QCOMPARE(rules.last(), u"default-layer3-rule"_s);
    }

    void filtersServices() {
        const QString url = u"/policy/api/v1/infra/services"_s;
        QCOMPARE(m_client->get(url + u"?default_service=false"_s).results().size(), 0);
        QVERIFY(m_client->get(url + u"?default_service=true"_s).results().size() > 100);
    }

    void listsMachines() {
        const QString url = u"/api/v1/fabric/virtual-machines"_s;
        QCOMPARE(m_client->get(url).column(u"display_name"_s),
                 QStringList({u"edge"_s, u"web-01"_s, u"web-02"_s}));
        QCOMPARE(m_client->get(url + u"?display_name=web-01"_s).column(u"external_id"_s),
                 QStringList{u"vm-1"_s});
        QCOMPARE(m_client->get(url + u"?external_id=vm-2"_s).column(u"display_name"_s),
                 QStringList{u"web-02"_s});
        QCOMPARE(m_client->get(url + u"?exclude_vm_type=EDGE,SERVICE"_s).results().size(), 2);
        QCOMPARE(m_client->get(url + u"?display_name=web"_s).results().size(), 0);
        const QJsonArray machines = m_client->get(url).results();
        QVERIFY(!machines.at(1).toObject().contains(u"tags"));
        QVERIFY(machines.at(2).toObject().contains(u"tags"));
    }

    void listsInterfaces() {
        const QString url = u"/api/v1/fabric/vifs"_s;
        QCOMPARE(m_client->get(url).results().size(), 2);
        QCOMPARE(m_client->get(url + u"?owner_vm_id=vm-1"_s).column(u"external_id"_s),
                 QStringList{u"vif-1"_s});
        QCOMPARE(m_client->get(url + u"?vm_id=vm-1"_s).results().size(), 1);
        QCOMPARE(m_client->get(url + u"?lport_attachment_id=att-2"_s).column(u"external_id"_s),
                 QStringList{u"vif-2"_s});
    }

    void pagesRealizedMachinesByNumber() {
        const QString url = u"/policy/api/v1/infra/realized-state/virtual-machines?page_size=2"_s;
        const Reply first = m_client->get(url);
        QCOMPARE(first.json().keys(), QStringList{u"results"_s});
        QCOMPARE(first.results().size(), 2);
        QCOMPARE(m_client->get(url + u"&cursor=2"_s).results().size(), 1);
        QCOMPARE(m_client->get(url + u"&cursor=3"_s).results().size(), 0);
    }

private:
    std::unique_ptr<SimulatedManager> m_manager;
    std::unique_ptr<ApiClient> m_client;
};

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
