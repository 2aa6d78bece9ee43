// SPDX-License-Identifier: MIT
// Which packets run_traceflow sends, and what it shows while one is under way.
#include "ops/trace_bench.h"

using namespace bulkhead;
using namespace Qt::StringLiterals;
using bulkhead::tests::TraceBench;

class TestTraceflowPackets final : public QObject, protected TraceBench {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnState(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        start(0);
    }
    void cleanup() { stop(); }

    void growsWhileThePacketIsUnderWay() {
        start(2000);
        QList<QJsonObject> parts;
        auto task = begin(u"run_traceflow"_s, webToApp(), {},
                          [&parts](const QJsonObject& part) { parts << part; });
        const auto answer = tests::await(std::move(task));
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message()));
        QVERIFY(!parts.isEmpty());
        qsizetype before = 0;
        for (const QJsonObject& part : parts) {
            QCOMPARE(part.value(u"operation_state"_s).toString(), u"IN_PROGRESS"_s);
            QCOMPARE(part.value(u"verdict"_s).toString(), u"UNKNOWN"_s);
            QCOMPARE(part.value(u"src_ip"_s).toString(), u"10.10.10.11"_s);
            const qsizetype hops = part.value(u"hops"_s).toArray().size();
            QVERIFY(hops > before);
            before = hops;
        }
        QVERIFY(answer->result.value(u"hops"_s).toArray().size() > before);
        QCOMPARE(count("DELETE"), 1);
    }

    void sendsEveryKindOfPacket_data() {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("type");
        QTest::newRow("flags") << QJsonObject{{u"tcp_flags"_s, u"syn, ACK"_s}}
                               << u"\"tcp_flags\":18"_s << u"UNICAST"_s;
        QTest::newRow("dns") << QJsonObject{{u"protocol"_s, u"DNS"_s}}
                             << u"\"message_type\":\"QUERY\""_s << u"UNICAST"_s;
        QTest::newRow("dhcp") << QJsonObject{{u"protocol"_s, u"DHCP"_s}, {u"dst_vm"_s, QString()}}
                              << u"\"op_code\":\"BOOTREQUEST\""_s << u"BROADCAST"_s;
        QTest::newRow("dhcp v6") << QJsonObject{{u"protocol"_s, u"DHCP"_s},
                                                {u"dst_vm"_s, QString()},
                                                {u"dst_ip"_s, u"ff02::1:2"_s}}
                                 << u"\"msg_type\":\"SOLICIT\""_s << u"MULTICAST"_s;
    }
    void sendsEveryKindOfPacket() {
        QFETCH(const QJsonObject, more);
        QFETCH(const QString, header);
        QFETCH(const QString, type);
        QJsonObject arguments = webToApp();
        for (auto one = more.begin(); one != more.end(); ++one) {
            if (one->toString().isEmpty()) {
                arguments.remove(one.key());
            } else {
                arguments.insert(one.key(), *one);
            }
        }
        const auto result = run(arguments);
        QVERIFY2(result, qPrintable(words(result)));
        QString sent;
        const auto requests = m_manager->requests();
        for (const auto& request : requests) {
            if (request.method == "PUT" && request.path.contains("/traceflows/")) {
                sent = QString::fromUtf8(request.body);
            }
        }
        QVERIFY2(sent.contains(header), qPrintable(sent));
        QVERIFY2(sent.contains(type), qPrintable(sent));
    }
};

QTEST_GUILESS_MAIN(TestTraceflowPackets)
#include "tst_traceflow_packets.moc"
