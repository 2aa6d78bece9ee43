// SPDX-License-Identifier: MIT
// Suites of flows: the file that people keep, and what it finds on a manager.
#include "ops/trace_bench.h"
#include "ops/trace_suite.h"

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;
using bulkhead::tests::TraceBench;

namespace {

const char* const kSuite = R"(
name: Web tier
flows:
  - name: the application answers
    from: web-01
    to: app-01
    port: 8443
    rule: allow app
  - {name: no telnet, from: web-01, to: 10.10.20.21, port: 23, expect: dropped, rule: "2002"}
  - {name: mail goes out, from: web-01, to: app-01, port: 25, expect: delivered}
  - {name: wrong rule, from: web-01, to: app-01, port: 8443, rule: no mail}
  - {name: off, from: off-01, to: app-01, port: 443}
)";

} // namespace

class TestTraceSuite final : public QObject, protected TraceBench {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnState(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        start(0);
    }
    void cleanup() { stop(); }

    void aSuiteIsRead() {
        const auto suite = readTraceSuite(kSuite, u"web.yaml"_s);
        QVERIFY2(suite, suite ? "" : qPrintable(suite.error().message()));
        QCOMPARE(suite->name, u"Web tier"_s);
        QCOMPARE(suite->flows.size(), 5U);
        QCOMPARE(suite->flows[0].arguments.value(u"src_vm"_s).toString(), u"web-01"_s);
        QCOMPARE(suite->flows[0].arguments.value(u"dst_port"_s).toInt(), 8443);
        QCOMPARE(suite->flows[0].expected, TraceExpectation::Delivered);
        QCOMPARE(suite->flows[1].arguments.value(u"dst_ip"_s).toString(), u"10.10.20.21"_s);
        QCOMPARE(suite->flows[1].expected, TraceExpectation::Dropped);
        QVERIFY(readTraceSuite(R"({"flows":[{"from":"a","to":"b"}]})", u"x"_s));
    }

    void whatIsWrongIsSaidWithItsLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::addRow("nothing") << QByteArray("name: x\n") << u"flows"_s;
        QTest::addRow("no list") << QByteArray("flows: x\n") << u"a list of flows"_s;
        QTest::addRow("empty") << QByteArray("flows: []\n") << u"1 to 200 flows"_s;
        QTest::addRow("key") << QByteArray("flows:\n  - from: a\n    to: b\n    prt: 1\n")
                             << u"web.yaml:4"_s;
        QTest::addRow("no source") << QByteArray("flows:\n  - to: b\n") << u"flows[1].from"_s;
        QTest::addRow("no destination") << QByteArray("flows:\n  - from: b\n") << u"flows[1].to"_s;
        QTest::addRow("port") << QByteArray("flows:\n  - {from: a, to: b, port: 70000}\n")
                              << u"65535"_s;
        QTest::addRow("expect") << QByteArray("flows:\n  - {from: a, to: b, expect: maybe}\n")
                                << u"delivered"_s;
        QTest::addRow("twice") << QByteArray("flows:\n  - {name: n, from: a, to: b}\n"
                                             "  - {name: n, from: a, to: c}\n")
                               << u"a second time"_s;
        QTest::addRow("no YAML") << QByteArray("flows: [\n") << u"not valid YAML"_s;
    }
    void whatIsWrongIsSaidWithItsLine() {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, says);
        const auto suite = readTraceSuite(text, u"web.yaml"_s);
        QVERIFY(!suite);
        QCOMPARE(suite.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(suite.error().message().contains(says), qPrintable(suite.error().message()));
    }

    void greenAndRedAreTold() {
        const auto result =
            call(u"run_traceflow_suite"_s, {{u"suite"_s, QString::fromUtf8(kSuite)}});
        QVERIFY2(result, result ? "" : qPrintable(result.error().message()));
        QStringList states;
        const QJsonArray flows = result->value(u"flows"_s).toArray();
        for (const QJsonValue flow : flows) {
            states << flow[u"state"].toString();
        }
        QCOMPARE(states,
                 (QStringList{u"passed"_s, u"passed"_s, u"failed"_s, u"failed"_s, u"unknown"_s}));
        QCOMPARE(result->value(u"passed"_s).toInt(), 2);
        QCOMPARE(result->value(u"not_passed"_s).toInt(), 3);
        QCOMPARE(flows.at(2)[u"verdict"].toString(), u"REJECTED"_s);
        QCOMPARE(flows.at(0)[u"rule_name"].toString(), u"allow app"_s);
        QVERIFY(flows.at(4)[u"explanation"].toString().contains(u"switched off"_s));
        QVERIFY(flows.at(4)[u"verdict"].isNull());
        QCOMPARE(count("PUT"), 4);
        QCOMPARE(count("DELETE"), 4);
        const auto again = call(u"get_traceflow_result"_s,
                                {{u"traceflow_id"_s, flows.at(0)[u"traceflow_id"].toString()}});
        QVERIFY2(again, again ? "" : qPrintable(again.error().message()));
    }

    void whatHasNoTimeLeftIsNotRun() {
        start(1200);
        QString text = u"flows:\n"_s;
        for (int i = 0; i < 8; ++i) {
            text += u"  - {name: n%1, from: web-01, to: app-01, port: %2}\n"_s.arg(i).arg(8000 + i);
        }
        const auto result =
            call(u"run_traceflow_suite"_s, {{u"suite"_s, text}, {u"timeout_seconds"_s, 1}});
        QVERIFY2(result, result ? "" : qPrintable(result.error().message()));
        QCOMPARE(result->value(u"passed"_s).toInt(), 4);
        QCOMPARE(result->value(u"not_run"_s).toInt(), 4);
        QCOMPARE(count("PUT"), count("DELETE"));
    }

    void aSuiteForAnotherManagerIsRefused() {
        const auto result =
            call(u"run_traceflow_suite"_s,
                 {{u"suite"_s, u"target: nsx-prod\nflows:\n  - {from: web-01, to: app-01}\n"_s}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(count("PUT"), 0);
    }

    void cancellingLeavesNothing() {
        start(600'000);
        CancellationSource stop;
        auto task = begin(u"run_traceflow_suite"_s, {{u"suite"_s, QString::fromUtf8(kSuite)}},
                          stop.token());
        QTRY_COMPARE(count("PUT"), 4);
        stop.cancel();
        const auto answer = tests::await(std::move(task));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
        QCOMPARE(count("DELETE"), 4);
    }
};

QTEST_GUILESS_MAIN(TestTraceSuite)
#include "tst_trace_suite.moc"
