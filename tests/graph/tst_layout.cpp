// SPDX-License-Identifier: MIT
// Properties of every layout: over 10,000 random traces, and over those of every kind.
#include "graph/layout.h"
#include "graph/walk.h"
#include "support/trace_cases.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace bulkhead;
using namespace bulkhead::graph;
using namespace Qt::StringLiterals;

namespace {

Hops hopsOfCase(const tests::TraceCase& one) {
    Hops hops;
    for (const model::TraceObservation& observation : one.trace.observations) {
        hops.push_back(hopOf(observation));
    }
    return hops;
}

/// Anything that a manager could send, sensible or not.
Hops randomHops(QRandomGenerator& random) {
    static const QStringList kinds{u"Received"_s,           u"ReceivedLogical"_s, u"Forwarded"_s,
                                   u"ForwardedLogical"_s,   u"Delivered"_s,       u"Dropped"_s,
                                   u"ReplicationLogical"_s, u"Protected"_s,       u"Unheard"_s};
    static const QStringList types{u"LS"_s,  u"LR"_s,       u"DFW"_s, u"EDGE_FW"_s,
                                   u"NAT"_s, u"PHYSICAL"_s, u"X"_s,   QString()};
    const auto choose = [&random](int below) { return static_cast<int>(random.bounded(below)); };
    tests::TraceScript script;
    const int steps = choose(45);
    for (int i = 0; i < steps; ++i) {
        if (i == 0 || choose(5) == 0) {
            script.host(choose(8) == 0 ? QString() : u"host-%1"_s.arg(choose(5)), choose(4));
        }
        script.see(kinds.at(choose(9)), types.at(choose(8)), u"c%1"_s.arg(choose(3)),
                   choose(2) == 0 ? QString() : u"p%1"_s.arg(choose(3)));
        if (choose(6) == 0) {
            script.last().nextNode = UntrustedText(u"host-%1"_s.arg(choose(5)));
        }
    }
    Hops hops;
    for (const model::TraceObservation& observation : script.all()) {
        hops.push_back(hopOf(observation));
    }
    return hops;
}

bool areApart(const Box& a, const Box& b) {
    return a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
}

/// Empty if all properties hold.
QString problemIn(const HopGraph& graph, const Layout& layout) {
    const std::size_t count = graph.nodes.size();
    if (layout.nodes.size() != count || layout.lanes.size() != graph.lanes.size()) {
        return u"something was not laid out"_s;
    }
    double bottom = 0;
    for (const Box& lane : layout.lanes) {
        if (lane.y != bottom || lane.height <= 0 || lane.width != layout.width) {
            return u"a lane leaves a gap"_s;
        }
        bottom = lane.bottom();
    }
    if (bottom != layout.height) {
        return u"the lanes do not fill the height"_s;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Box& box = layout.nodes[i];
        const Box& lane = layout.lanes[static_cast<std::size_t>(graph.nodes[i].lane)];
        if (box.y < lane.y + kLaneHeader || box.bottom() > lane.bottom() || box.x < 0 ||
            box.right() > layout.width) {
            return u"a node stands outside its lane"_s;
        }
        for (std::size_t j = 0; j < i; ++j) {
            if (!areApart(box, layout.nodes[j])) {
                return u"two nodes overlap"_s;
            }
        }
    }
    for (const Edge& edge : layout.edges) {
        if (edge.from >= edge.to) {
            return u"a node comes before the one that it hangs on"_s;
        }
        for (std::size_t i = 1; i < edge.points.size(); ++i) {
            if (edge.points[i].x < edge.points[i - 1].x) {
                return u"an edge leads back"_s;
            }
        }
        const double turn = edge.points[1].x;
        for (const Box& box : layout.nodes) {
            if (turn > box.x && turn < box.right()) {
                return u"an edge crosses a node"_s;
            }
        }
        if (edge.points[0].x >= edge.points[3].x) {
            return u"an edge does not lead forward"_s;
        }
    }
    const auto roots = std::count_if(graph.nodes.cbegin(), graph.nodes.cend(),
                                     [](const Node& node) { return node.parent < 0; });
    if (roots > 1 || static_cast<int>(layout.edges.size()) + roots != static_cast<int>(count)) {
        return u"the ways do not hang together"_s;
    }
    return {};
}

bool isSame(const Layout& a, const Layout& b) {
    return a.nodes == b.nodes && a.lanes == b.lanes && a.edges == b.edges && a.width == b.width;
}

/// Whether two edges cross that share no end: their vertical runs and level runs.
bool cross(const Edge& a, const Edge& b) {
    const auto crosses = [](const Edge& vertical, const Edge& level) {
        const double x = vertical.points[1].x;
        const auto [low, high] = std::minmax(vertical.points[1].y, vertical.points[2].y);
        for (const std::size_t first : {std::size_t(0), std::size_t(2)}) {
            const Point& from = level.points[first];
            const Point& to = level.points[first + 1];
            if (x > from.x && x < to.x && from.y > low && from.y < high) {
                return true;
            }
        }
        return false;
    };
    return a.from != b.from && (crosses(a, b) || crosses(b, a));
}

} // namespace

