// SPDX-License-Identifier: MIT
// What goes over the wire for a traceflow, and what does not stay behind.
#include "nsx/await.h"
#include "nsx/trace_packet.h"
#include "nsx/traceflow_api.h"
#include "nsx/wire_test.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

TracePacket packet(const QString& from, const QString& to,
                   TraceProtocol protocol = TraceProtocol::Tcp) {
    TracePacket one;
    one.protocol = protocol;
    one.source = *IpAddress::parse(from);
    one.destination = *IpAddress::parse(to);
    return one;
}

TraceOrder order() {
    TraceOrder one;
    one.portPath = u"/infra/segments/seg-web/ports/p 1"_s;
    one.packet = packetJson(packet(u"10.0.0.1"_s, u"10.0.1.1"_s));
    one.timeoutSeconds = 20;
    return one;
}

QJsonObject bodyOf(const WireRequest& request) {
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

class TestTraceflowApi : public WireTest {
    Q_OBJECT
    const QByteArray m_policy = "/policy/api/v1/infra/traceflows/";

    qsizetype countOf(const QByteArray& method, const QByteArray& targetContains) const {
        return std::count_if(m_server->requests().cbegin(), m_server->requests().cend(),
                             [&](const WireRequest& request) {
                                 return request.method == method &&
                                        request.target.contains(targetContains);
                             });
    }
    /// The last request with this method.
    WireRequest last(const QByteArray& method) const {
        WireRequest found;
        for (const WireRequest& request : m_server->requests()) {
            found = request.method == method ? request : found;
        }
        return found;
    }

private Q_SLOTS:
    void writesThePacket_data() {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<bool>("isV6");
        QTest::addColumn<QString>("transport");
        QTest::addColumn<int>("number");
        QTest::newRow("TCP") << int(TraceProtocol::Tcp) << false << u"tcp_header"_s << 6;
        QTest::newRow("UDP") << int(TraceProtocol::Udp) << false << u"udp_header"_s << 17;
        QTest::newRow("ICMP") << int(TraceProtocol::Icmp) << false << u"icmp_echo_request_header"_s
                              << 1;
        QTest::newRow("ICMPv6") << int(TraceProtocol::IcmpV6) << true
                                << u"icmp_echo_request_header"_s << 58;
        QTest::newRow("TCP over IPv6") << int(TraceProtocol::Tcp) << true << u"tcp_header"_s << 6;
    }
    void writesThePacket() {
        QFETCH(const int, protocol);
        QFETCH(const bool, isV6);
        QFETCH(const QString, transport);
        QFETCH(const int, number);
        TracePacket one = isV6 ? packet(u"2001:db8::1"_s, u"2001:DB8:0::2"_s)
                               : packet(u"10.0.0.1"_s, u"10.0.1.1"_s);
        one.protocol = static_cast<TraceProtocol>(protocol);
        one.sourceMac = u"00:50:56:a0:00:11"_s;
        QVERIFY(checkPacket(one));
        const QJsonObject written = packetJson(one);
        QCOMPARE(written.value(u"resource_type"_s).toString(), u"FieldsPacketData"_s);
        QCOMPARE(written.value(u"routed"_s).toBool(), true);
        QCOMPARE(written[u"eth_header"][u"src_mac"].toString(), one.sourceMac);
        QVERIFY(written.value(u"transport_header"_s).toObject().contains(transport));
        QCOMPARE(written.contains(u"ip_header"_s), !isV6);
        QCOMPARE(written.contains(u"ipv6_header"_s), isV6);
        if (isV6) {
            QCOMPARE(written[u"ipv6_header"][u"dst_ip"].toString(), u"2001:db8::2"_s);
            QCOMPARE(written[u"ipv6_header"][u"next_header"].toInt(), number);
            QCOMPARE(written[u"ipv6_header"][u"hop_limit"].toInt(), 64);
            QCOMPARE(written[u"eth_header"][u"eth_type"].toInt(), 0x86DD);
        } else {
            QCOMPARE(written[u"ip_header"][u"protocol"].toInt(), number);
            QCOMPARE(written[u"ip_header"][u"ttl"].toInt(), 64);
        }
        if (transport == u"tcp_header") {
            const QJsonObject tcp{{u"src_port"_s, 1234}, {u"dst_port"_s, 80}, {u"tcp_flags"_s, 2}};
            QCOMPARE(written[u"transport_header"][u"tcp_header"].toObject(), tcp);
        }
    }

    void addressesGroupsOfReceivers_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("mac");
        QTest::newRow("multicast")
            << u"10.0.0.1"_s << u"239.129.2.3"_s << u"MULTICAST"_s << u"01:00:5e:01:02:03"_s;
        QTest::newRow("broadcast")
            << u"10.0.0.1"_s << u"255.255.255.255"_s << u"BROADCAST"_s << u"ff:ff:ff:ff:ff:ff"_s;
        QTest::newRow("IPv6") << u"2001:db8::1"_s << u"ff02::1:ff00:1"_s << u"MULTICAST"_s
                              << u"33:33:ff:00:00:01"_s;
    }
    void addressesGroupsOfReceivers() {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        const QJsonObject written = packetJson(packet(from, to, TraceProtocol::Udp));
        QTEST(written.value(u"transport_type"_s).toString(), "kind");
        QTEST(written[u"eth_header"][u"dst_mac"].toString(), "mac");
        QCOMPARE(written.value(u"routed"_s).toBool(), false);
    }

    void refusesWhatCannotBeSent_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("protocol");
        const int tcp = int(TraceProtocol::Tcp);
        QTest::newRow("two families") << u"10.0.0.1"_s << u"2001:db8::1"_s << tcp;
        QTest::newRow("ICMP over IPv6")
            << u"2001:db8::1"_s << u"2001:db8::2"_s << int(TraceProtocol::Icmp);
        QTest::newRow("ICMPv6 over IPv4")
            << u"10.0.0.1"_s << u"10.0.0.2"_s << int(TraceProtocol::IcmpV6);
        QTest::newRow("from a group") << u"224.0.0.1"_s << u"10.0.0.2"_s << tcp;
        QTest::newRow("from loopback") << u"127.0.0.1"_s << u"10.0.0.2"_s << tcp;
        QTest::newRow("from nobody") << u"::"_s << u"2001:db8::2"_s << tcp;
        QTest::newRow("to loopback") << u"2001:db8::2"_s << u"::1"_s << tcp;
        QTest::newRow("to itself") << u"10.0.0.1"_s << u"10.0.0.1"_s << tcp;
    }
    void refusesWhatCannotBeSent() {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        QFETCH(const int, protocol);
        const auto checked = checkPacket(packet(from, to, static_cast<TraceProtocol>(protocol)));
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::InvalidInput);
    }

    void refusesNumbersOutOfRange() {
        TracePacket one = packet(u"10.0.0.1"_s, u"10.0.0.2"_s);
        one.destinationPort = 65536;
        QVERIFY(!checkPacket(one));
        one.destinationPort = 0;
        QVERIFY(checkPacket(one));
        one.ttl = 256;
        QVERIFY(!checkPacket(one));
    }

    void keepsToTheManagersTimes() {
        config::Target local;
        QCOMPARE(traceSeconds(local, 1), 5);
        QCOMPARE(traceSeconds(local, 12), 12);
        QCOMPARE(traceSeconds(local, 300), 15);
        local.kind = config::ManagerKind::Global;
        QCOMPARE(traceSeconds(local, 1), 15);
        QCOMPARE(traceSeconds(local, 300), 60);
    }

    void startsWithThePolicyApi() {
        const auto c = connection();
        AWAIT_OK(started, TraceflowApi(c.get()).start(order()));
        QCOMPARE(started.value().face, TraceFace::Policy);
        const WireRequest put = last("PUT");
        QCOMPARE(put.target, m_policy + started.value().id.toLatin1());
        const QJsonObject body = bodyOf(put);
        QCOMPARE(body.value(u"source_id"_s).toString(), order().portPath);
        QCOMPARE(body.value(u"timeout"_s).toInt(), 15);
        QCOMPARE(body.value(u"is_transient"_s), QJsonValue(true));
        QCOMPARE(body.value(u"packet"_s).toObject(), order().packet);
        QCOMPARE(countOf("DELETE", "traceflows"), 0);
    }

    void fallsBackToTheManagerApi_data() {
        QTest::addColumn<int>("status");
        QTest::newRow("not found") << 404;
        QTest::newRow("method not allowed") << 405;
    }
    void fallsBackToTheManagerApi() {
        QFETCH(const int, status);
        m_server->script = [status](const WireRequest& request) {
            if (request.method == "PUT") {
                WireServer::answerError(request, status, 600);
                return true;
            }
            if (request.target.endsWith("/ports/p%201")) {
                WireServer::answer(request, 200, R"({"unique_id":"lport-7"})");
                return true;
            }
            if (request.target == "/api/v1/traceflows") {
                WireServer::answer(request, 201,
                                   R"({"id":"mp-1","operation_state":"IN_PROGRESS"})");
                return true;
            }
            if (request.target == "/api/v1/traceflows/mp-1" && request.method == "GET") {
                WireServer::answer(request, 200, R"({"id":"mp-1","operation_state":"FINISHED"})");
                return true;
            }
            return false;
        };
        const auto c = connection();
        const TraceflowApi api(c.get());
        AWAIT_OK(started, api.start(order()));
        QCOMPARE(started.value().face, TraceFace::Manager);
        QCOMPARE(started.value().id, u"mp-1"_s);
        const QJsonObject body = bodyOf(last("POST"));
        QCOMPARE(body.value(u"lport_id"_s).toString(), u"lport-7"_s);
        QCOMPARE(body.value(u"timeout"_s).toInt(), 15000);
        AWAIT_OK(state, api.status(started.value(), {}));
        QVERIFY(state.value().state == model::TraceState::Finished);
        AWAIT_OK(removed, api.remove(started.value()));
        QCOMPARE(last("DELETE").target, QByteArray("/api/v1/traceflows/mp-1"));
    }

    // What went out may run although the answer was lost.
    void takesAwayWhatMayHaveBeenMade_data() {
        QTest::addColumn<int>("status"); // 0: the connection breaks
        QTest::addColumn<bool>("removes");
        QTest::newRow("broken connection") << 0 << true;
        QTest::newRow("internal error") << 500 << true;
        QTest::newRow("busy services") << 503 << true;
        QTest::newRow("refused field") << 400 << false;
        QTest::newRow("no permission") << 403 << false;
    }
    void takesAwayWhatMayHaveBeenMade() {
        QFETCH(const int, status);
        QFETCH(const bool, removes);
        m_server->script = [status](const WireRequest& request) {
            if (request.method != "PUT") {
                return false;
            }
            if (status == 0) {
                WireServer::drop(request);
            } else {
                WireServer::answerError(request, status, 1);
            }
            return true;
        };
        const auto c = connection();
        AWAIT(started, TraceflowApi(c.get()).start(order()));
        QVERIFY(!started.isOk());
        QCOMPARE(countOf("PUT", "traceflows"), 1);
        QCOMPARE(countOf("DELETE", "traceflows"), removes ? 1 : 0);
        if (removes) {
            QCOMPARE(last("DELETE").target, last("PUT").target);
        }
    }

    void removesStubbornly() {
        int refusals = 2;
        m_server->script = [&refusals](const WireRequest& request) {
            if (request.method == "DELETE" && refusals-- > 0) {
                WireServer::answerError(request, 503, 1);
                return true;
            }
            return false;
        };
        const auto c = connection();
        AWAIT_OK(removed, TraceflowApi(c.get()).remove({u"t1"_s, TraceFace::Policy}));
        QCOMPARE(countOf("DELETE", "traceflows/t1"), 3);
    }

    void aTraceThatIsGoneIsRemoved() {
        m_server->script = [](const WireRequest& request) {
            if (request.method == "DELETE") {
                WireServer::answerError(request, 404, 600);
                return true;
            }
            return false;
        };
        const auto c = connection();
        AWAIT_OK(removed, TraceflowApi(c.get()).remove({u"t1"_s, TraceFace::Policy}));
        QCOMPARE(countOf("DELETE", "traceflows/t1"), 1);
    }

    void aRefusedRemovalIsAnError() {
        m_server->script = [](const WireRequest& request) {
            if (request.method == "DELETE") {
                WireServer::answerError(request, 403, 289);
                return true;
            }
            return false;
        };
        const auto c = connection();
        AWAIT_ERROR(removed, ErrorKind::Permission,
                    TraceflowApi(c.get()).remove({u"t1"_s, TraceFace::Policy}));
        QCOMPARE(countOf("DELETE", "traceflows/t1"), 1);
    }

    // 429 and 503 while polling: reads wait and try again.
    void pollsABusyManager() {
        QList<int> answers{429, 503};
        m_server->script = [&answers](const WireRequest& request) {
            if (!request.target.endsWith("/status")) {
                return false;
            }
            if (!answers.isEmpty()) {
                WireServer::answerError(request, answers.takeFirst(), 102);
            } else {
                WireServer::answer(request, 200, R"({"operation_state":"FINISHED"})");
            }
            return true;
        };
        const auto c = connection();
        AWAIT_OK(status, TraceflowApi(c.get()).status({u"t1"_s, TraceFace::Policy}, {}));
        QVERIFY(status.value().state == model::TraceState::Finished);
        QCOMPARE(countOf("GET", "/status"), 3);
    }

    void readsEveryPageInOrder() {
        m_server->script = [](const WireRequest& request) {
            if (!request.target.contains("/observations")) {
                return false;
            }
            const bool isFirst = !request.target.contains("cursor=");
            WireServer::answer(
                request, 200,
                isFirst ? R"({"results":[{"resource_type":"B","sequence_no":1}],"cursor":"x",
                             "result_count":2})"
                        : R"({"results":[{"resource_type":"A","sequence_no":0}]})");
            return true;
        };
        const auto c = connection();
        AWAIT_OK(read, TraceflowApi(c.get()).observations({u"t1"_s, TraceFace::Policy}, {}));
        QCOMPARE(read.value().size(), 2U);
        QCOMPARE(read.value().front().resourceType, u"A"_s);
    }
};

QTEST_GUILESS_MAIN(TestTraceflowApi)
#include "tst_traceflow_api.moc"
