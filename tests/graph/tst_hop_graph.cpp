// SPDX-License-Identifier: MIT
// Which component got the packet from which, for traces of every kind.
#include "graph/hop_graph.h"
#include "support/trace_cases.h"

#include <QTest>

#include <algorithm>

using namespace bulkhead;
using namespace bulkhead::graph;
using namespace Qt::StringLiterals;

namespace {

HopGraph graphOfCase(const QString& name) {
    for (const tests::TraceCase& one : tests::everyTraceCase()) {
        if (one.name == name) {
            Hops hops;
            for (const model::TraceObservation& observation : one.trace.observations) {
                hops.push_back(hopOf(observation));
            }
            const bool isRunning = one.trace.status.state == model::TraceState::InProgress;
            return graphOf(hops, isRunning ? WayState::InProgress : WayState::Finished);
        }
    }
    qFatal("no case %s", qPrintable(name));
}

/// "title/subtitle@lane<parent", one a node.
QStringList lines(const HopGraph& graph) {
    QStringList all;
    for (const Node& node : graph.nodes) {
        QString line = node.title;
        if (!node.subtitle.isEmpty()) {
            line += u'/' + node.subtitle;
        }
        line += u'@' + QString::number(node.lane) + u'<' + QString::number(node.parent);
        all << line;
    }
    return all;
}

} // namespace

