// SPDX-License-Identifier: MIT
// Hosts and clusters, further lists of machines, drafts, batches, and other small endpoints.
#include "traceflow_estate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

class TestFabric : public TraceflowTest {
    Q_OBJECT

private Q_SLOTS:
    void listsHosts_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QStringList>("expected");
        const QStringList names = {u"esx-1"_s, u"esx-2"_s};
        QTest::newRow("nodes") << u"/api/v1/transport-nodes"_s << u"display_name"_s << names;
        QTest::newRow("policy nodes")
            << u"/policy/api/v1/infra/sites/default/enforcement-points/default/host-transport-nodes"_s
            << u"display_name"_s << names;
        QTest::newRow("discovered")
            << u"/api/v1/fabric/discovered-nodes"_s << u"display_name"_s << names;
        QTest::newRow("clusters") << u"/api/v1/fabric/compute-collections"_s << u"display_name"_s
                                  << QStringList{u"Compute"_s};
        QTest::newRow("managers") << u"/api/v1/fabric/compute-managers"_s << u"origin_type"_s
                                  << QStringList{u"vCenter"_s};
        QTest::newRow("licence") << u"/api/v1/licenses"_s << u"capacity_type"_s
                                 << QStringList{u"CORE"_s};
        QTest::newRow("roles") << u"/policy/api/v1/aaa/roles"_s << u"role"_s
                               << QStringList({u"auditor"_s, u"enterprise_admin"_s,
                                               u"security_engineer"_s});
    }
    void listsHosts() {
        QFETCH(QString, url);
        QFETCH(QString, column);
        QFETCH(QStringList, expected);
        const Reply reply = m_client->get(url);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.column(column), expected);
        QCOMPARE(reply.json().value(u"result_count").toInt(), expected.size());
    }

    void knowsEveryHost() {
        const QString url = u"/api/v1/transport-nodes/h1"_s;
        QCOMPARE(m_client->get(url).json().value(u"display_name").toString(), u"esx-1"_s);
        QCOMPARE(m_client->get(url + u"/status"_s).json().value(u"status").toString(), u"UP"_s);
        QCOMPARE(m_client->get(url + u"/state"_s).json().value(u"state").toString(), u"success"_s);
        QCOMPARE(m_client->get(u"/api/v1/transport-nodes/none"_s).errorCode(), 202);
        QCOMPARE(m_client->get(u"/api/v1/fabric/compute-collections/none"_s).status, 404);
    }

    void listsMachinesWithoutAGroup() {
        QCOMPARE(
            m_client->get(u"/policy/api/v1/infra/realized-state/unassociated-virtual-machines"_s)
                .column(u"display_name"_s),
            QStringList({u"alone-1"_s, u"far-1"_s}));
    }

    void showsOneMachine() {
        const QString url =
            u"/policy/api/v1/infra/realized-state/enforcement-points/default/virtual-machines/"_s;
        QCOMPARE(m_client->get(url + u"web-1/details"_s).json().value(u"display_name").toString(),
                 u"web-1"_s);
        QCOMPARE(m_client->get(url + u"none/details"_s).status, 404);
        QCOMPARE(m_client->get(u"/api/v1/fabric/virtual-machines/tools-info"_s).results().size(),
                 6);
    }

    void listsPortsOfSegmentsBelowATier1() {
        const QString segment = policy(u"/infra/tier-1s/one/segments/inner"_s);
        QCOMPARE(m_client->put(segment, {}).status, 200);
        QCOMPARE(m_client->put(segment + u"/ports/p"_s, {}).status, 200);
        QCOMPARE(m_client->get(segment + u"/ports"_s).column(u"path"_s),
                 QStringList{u"/infra/tier-1s/one/segments/inner/ports/p"_s});
        QCOMPARE(m_client->get(policy(u"/infra/tier-1s/one/segments"_s)).column(u"id"_s),
                 QStringList{u"inner"_s});
    }

    void listsTheAttributesOfContextProfiles() {
        const QString url = policy(u"/infra/context-profiles/attributes?attribute_key="_s);
        QVERIFY(m_client->get(url + u"APP_ID"_s).column(u"id"_s).contains(u"SSL"_s));
        QCOMPARE(m_client->get(url + u"URL_CATEGORY"_s).results().size(), 0);
    }

    void keepsDrafts() {
        const QString url = policy(u"/infra/drafts/before"_s);
        QCOMPARE(m_client->get(policy(u"/infra/drafts"_s)).results().size(), 0);
        const Reply made = m_client->put(url, {{u"display_name"_s, u"Before the change"_s}});
        QCOMPARE(made.json().value(u"resource_type").toString(), u"PolicyDraft"_s);
        QCOMPARE(made.json().value(u"is_auto_draft").toBool(true), false);
        QCOMPARE(m_client->get(policy(u"/infra/drafts?auto_drafts=true"_s)).results().size(), 0);
        QCOMPARE(m_client->get(policy(u"/infra/drafts?auto_drafts=false"_s)).results().size(), 1);
        QCOMPARE(m_client->get(url + u"/aggregated"_s).json(),
                 json(R"({"resource_type": "Infra", "children": []})"));
        QCOMPARE(m_client->get(url + u"/complete"_s).json().value(u"resource_type").toString(),
                 u"Infra"_s);
        QCOMPARE(m_client->get(policy(u"/infra/drafts/none/aggregated"_s)).status, 404);
        QCOMPARE(m_client->remove(url).status, 200);
    }

    void refusesBadSchedules() {
        const QString url = policy(u"/infra/firewall-schedulers/s"_s);
        QCOMPARE(m_client->put(url, {}).errorCode(), 255);
        QCOMPARE(m_client
                     ->put(url, json(R"({"recurring": false, "days": ["MONDAY"],
                                         "start_date": "01/01/2026"})"))
                     .errorCode(),
                 255);
        QCOMPARE(m_client
                     ->put(url, json(R"({"days": ["MONDAY"], "time_interval":
                         [{"start_interval": "9:00", "end_interval": "17:30"}]})"))
                     .json()
                     .value(u"recurring")
                     .toBool(),
                 true);
    }

    void worksThroughABatch() {
        const Reply done = m_client->post(u"/policy/api/v1/batch"_s, json(R"({"requests": [
            {"method": "PUT", "uri": "/infra/domains/default/groups/made",
             "body": {"display_name": "Made"}},
            {"method": "GET", "uri": "/infra/domains/default/groups?page_size=1"},
            {"method": "DELETE", "uri": "/infra/domains/default/groups/none"}]})"));
        QCOMPARE(done.status, 200);
        QCOMPARE(done.json().value(u"has_errors").toBool(), true);
        QCOMPARE(done.column(u"code"_s), QStringList({u"200"_s, u"200"_s, u"404"_s}));
        const QJsonObject list = done.results().at(1).toObject().value(u"body").toObject();
        QCOMPARE(list.value(u"result_count").toInt(), 4);
        QCOMPARE(m_client->get(policy(u"/infra/domains/default/groups/made"_s)).status, 200);
    }

    void stopsABatchAtAnError() {
        const Reply done = m_client->post(u"/policy/api/v1/batch"_s, json(R"({
            "continue_on_error": false, "requests": [
            {"method": "DELETE", "uri": "/infra/domains/default/groups/none"},
            {"method": "PUT", "uri": "/infra/domains/default/groups/made", "body": {}}]})"));
        QCOMPARE(done.results().size(), 1);
        QCOMPARE(m_client->get(policy(u"/infra/domains/default/groups/made"_s)).status, 404);
        QCOMPARE(m_client->post(u"/policy/api/v1/batch?atomic=true"_s, {}).status, 400);
        QCOMPARE(m_client->post(u"/api/v1/batch"_s, {}).status, 400);
    }
};

QTEST_GUILESS_MAIN(TestFabric)
#include "tst_fabric.moc"
