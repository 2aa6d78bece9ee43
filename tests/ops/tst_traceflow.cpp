// SPDX-License-Identifier: MIT
// run_traceflow and get_traceflow_result against the simulated manager.
#include "ops/trace_bench.h"
#include "ops/trace_store.h"

#include <QJsonDocument>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;
using bulkhead::tests::TraceBench;
using simulator::Fault;

class TestTraceflow final : public QObject, protected TraceBench {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnState(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        start(0);
    }
    void cleanup() { stop(); }

    void deliversBetweenTwoMachinesByName() {
        const auto result = run(webToApp());
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->value(u"verdict"_s).toString(), u"DELIVERED"_s);
        QCOMPARE(words(result),
                 u"Delivered to app-01 on esx-2, allowed by rule allow app (2001) of "
                 "policy web tier."_s);
        QCOMPARE(result->value(u"src_ip"_s).toString(), u"10.10.10.11"_s);
        QCOMPARE(result->value(u"dst_ip"_s).toString(), u"10.10.20.21"_s);
        QCOMPARE(result->value(u"cleaned_up"_s), QJsonValue(true));
        QCOMPARE(result->value(u"operation_state"_s).toString(), u"FINISHED"_s);
        QCOMPARE(result->value(u"warnings"_s).toArray(), QJsonArray());
        const QJsonArray hits = result->value(u"dfw_hits"_s).toArray();
        QCOMPARE(hits.size(), 2);
        QCOMPARE(hits.at(1)[u"acl_rule_id"].toInt(), 2001);
        QCOMPARE(hits.at(1)[u"action"].toString(), u"ALLOW"_s);
        QCOMPARE(hits.at(1)[u"transport_node"].toString(), u"esx-2"_s);
        const QJsonArray hops = result->value(u"hops"_s).toArray();
        QCOMPARE(hops.size(), result->value(u"observation_count"_s).toInt());
        QCOMPARE(hops.at(0)[u"sequence"].toInt(-1), 0);
        QCOMPARE(hops.last()[u"sequence"].toInt(-1), 1);
        QCOMPARE(result->value(u"delivered_to"_s)[0][u"vm_id"].toString(), u"id-app-01"_s);
        QCOMPARE(count("PUT"), 1);
        QCOMPARE(count("DELETE"), 1);
    }

    // What the predecessor could not: its follow-up call met a trace that was deleted.
    void theResultIsThereAfterwards() {
        const auto first = run(webToApp(23));
        QVERIFY2(first, qPrintable(words(first)));
        const QString id = first->value(u"traceflow_id"_s).toString();
        const auto onManager = tests::await(m_source->manager()->get(
            u"/policy/api/v1/infra/traceflows/"_s + id, {}, CancellationToken()));
        QVERIFY(!onManager);
        QCOMPARE(onManager.error().kind, ErrorKind::NotFound);
        const auto requests = m_manager->requests().size();
        const auto again = call(u"get_traceflow_result"_s, {{u"traceflow_id"_s, id}});
        QVERIFY2(again, qPrintable(words(again)));
        QCOMPARE(*again, *first);
        QCOMPARE(m_manager->requests().size(), requests);
    }

    void namesTheRuleThatStopsIt_data() {
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("rule");
        QTest::newRow("drop") << 23 << u"DROPPED"_s << u"no telnet (2002) of policy web tier"_s;
        QTest::newRow("reject") << 25 << u"REJECTED"_s << u"no mail (2003) of policy web tier"_s;
    }
    void namesTheRuleThatStopsIt() {
        QFETCH(const int, port);
        QFETCH(const QString, rule);
        const auto result = run(webToApp(port));
        QVERIFY2(result, qPrintable(words(result)));
        QTEST(result->value(u"verdict"_s).toString(), "verdict");
        QVERIFY2(words(result).contains(rule), qPrintable(words(result)));
        QCOMPARE(result->value(u"delivered_to"_s).toArray().size(), 0);
        QCOMPARE(count("DELETE"), 1);
    }

    void findsTheSourceByAnyOfItsNames_data() {
        QTest::addColumn<QString>("port");
        QTest::newRow("attachment") << u"att-web-01"_s;
        QTest::newRow("path") << u"/infra/segments/web/ports/web-01"_s;
        QTest::newRow("unique id") << QString();
    }
    void findsTheSourceByAnyOfItsNames() {
        QFETCH(QString, port);
        if (port.isEmpty()) {
            const auto found = tests::await(m_source->manager()->get(
                u"/policy/api/v1/infra/segments/web/ports/web-01"_s, {}, CancellationToken()));
            QVERIFY(found);
            port = QJsonDocument::fromJson(found->body).object().value(u"unique_id"_s).toString();
            QVERIFY(!port.isEmpty());
        }
        const auto result = run({{u"src_lport_id"_s, port},
                                 {u"src_ip"_s, u"10.10.10.11"_s},
                                 {u"dst_ip"_s, u"10.10.20.21"_s},
                                 {u"protocol"_s, u"tcp"_s},
                                 {u"dst_port"_s, 8443}});
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->value(u"verdict"_s).toString(), u"DELIVERED"_s);
        QCOMPARE(result->value(u"source"_s).toString(), u"web-01"_s);
    }

    void tracesIPv6() {
        QJsonObject arguments = webToApp();
        arguments.insert(u"dst_ip"_s, u"FD00:20::21"_s);
        const auto result = run(arguments);
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->value(u"verdict"_s).toString(), u"DELIVERED"_s);
        QCOMPARE(result->value(u"src_ip"_s).toString(), u"fd00:10::11"_s);
        arguments = webToApp();
        arguments.insert(u"protocol"_s, u"ICMPv6"_s);
        const auto ping = run(arguments);
        QVERIFY2(ping, qPrintable(words(ping)));
        QCOMPARE(ping->value(u"dst_ip"_s).toString(), u"fd00:20::21"_s);
        QVERIFY(ping->value(u"dst_port"_s).isNull());
    }

    void refusesBeforeSending_data() {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QJsonObject& arguments, ErrorKind kind,
                            const QString& says) {
            QTest::newRow(name) << arguments << int(kind) << says;
        };
        const QString ip = u"10.10.20.21"_s;
        row("switched off", {{u"src_vm"_s, u"off-01"_s}, {u"dst_ip"_s, ip}}, ErrorKind::Refused,
            u"off-01 is switched off"_s);
        row("switched off, by port", {{u"src_lport_id"_s, u"att-off-01"_s}, {u"dst_ip"_s, ip}},
            ErrorKind::Refused, u"off-01 is switched off"_s);
        row("no interface", {{u"src_vm"_s, u"bare-01"_s}, {u"dst_ip"_s, ip}}, ErrorKind::Refused,
            u"bare-01 has no network interface"_s);
        row("several addresses", {{u"src_vm"_s, u"multi"_s}, {u"dst_ip"_s, ip}},
            ErrorKind::InvalidInput, u"10.10.10.12, 10.10.10.13"_s);
        row("several machines", {{u"src_vm"_s, u"twin"_s}, {u"dst_ip"_s, ip}},
            ErrorKind::InvalidInput, u"id-twin-a on esx-1, id-twin-b on esx-2"_s);
        row("no such machine", {{u"src_vm"_s, u"web-1"_s}, {u"dst_ip"_s, ip}}, ErrorKind::NotFound,
            u"web-01"_s);
        row("destination without address",
            {{u"src_vm"_s, u"web-01"_s}, {u"dst_vm"_s, u"bare-01"_s}}, ErrorKind::InvalidInput,
            u"no IPv4 address of bare-01"_s);
        row("no source", {{u"dst_ip"_s, ip}}, ErrorKind::InvalidInput, u"no source"_s);
        row("no destination", {{u"src_vm"_s, u"web-01"_s}}, ErrorKind::InvalidInput,
            u"no destination"_s);
        row("no address", {{u"src_vm"_s, u"web-01"_s}, {u"dst_ip"_s, u"10.0.0"_s}},
            ErrorKind::InvalidInput, u"dst_ip"_s);
        row("a prefix", {{u"src_vm"_s, u"web-01"_s}, {u"dst_ip"_s, u"10.0.0.0/8"_s}},
            ErrorKind::InvalidInput, u"dst_ip"_s);
        row("two families",
            {{u"src_vm"_s, u"web-01"_s},
             {u"src_ip"_s, u"10.10.10.11"_s},
             {u"dst_ip"_s, u"fd00:20::21"_s}},
            ErrorKind::InvalidInput, u"mixed"_s);
        row("a flag that is none",
            {{u"src_vm"_s, u"web-01"_s}, {u"dst_ip"_s, ip}, {u"tcp_flags"_s, u"SYN,FOO"_s}},
            ErrorKind::InvalidInput, u"\"FOO\" is none of them"_s);
        row("port with dots", {{u"src_lport_id"_s, u".."_s}, {u"dst_ip"_s, ip}},
            ErrorKind::InvalidInput, u"src_lport_id"_s);
    }
    void refusesBeforeSending() {
        QFETCH(const QJsonObject, arguments);
        QFETCH(const int, kind);
        QFETCH(const QString, says);
        const auto result = run(arguments);
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), kind);
        QVERIFY2(result.error().message().contains(says), qPrintable(result.error().message()));
        QCOMPARE(count("PUT"), 0);
        QCOMPARE(count("POST"), 0);
    }

    void warnsBeforehand() {
        const auto sent = tests::await(m_source->manager()->send(
            "PATCH", u"/policy/api/v1/infra/settings/firewall/security/exclude-list"_s, {},
            R"({"members":["/infra/segments/app"]})", CancellationToken()));
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message()));
        const auto result = run({{u"src_vm"_s, u"web-01"_s},
                                 {u"src_ip"_s, u"10.10.10.99"_s},
                                 {u"dst_vm"_s, u"off-01"_s}});
        QVERIFY2(result, qPrintable(words(result)));
        QStringList warnings;
        for (const QJsonValue warning : result->value(u"warnings"_s).toArray()) {
            warnings << warning.toString();
        }
        const QString all = warnings.join(u'\n');
        QVERIFY2(all.contains(u"10.10.10.99 is not among the addresses"_s), qPrintable(all));
        QVERIFY2(all.contains(u"off-01 is not running"_s), qPrintable(all));
        QVERIFY2(all.contains(u"off-01 is excluded from the distributed firewall"_s),
                 qPrintable(all));
    }

    void saysWhenNsxDoesNotFindThePort() {
        const auto result = run({{u"src_lport_id"_s, u"5f0a7d53-0f0b-49a1-9a35-000000000000"_s},
                                 {u"src_ip"_s, u"10.10.10.11"_s},
                                 {u"dst_ip"_s, u"10.10.20.21"_s}});
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->value(u"verdict"_s).toString(), u"UNKNOWN"_s);
        QCOMPARE(result->value(u"operation_state"_s).toString(), u"FAILED"_s);
        QCOMPARE(result->value(u"request_status"_s).toString(), u"SOURCE_PORT_NOT_FOUND"_s);
        QVERIFY(words(result).contains(u"does not find the source port"_s));
        QCOMPARE(result->value(u"warnings"_s).toArray().size(), 1);
        QCOMPARE(count("DELETE"), 1);
    }

    void worksWithTheManagerApiAlone() {
        fault(Fault::Kind::Status, "PUT", "/infra/traceflows", -1, 404);
        const auto result = run(webToApp());
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->value(u"verdict"_s).toString(), u"DELIVERED"_s);
        // Its observations have numbers only: the name comes from a search.
        QVERIFY2(words(result).contains(u"allow app (2001)"_s), qPrintable(words(result)));
        QCOMPARE(count("DELETE", "/api/v1/traceflows/"), 1);
    }

    void survivesABusyManager() {
        fault(Fault::Kind::Status, "GET", "/status", 5, 503); // more than one read tries
        const auto result = run(webToApp());
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->value(u"verdict"_s).toString(), u"DELIVERED"_s);
        QCOMPARE(count("DELETE"), 1);
    }

    // The predecessor took observations that it could not read for no observations.
    void failsWhenObservationsCannotBeRead() {
        fault(Fault::Kind::Status, "GET", "/observations", -1, 400);
        const auto result = run(webToApp());
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Failed);
        QCOMPARE(count("DELETE"), 1);
    }

    void handsOverWhatTakesLong() {
        start(3000);
        QJsonObject arguments = webToApp();
        arguments.insert(u"timeout_seconds"_s, 1);
        const auto handle = run(arguments);
        QVERIFY2(handle, qPrintable(words(handle)));
        QCOMPARE(handle->value(u"operation_state"_s).toString(), u"IN_PROGRESS"_s);
        QCOMPARE(handle->value(u"verdict"_s).toString(), u"UNKNOWN"_s);
        QCOMPARE(handle->value(u"cleaned_up"_s), QJsonValue(false));
        QVERIFY(handle->value(u"observation_count"_s).isNull());
        QCOMPARE(count("DELETE"), 0); // a trace under way is not taken away
        const QString id = handle->value(u"traceflow_id"_s).toString();
        const auto result = call(u"get_traceflow_result"_s, {{u"traceflow_id"_s, id}});
        QVERIFY2(result, qPrintable(words(result)));
        QCOMPARE(result->value(u"verdict"_s).toString(), u"DELIVERED"_s);
        QCOMPARE(result->value(u"src_ip"_s).toString(), u"10.10.10.11"_s);
        QCOMPARE(result->value(u"cleaned_up"_s), QJsonValue(true));
        QCOMPARE(count("DELETE"), 1);
    }

    void cancellingLeavesNothing() {
        start(600'000);
        CancellationSource stop;
        auto task = begin(u"run_traceflow"_s, webToApp(), stop.token());
        QTRY_VERIFY(count("GET", "/status") > 0);
        stop.cancel();
        const auto answer = tests::await(std::move(task));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
        QCOMPARE(count("DELETE"), 1);
        const auto left = tests::await(m_source->manager()->get(
            u"/policy/api/v1/infra/traceflows"_s, {}, CancellationToken()));
        QVERIFY(left);
        QVERIFY2(left->body.contains("\"result_count\":0"), left->body.constData());
    }

    void saysWhatItDoesNotKnow() {
        const auto result = call(u"get_traceflow_result"_s, {{u"traceflow_id"_s, u"no-such"_s}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
        const auto tricky = call(u"get_traceflow_result"_s, {{u"traceflow_id"_s, u"../x"_s}});
        QVERIFY(!tricky);
        QCOMPARE(tricky.error().kind, ErrorKind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestTraceflow)
#include "tst_traceflow.moc"