class TestHopGraph final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWayIsAChain_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("expected");
        const QStringList toTunnel{u"web-01/segment seg-web@0<-1"_s,
                                   u"Distributed firewall/web-01@0<0"_s, u"Segment/seg-web@0<1"_s,
                                   u"Gateway/t1-prod@0<2"_s, u"Segment/seg-app@0<3"_s};
        QTest::addRow("allowed") << u"allowed over two hosts"_s
                                 << QStringList(toTunnel) +
                                        QStringList{u"Physical network/nsxvswitch-01@0<4"_s,
                                                    u"Physical network/nsxvswitch-01@1<5"_s,
                                                    u"Distributed firewall/app-01@1<6"_s,
                                                    u"app-01/segment seg-app@1<7"_s};
        QTest::addRow("source") << u"dropped at the source"_s
                                << QStringList{u"web-01/segment seg-web@0<-1"_s,
                                               u"Distributed firewall/web-01@0<0"_s,
                                               u"Dropped/a firewall rule says so@0<1"_s};
        QTest::addRow("destination")
            << u"dropped at the destination"_s
            << QStringList(toTunnel) + QStringList{u"Physical network/nsxvswitch-01@0<4"_s,
                                                   u"Physical network/nsxvswitch-01@1<5"_s,
                                                   u"Distributed firewall/app-01@1<6"_s,
                                                   u"Dropped/a firewall rule says so@1<7"_s};
        QTest::addRow("gateway") << u"dropped at the gateway"_s
                                 << QStringList(toTunnel) +
                                        QStringList{u"Physical network/nsxvswitch-01@0<4"_s,
                                                    u"Tunnel of edge/edge-01.lab@1<5"_s,
                                                    u"Gateway/SR-t1-prod@1<6"_s,
                                                    u"Gateway firewall/SR-t1-prod@1<7"_s,
                                                    u"Dropped/a firewall rule says so@1<8"_s};
        QTest::addRow("in progress")
            << u"in progress"_s
            << QStringList(toTunnel) + QStringList{u"Under way/more may be observed@0<4"_s};
        QTest::addRow("overflown")
            << u"overflown"_s
            << QStringList(toTunnel) + QStringList{u"Lost sight/nothing was observed beyond@0<4"_s};
        QTest::addRow("failed") << u"failed"_s << QStringList();
        QTest::addRow("without names")
            << u"without names"_s
            << QStringList{u"Unnamed component@0<-1"_s,
                           u"Lost sight/nothing was observed beyond@0<0"_s};
    }
    void aWayIsAChain() {
        QFETCH(const QString, name);
        QFETCH(const QStringList, expected);
        QCOMPARE(lines(graphOfCase(name)), expected);
    }

    void copiesPartWhereTheyWereMade() {
        const HopGraph graph = graphOfCase(u"replicated"_s);
        QCOMPARE(
            lines(graph),
            (QStringList{u"web-01/segment seg-web@0<-1"_s, u"Distributed firewall/web-01@0<0"_s,
                         u"Segment/seg-web@0<1"_s, u"Distributed firewall/web-02@0<2"_s,
                         u"Distributed firewall/web-03@0<2"_s, u"web-02/segment seg-web@0<3"_s,
                         u"web-03/segment seg-web@0<4"_s, u"Segment/seg-web@1<2"_s,
                         u"Distributed firewall/web-04@1<7"_s, u"Segment/seg-web@2<2"_s,
                         u"Distributed firewall/web-05@2<9"_s, u"web-05/segment seg-web@2<10"_s,
                         u"Dropped/a firewall rule says so@1<8"_s}));
        QVERIFY(graph.nodes[2].isReplicated);
        QCOMPARE(std::count_if(graph.nodes.cbegin(), graph.nodes.cend(),
                               [](const Node& node) { return node.isDelivered; }),
                 3);
    }

    void whatIsNotKnownKeepsItsOwnName() {
        const HopGraph graph = graphOfCase(u"from the future"_s);
        QCOMPARE(graph.nodes[2].kind, NodeKind::Other);
        QCOMPARE(graph.nodes[2].title, u"QUANTUM_FW"_s);
        QCOMPARE(graph.nodes[2].subtitle, u"entangler-7"_s);
        QCOMPARE(graph.nodes[3].title, u"WORMHOLE"_s);
        QVERIFY(!graph.nodes[3].subtitle.contains(QChar(0x202E)));
        QCOMPARE(graph.nodes[4].kind, NodeKind::Intrusion);
        QVERIFY(graph.nodes[5].isDelivered);
    }

    void everyHopIsInExactlyOneComponent() {
        for (const tests::TraceCase& one : tests::everyTraceCase()) {
            const HopGraph graph = graphOfCase(one.name);
            std::vector<int> seen(graph.hops.size(), 0);
            for (const Node& node : graph.nodes) {
                for (const int hop : node.hops) {
                    seen[static_cast<std::size_t>(hop)] += node.kind != NodeKind::Drop ? 1 : 0;
                }
            }
            QVERIFY2(std::all_of(seen.cbegin(), seen.cend(), [](int times) { return times == 1; }),
                     qPrintable(one.name));
        }
    }

    void aRuleStandsAtTheFirewallThatItDecidedAt() {
        const HopGraph graph = graphOfCase(u"dropped at the destination"_s);
        QVERIFY(!graph.nodes[0].ruleHop);
        QCOMPARE(graph.hops[static_cast<std::size_t>(*graph.nodes[1].ruleHop)].ruleId, 1042);
        QCOMPARE(graph.hops[static_cast<std::size_t>(*graph.nodes[7].ruleHop)].ruleId, 1050);
        QVERIFY(graph.nodes[7].isDropped);
    }

    void timeBetweenHopsIsSaidWhereItIsKnown() {
        const HopGraph graph = graphOfCase(u"allowed over two hosts"_s);
        QVERIFY(!graph.nodes[0].delayMicro);
        QCOMPARE(graph.nodes[1].delayMicro, 40);
        QVERIFY(!graph.nodes[1].crossesClocks);
        QCOMPARE(graph.nodes[6].delayMicro, 940);
        QVERIFY(graph.nodes[6].crossesClocks);
        Hops hops = graph.hops;
        hops[1].timestampMicro = 1; // a clock that runs backwards
        QVERIFY(!graphOf(hops, WayState::Finished).nodes[1].delayMicro);
    }

    void delaysReadWell_data() {
        QTest::addColumn<qint64>("micro");
        QTest::addColumn<QString>("expected");
        QTest::addRow("micro") << qint64(37) << u"37 µs"_s;
        QTest::addRow("milli") << qint64(1240) << u"1.24 ms"_s;
        QTest::addRow("second") << qint64(3'000'000) << u"3 s"_s;
    }
    void delaysReadWell() {
        QFETCH(const qint64, micro);
        QFETCH(const QString, expected);
        QCOMPARE(delayInWords(micro), expected);
    }

    void aPredictionThatHoldsMarksTheWay() {
        HopGraph graph = graphOfCase(u"allowed over two hosts"_s);
        const Hops hops = graph.hops;
        const std::size_t nodes = graph.nodes.size();
        addPrediction(graph, hops);
        QCOMPARE(graph.nodes.size(), nodes);
        QVERIFY(std::all_of(graph.nodes.cbegin(), graph.nodes.cend(),
                            [](const Node& node) { return node.isPredicted && node.isObserved; }));
    }

    void aPredictionThatFailsGoesItsOwnWay() {
        HopGraph graph = graphOfCase(u"allowed over two hosts"_s);
        addPrediction(graph, graphOfCase(u"dropped at the destination"_s).hops);
        QVERIFY(graph.nodes[7].isPredicted); // the firewall that was expected to drop
        QVERIFY(!graph.nodes[8].isPredicted);
        const Node& expected = graph.nodes.back();
        QCOMPARE(expected.kind, NodeKind::Drop);
        QCOMPARE(expected.parent, 7);
        QVERIFY(expected.isPredicted && !expected.isObserved);
    }
};

QTEST_GUILESS_MAIN(TestHopGraph)
#include "tst_hop_graph.moc"