class TestLayout final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsForTenThousandRandomTraces() {
        QRandomGenerator random(20261123);
        std::size_t largest = 0;
        for (int i = 0; i < 10'000; ++i) {
            const Hops hops = randomHops(random);
            const HopGraph graph = graphOf(hops, WayState::Finished);
            const Layout layout = layoutOf(graph);
            const QString problem = problemIn(graph, layout);
            QVERIFY2(problem.isEmpty(), qPrintable(u"trace %1: %2"_s.arg(i).arg(problem)));
            QVERIFY2(isSame(layout, layoutOf(graphOf(hops, WayState::Finished))),
                     "the same trace was laid out twice, differently");
            largest = std::max(largest, graph.nodes.size());
        }
        QVERIFY(largest > 30);
    }

    void holdsForEveryKind_data() {
        QTest::addColumn<int>("index");
        const auto cases = tests::everyTraceCase();
        for (std::size_t i = 0; i < cases.size(); ++i) {
            QTest::addRow("%s", qPrintable(cases[i].name)) << static_cast<int>(i);
        }
    }
    void holdsForEveryKind() {
        QFETCH(const int, index);
        const tests::TraceCase one = tests::everyTraceCase()[static_cast<std::size_t>(index)];
        const HopGraph graph = graphOf(hopsOfCase(one), WayState::Finished);
        QCOMPARE(problemIn(graph, layoutOf(graph)), QString());
    }

    void copiesWithinALaneDoNotCross() {
        for (const tests::TraceCase& one : tests::everyTraceCase()) {
            const HopGraph graph = graphOf(hopsOfCase(one), WayState::Finished);
            const Layout layout = layoutOf(graph);
            for (const Edge& a : layout.edges) {
                for (const Edge& b : layout.edges) {
                    QVERIFY2(!cross(a, b), qPrintable(one.name));
                }
            }
        }
    }

    void fortyHopsStayInOneRowALane() {
        const auto cases = tests::everyTraceCase();
        const HopGraph graph = graphOf(hopsOfCase(cases[12]), WayState::Finished);
        QVERIFY(graph.nodes.size() >= 38);
        const Layout layout = layoutOf(graph);
        for (const Box& lane : layout.lanes) {
            QCOMPARE(lane.height, kLaneHeader + 2 * kLanePadding + kNodeHeight);
        }
    }

    void growsWithoutMovingWhatStands() {
        const auto cases = tests::everyTraceCase();
        Hops hops = hopsOfCase(cases.front());
        const HopGraph whole = graphOf(hops, WayState::Finished);
        const Layout final = layoutOf(whole);
        hops.resize(hops.size() / 2);
        const HopGraph half = graphOf(hops, WayState::InProgress);
        const Layout early = layoutOf(half);
        for (std::size_t i = 0; i + 1 < half.nodes.size(); ++i) {
            QCOMPARE(early.nodes[i], final.nodes[i]);
        }
    }

    void isLinearEnough() {
        tests::TraceScript script;
        for (int host = 0; host < 2000; ++host) {
            script.host(u"h%1"_s.arg(host), host).through(u"LR"_s, u"g"_s);
            script.see(u"Forwarded"_s, u"PHYSICAL"_s, u"p"_s);
        }
        Hops hops;
        for (const model::TraceObservation& observation : script.all()) {
            hops.push_back(hopOf(observation));
        }
        const HopGraph graph = graphOf(hops, WayState::Finished);
        QCOMPARE(graph.nodes.size(), 4001U);
        QCOMPARE(layoutOf(graph).columns.back(), 4000);
    }

    void arrowsFollowThePacket() {
        const auto cases = tests::everyTraceCase();
        const HopGraph graph = graphOf(hopsOfCase(cases[6]), WayState::Finished);
        const Layout layout = layoutOf(graph);
        QCOMPARE(neighbour(graph, layout, -1, Step::Right), 0);
        QCOMPARE(neighbour(graph, layout, 0, Step::Left), 0);
        QCOMPARE(neighbour(graph, layout, 2, Step::Right), 3);
        QCOMPARE(neighbour(graph, layout, 3, Step::Left), 2);
        QCOMPARE(neighbour(graph, layout, 3, Step::Down), 4);
        QCOMPARE(neighbour(graph, layout, 4, Step::Up), 3);
        QCOMPARE(neighbour(graph, layout, 3, Step::Up), 3);
        QCOMPARE(nodeAt(layout, layout.nodes[5].center()), 5);
        QCOMPARE(nodeAt(layout, {0, 0}), -1);
        QCOMPARE(neighbour(HopGraph(), Layout(), 0, Step::Left), -1);
    }
};

QTEST_GUILESS_MAIN(TestLayout)
#include "tst_layout.moc"
