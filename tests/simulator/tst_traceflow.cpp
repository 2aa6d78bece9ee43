// SPDX-License-Identifier: MIT
// Traceflows in both APIs: what is asked, how it goes on, what is observed.
#include "traceflow_estate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

class TestTraceflow : public TraceflowTest {
    Q_OBJECT

private Q_SLOTS:
    void crossesASubnetAsInTheReference() {
        const Reply made = m_client->post(kManager, order(u"web-1"_s, tcp(kWeb, kApp, 8443)));
        QCOMPARE(made.status, 201);
        const QString id = made.json().value(u"id").toString();
        QCOMPARE(made.json().value(u"lport_id").toString(), portId(u"web-1"_s));
        QCOMPARE(made.json().value(u"timeout").toInt(), 10000);

        const Reply observed = m_client->get(kManager + u'/' + id + u"/observations"_s);
        QCOMPARE(observed.column(u"component_type"_s),
                 QStringList({u"LS"_s, u"DFW"_s, u"DFW"_s, u"LS"_s, u"LR"_s, u"LR"_s, u"LS"_s,
                              u"PHYSICAL"_s, u"PHYSICAL"_s, u"DFW"_s, u"DFW"_s, u"LS"_s}));
        QStringList kinds = observed.column(u"resource_type"_s);
        for (QString& kind : kinds) {
            kind.remove(u"TraceflowObservation"_s);
        }
        QCOMPARE(kinds,
                 QStringList({u"ReceivedLogical"_s, u"ReceivedLogical"_s, u"ForwardedLogical"_s,
                              u"ForwardedLogical"_s, u"ReceivedLogical"_s, u"ForwardedLogical"_s,
                              u"ReceivedLogical"_s, u"Forwarded"_s, u"Received"_s,
                              u"ReceivedLogical"_s, u"ForwardedLogical"_s, u"Delivered"_s}));
        QCOMPARE(observed.column(u"sequence_no"_s),
                 QString(u"0 0 0 0 0 0 0 0 1 1 1 1"_s).split(u' '));
        QCOMPARE(rulesIn(observed), QList<int>({2001, 2001}));
        const QJsonObject last = observed.results().last().toObject();
        QCOMPARE(last.value(u"lport_id").toString(), portId(u"app-1"_s));
        QCOMPARE(last.value(u"transport_node_name").toString(), u"esx-2"_s);
        QVERIFY(!last.contains(u"segment_port_path"));
        QStringList times = observed.column(u"timestamp_micro"_s);
        QVERIFY(std::is_sorted(times.begin(), times.end()));

        const QJsonObject status = m_client->get(kManager + u'/' + id).json();
        QCOMPARE(status.value(u"operation_state").toString(), u"FINISHED"_s);
        QCOMPARE(status.value(u"request_status").toString(), u"SUCCESS"_s);
        QCOMPARE(status.value(u"counters").toObject(),
                 json(R"({"received_count": 1, "forwarded_count": 1, "delivered_count": 1,
                          "dropped_count": 0, "protected_count": 0})"));
        QCOMPARE(status.value(u"logical_counters").toObject(),
                 json(R"({"received_count": 5, "forwarded_count": 4, "delivered_count": 1,
                          "dropped_count": 0, "protected_count": 0})"));
    }

    void endsWhereThePacketEnds_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("ttl");
        QTest::addColumn<QString>("end"); ///< kind/component/reason
        const auto row = [](const char* name, const QString& from, const QString& address, int ttl,
                            const QString& end) {
            QTest::newRow(name) << from << address << ttl << end;
        };
        row("same segment", u"web-1"_s, kWeb2, 64, u"Delivered/LS/"_s);
        row("over the edge", u"web-1"_s, u"198.51.100.9"_s, 64, u"Delivered/LR/"_s);
        row("nobody there", u"web-1"_s, u"10.10.20.99"_s, 64, u"DroppedLogical/LS/ARP_FAIL"_s);
        row("nobody near", u"web-1"_s, u"10.10.10.99"_s, 64, u"DroppedLogical/LS/ARP_FAIL"_s);
        row("no route", u"alone-1"_s, u"198.51.100.9"_s, 64, u"DroppedLogical/LR/NO_ROUTE"_s);
        row("another tier-1", u"web-1"_s, u"10.10.30.31"_s, 64, u"Delivered/LS/"_s);
        row("too far", u"web-1"_s, u"10.10.30.31"_s, 2, u"DroppedLogical/LR/TTL_ZERO"_s);
        row("unconnected", u"web-1"_s, u"10.10.40.41"_s, 64, u"Delivered/LR/"_s);
        row("machine that is off", u"web-1"_s, u"10.10.20.29"_s, 64,
            u"DroppedLogical/LS/ARP_FAIL"_s);
    }
    void endsWhereThePacketEnds() {
        QFETCH(QString, from);
        QFETCH(QString, address);
        QFETCH(int, ttl);
        QFETCH(QString, end);
        allowEverything();
        QJsonObject packet = tcp(from == u"alone-1"_s ? u"10.10.40.41"_s : kWeb, address, 80);
        QJsonObject header = packet.value(u"ip_header").toObject();
        header.insert(u"ttl"_s, ttl);
        packet.insert(u"ip_header"_s, header);
        const Reply observed = trace(from, packet);
        const QJsonObject last = observed.results().last().toObject();
        QCOMPARE(last.value(u"resource_type").toString().remove(u"TraceflowObservation"_s) + u'/' +
                     last.value(u"component_type").toString() + u'/' +
                     last.value(u"reason").toString(),
                 end);
    }

    void staysInProgressForAWhile() {
        SimulatorOptions options;
        options.traceflowDelayMs = 600'000;
        start(options);
        const QString id = m_client->post(kManager, order(u"web-1"_s, tcp(kWeb, kApp, 80)))
                               .json()
                               .value(u"id")
                               .toString();
        const QJsonObject status = m_client->get(kManager + u'/' + id).json();
        QCOMPARE(status.value(u"operation_state").toString(), u"IN_PROGRESS"_s);
        QCOMPARE(status.value(u"logical_counters").toObject().value(u"received_count").toInt(-1),
                 0);
        QCOMPARE(m_client->get(kManager + u'/' + id + u"/observations"_s).results().size(), 0);

        options.traceflowDelayMs = 50;
        start(options);
        const QString soon = m_client->post(kManager, order(u"web-1"_s, tcp(kWeb, kApp, 80)))
                                 .json()
                                 .value(u"id")
                                 .toString();
        QTRY_COMPARE(
            m_client->get(kManager + u'/' + soon).json().value(u"operation_state").toString(),
            u"FINISHED"_s);
        QVERIFY(!m_client->get(kManager + u'/' + soon + u"/observations"_s).results().isEmpty());
    }

    void listsFiltersAndForgets() {
        const QString first = m_client->post(kManager, order(u"web-1"_s, tcp(kWeb, kApp, 8443)))
                                  .json()
                                  .value(u"id")
                                  .toString();
        m_client->post(kManager, order(u"web-2"_s, tcp(kWeb2, kApp, 8443)));
        QCOMPARE(m_client->get(kManager).results().size(), 2);
        QCOMPARE(m_client->get(kManager + u"?lport_id="_s + portId(u"web-1"_s)).column(u"id"_s),
                 QStringList{first});
        const QString url = kManager + u'/' + first;
        QCOMPARE(m_client->get(url + u"/observations?component_type=DFW"_s).results().size(), 4);
        QCOMPARE(
            m_client->get(url + u"/observations?component_type=DFW&transport_node_name=esx-2"_s)
                .results()
                .size(),
            2);
        QCOMPARE(m_client->get(url + u"/observations?resource_type=TraceflowObservationDelivered"_s)
                     .results()
                     .size(),
                 1);
        QCOMPARE(m_client->remove(url).status, 200);
        QCOMPARE(m_client->get(url).errorCode(), 202);
        QCOMPARE(m_client->get(url + u"/observations"_s).status, 404);
        QCOMPARE(m_client->remove(url).status, 404);
    }

    void failsWithoutASource_data() {
        QTest::addColumn<QString>("port");
        QTest::addColumn<QString>("status");
        QTest::newRow("unknown id")
            << u"11111111-2222-3333-4444-555555555555"_s << u"SOURCE_PORT_NOT_FOUND"_s;
        QTest::newRow("unknown path")
            << u"/infra/segments/web/ports/none"_s << u"SOURCE_PORT_NOT_FOUND"_s;
        QTest::newRow("no port") << u"/infra/segments/web"_s << u"SOURCE_PORT_NOT_FOUND"_s;
        QTest::newRow("machine off")
            << u"/infra/segments/app/ports/app-off"_s << u"DATA_PATH_NOT_READY"_s;
        QTest::newRow("empty") << u"/infra/segments/app/ports/empty"_s << u"DATA_PATH_NOT_READY"_s;
    }
    void failsWithoutASource() {
        QFETCH(QString, port);
        QFETCH(QString, status);
        const Reply made =
            m_client->post(kManager, {{u"lport_id"_s, port}, {u"packet"_s, tcp(kWeb, kApp, 80)}});
        QCOMPARE(made.status, 201);
        QCOMPARE(made.json().value(u"operation_state").toString(), u"FAILED"_s);
        QCOMPARE(made.json().value(u"request_status").toString(), status);
        QCOMPARE(
            m_client
                ->get(kManager + u'/' + made.json().value(u"id").toString() + u"/observations"_s)
                .results()
                .size(),
            0);
    }

    void refusesBadOrders_data() {
        QTest::addColumn<QByteArray>("order");
        const auto row = [](const char* name, const char* order) {
            QTest::newRow(name) << QByteArray(order);
        };
        row("no port", R"({"packet": {"resource_type": "FieldsPacketData", "ip_header": {}}})");
        row("no packet", R"({"lport_id": "x"})");
        row("no type", R"({"lport_id": "x", "packet": {"ip_header": {}}})");
        row("no header", R"({"lport_id": "x", "packet": {"resource_type": "FieldsPacketData"}})");
        row("both families", R"({"lport_id": "x", "packet": {"resource_type": "FieldsPacketData",
            "ip_header": {}, "ipv6_header": {}}})");
        row("bad address", R"({"lport_id": "x", "packet": {"resource_type": "FieldsPacketData",
            "ip_header": {"src_ip": "10.0.0"}}})");
        row("wrong family", R"({"lport_id": "x", "packet": {"resource_type": "FieldsPacketData",
            "ip_header": {"dst_ip": "fd00::1"}}})");
        row("ttl", R"({"lport_id": "x", "packet": {"resource_type": "FieldsPacketData",
            "ip_header": {"ttl": 256}}})");
        row("port number", R"({"lport_id": "x", "packet": {"resource_type": "FieldsPacketData",
            "ip_header": {}, "transport_header": {"tcp_header": {"dst_port": 65536}}}})");
        row("flags", R"({"lport_id": "x", "packet": {"resource_type": "FieldsPacketData",
            "ip_header": {}, "transport_header": {"tcp_header": {"tcp_flags": 512}}}})");
        row("frame", R"({"lport_id": "x", "packet": {"resource_type": "FieldsPacketData",
            "ip_header": {}, "frame_size": 59}})");
        row("time-out", R"({"lport_id": "x", "timeout": 15001, "packet":
            {"resource_type": "FieldsPacketData", "ip_header": {}}})");
        row("seconds", R"({"lport_id": "x", "timeout": 10, "packet":
            {"resource_type": "FieldsPacketData", "ip_header": {}}})");
    }
    void refusesBadOrders() {
        QFETCH(QByteArray, order);
        const Reply refused = m_client->post(kManager, json(order.constData()));
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.errorCode(), 255);
        QCOMPARE(m_client->get(kManager).results().size(), 0);
    }

    void worksThroughThePolicyApi() {
        const QString url = kPolicyApi + u"/tf"_s;
        const QJsonObject wish = {{u"source_id"_s, u"/infra/segments/web/ports/web-1"_s},
                                  {u"timeout"_s, 5},
                                  {u"packet"_s, tcp(kWeb, kApp, 23)}};
        const Reply made = m_client->put(url, wish);
        QCOMPARE(made.status, 200);
        QCOMPARE(made.json().value(u"resource_type").toString(), u"TraceflowConfig"_s);
        QCOMPARE(made.json().value(u"is_transient").toBool(), true);
        const QJsonObject status = m_client->get(url + u"/status"_s).json();
        QCOMPARE(status.value(u"operation_state").toString(), u"FINISHED"_s);
        QCOMPARE(status.value(u"timeout").toInt(), 5000);
        QCOMPARE(status.value(u"lport_id").toString(), portId(u"web-1"_s));

        const Reply observed = m_client->get(url + u"/observations"_s);
        const QJsonObject last = observed.results().last().toObject();
        QCOMPARE(last.value(u"resource_type").toString(),
                 u"PolicyTraceflowObservationDroppedLogical"_s);
        QCOMPARE(last.value(u"reason").toString(), u"FW_RULE"_s);
        QCOMPARE(last.value(u"acl_rule_id").toInt(), 2002);
        QCOMPARE(last.value(u"acl_rule_path").toString(),
                 u"/infra/domains/default/security-policies/web/rules/no-telnet"_s);
        QCOMPARE(last.value(u"segment_port_path").toString(), u"/infra/segments/web/ports/web-1"_s);
        QCOMPARE(m_client->get(kPolicyApi).column(u"id"_s), QStringList{u"tf"_s});
        // The results belong to no trace of the other API.
        QCOMPARE(m_client->get(kManager).results().size(), 0);

        QCOMPARE(m_client->remove(url).status, 200);
        QCOMPARE(m_client->get(url).status, 404);
        QCOMPARE(m_client->get(url + u"/status"_s).errorCode(), 600);
        QCOMPARE(m_client->get(url + u"/observations"_s).status, 404);
    }

    void keepsPlainNamesForThePhysicalNetwork() {
        const QString url = kPolicyApi + u"/tf"_s;
        m_client->put(url,
                      {{u"source_id"_s, portId(u"web-1"_s)}, {u"packet"_s, tcp(kWeb, kApp, 8443)}});
        const QStringList kinds =
            m_client->get(url + u"/observations"_s).column(u"resource_type"_s);
        QVERIFY(kinds.contains(u"TraceflowObservationForwarded"_s));
        QVERIFY(kinds.contains(u"PolicyTraceflowObservationDelivered"_s));
        QVERIFY(!kinds.contains(u"PolicyTraceflowObservationForwarded"_s));
    }

    void tracesAnewWhenWrittenAnew() {
        const QString url = kPolicyApi + u"/tf"_s;
        const QJsonObject wish = {{u"source_id"_s, u"/infra/segments/web/ports/web-1"_s},
                                  {u"packet"_s, tcp(kWeb, kApp, 23)}};
        m_client->patch(url, wish);
        const auto last = [&] {
            return m_client->get(url + u"/observations"_s)
                .results()
                .last()
                .toObject()
                .value(u"resource_type")
                .toString();
        };
        QCOMPARE(last(), u"PolicyTraceflowObservationDroppedLogical"_s);
        allowEverything();
        QCOMPARE(last(), u"PolicyTraceflowObservationDroppedLogical"_s); // what was seen was seen
        QCOMPARE(m_client->post(url + u"?action=restart"_s, {}).status, 200);
        QCOMPARE(last(), u"PolicyTraceflowObservationDelivered"_s);
        QJsonObject other = wish;
        other.insert(u"source_id"_s, u"/infra/segments/web/ports/none"_s);
        QCOMPARE(m_client->patch(url, other).status, 200);
        QCOMPARE(m_client->get(url + u"/status"_s).json().value(u"request_status").toString(),
                 u"SOURCE_PORT_NOT_FOUND"_s);
        QCOMPARE(m_client->post(url + u"?action=stop"_s, {}).status, 400);
    }

    void refusesBadConfigurations_data() {
        QTest::addColumn<QByteArray>("wish");
        QTest::newRow("no source")
            << QByteArray(R"({"packet": {"resource_type": "FieldsPacketData", "ip_header": {}}})");
        QTest::newRow("milliseconds") << QByteArray(R"({"source_id": "x", "timeout": 5000,
            "packet": {"resource_type": "FieldsPacketData", "ip_header": {}}})");
        QTest::newRow("no packet") << QByteArray(R"({"source_id": "x"})");
    }
    void refusesBadConfigurations() {
        QFETCH(QByteArray, wish);
        QCOMPARE(m_client->put(kPolicyApi + u"/tf"_s, json(wish.constData())).errorCode(), 255);
        QCOMPARE(m_client->get(kPolicyApi + u"/tf"_s).status, 404);
    }
};

QTEST_GUILESS_MAIN(TestTraceflow)
#include "tst_traceflow.moc"
