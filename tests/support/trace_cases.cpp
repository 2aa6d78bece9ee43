// SPDX-License-Identifier: MIT
#include "support/trace_cases.h"

namespace bulkhead::tests {

using namespace Qt::StringLiterals;

namespace {

const QString kWeb = u"seg-web"_s;
const QString kApp = u"seg-app"_s;

TraceScript fromWeb() {
    TraceScript script;
    script.host(u"esx-01.lab"_s, 0).start(kWeb, machinePort(u"web-01"_s));
    return script;
}

TraceScript routed() {
    TraceScript script = fromWeb();
    script.allow(machinePort(u"web-01"_s), 1042)
        .see(u"ForwardedLogical"_s, u"LS"_s, kWeb)
        .through(u"LR"_s, u"t1-prod"_s)
        .see(u"ReceivedLogical"_s, u"LS"_s, kApp);
    return script;
}

TraceScript overTwoHosts() {
    TraceScript script = routed();
    script.tunnel(u"esx-02.lab"_s, 1).allow(machinePort(u"app-01"_s), 1042);
    script.deliver(kApp, machinePort(u"app-01"_s));
    return script;
}

TraceScript toTheEdge() {
    TraceScript script = routed();
    script.tunnel(u"edge-01.lab"_s, 1, u"EDGE"_s).through(u"LR"_s, u"SR-t1-prod"_s);
    return script;
}

TraceScript atTheGateway() {
    TraceScript script = toTheEdge();
    script.see(u"DroppedLogical"_s, u"EDGE_FW"_s, u"SR-t1-prod"_s);
    script.last().reason = u"FW_RULE"_s;
    script.last().ruleId = 2011;
    return script;
}

TraceScript translated() {
    TraceScript script = toTheEdge();
    script.through(u"EDGE_FW"_s, u"SR-t1-prod"_s);
    script.last().ruleId = 2012;
    script.see(u"ForwardedLogical"_s, u"NAT"_s, u"SR-t1-prod"_s);
    script.last().natRuleId = 3001;
    script.last().translatedSource = u"203.0.113.7"_s;
    script.through(u"LR"_s, u"t0-prod"_s).see(u"Delivered"_s, u"LR"_s, u"t0-prod"_s);
    return script;
}

TraceScript jumped() {
    TraceScript script = fromWeb();
    script.allow(machinePort(u"web-01"_s), 1042);
    script.last().jumpRuleId = 900;
    script.allow(machinePort(u"web-02"_s), 1042).deliver(kWeb, machinePort(u"web-02"_s));
    return script;
}

/// Copies for two machines here and for two other hosts, whose observations come mixed.
TraceScript replicated() {
    TraceScript script = fromWeb();
    script.allow(machinePort(u"web-01"_s), 1042).see(u"ReplicationLogical"_s, u"LS"_s, kWeb);
    script.last().replicationType = u"TX_VTEP"_s;
    const QString firewall = u"Distributed Firewall"_s;
    for (const QString& machine : {u"web-02"_s, u"web-03"_s}) {
        script.see(u"ReceivedLogical"_s, u"DFW"_s, firewall, machinePort(machine));
    }
    for (const QString& machine : {u"web-02"_s, u"web-03"_s}) {
        script.see(u"ForwardedLogical"_s, u"DFW"_s, firewall, machinePort(machine));
        script.last().ruleId = 1042;
    }
    for (const QString& machine : {u"web-02"_s, u"web-03"_s}) {
        script.deliver(kWeb, machinePort(machine));
    }
    script.host(u"esx-02.lab"_s, 1).see(u"ReplicationLogical"_s, u"LS"_s, kWeb);
    script.deny(machinePort(u"web-04"_s), 1050);
    script.host(u"esx-03.lab"_s, 1).see(u"ReplicationLogical"_s, u"LS"_s, kWeb);
    script.allow(machinePort(u"web-05"_s), 1042).deliver(kWeb, machinePort(u"web-05"_s));
    return script;
}

TraceScript fromTheFuture() {
    TraceScript script = fromWeb();
    script.allow(machinePort(u"web-01"_s), 1042)
        .through(u"QUANTUM_FW"_s, u"entangler-7"_s)
        .see(u"Teleported"_s, u"WORMHOLE"_s,
             u"exit \u202Ewith a very long name that goes on and on"_s)
        .through(u"IDPS"_s, u"inspector"_s)
        .deliver(kWeb, machinePort(u"web-02"_s));
    return script;
}

TraceScript withoutNames() {
    TraceScript script;
    script.host(QString(), model::kUnknownSequence).see(u"ReceivedLogical"_s, QString(), QString());
    script.see(u"Protected"_s, QString(), QString());
    return script;
}

TraceScript acrossTenHosts() {
    TraceScript script = fromWeb();
    script.allow(machinePort(u"web-01"_s), 1042);
    for (int host = 0; host < 9; ++host) {
        script.through(u"LR"_s, u"gateway-%1"_s.arg(host * 2));
        script.through(u"LR"_s, u"gateway-%1"_s.arg(host * 2 + 1));
        script.tunnel(u"esx-%1.lab"_s.arg(host + 2, 2, 10, QChar(u'0')), host + 1);
    }
    return script;
}

TraceScript ofFortyHops() {
    TraceScript script = acrossTenHosts();
    script.allow(machinePort(u"app-01"_s), 1042).deliver(kApp, machinePort(u"app-01"_s));
    return script;
}

/// To forty other hosts, each with a machine; every eighth has a firewall in the way.
TraceScript copiedToForty() {
    TraceScript script = fromWeb();
    script.allow(machinePort(u"web-01"_s), 1042).see(u"ReplicationLogical"_s, u"LS"_s, kWeb);
    script.last().replicationType = u"TX_MTEP"_s;
    for (int i = 2; i <= 41; ++i) {
        const QString number = u"%1"_s.arg(i, 2, 10, QChar(u'0'));
        const QString port = machinePort(u"web-"_s + number);
        script.host(u"esx-%1.lab"_s.arg(number), 1).see(u"ReplicationLogical"_s, u"LS"_s, kWeb);
        if (i % 8 == 0) {
            script.deny(port, 1050);
        } else {
            script.allow(port, 1042).deliver(kWeb, port);
        }
    }
    return script;
}

/// As deep, then forty copies on the last host.
TraceScript deepAndWide() {
    TraceScript script = acrossTenHosts();
    script.see(u"ReplicationLogical"_s, u"LS"_s, kApp);
    for (int i = 2; i <= 41; ++i) {
        const QString port = machinePort(u"app-%1"_s.arg(i, 2, 10, QChar(u'0')));
        script.allow(port, 1042).deliver(kApp, port);
    }
    return script;
}

TraceCase caseOf(const QString& name, const TraceScript& script,
                 model::TraceState state = model::TraceState::Finished) {
    TraceCase one{name, {}};
    one.trace.status.state = state;
    one.trace.status.requestStatus = u"SUCCESS"_s;
    one.trace.observations = script.all();
    return one;
}

} // namespace

std::vector<TraceCase> everyTraceCase() {
    TraceScript atSource = fromWeb();
    atSource.deny(machinePort(u"web-01"_s), 1050);
    TraceScript atDestination = routed();
    atDestination.tunnel(u"esx-02.lab"_s, 1).deny(machinePort(u"app-01"_s), 1050);
    std::vector<TraceCase> cases{
        caseOf(u"allowed over two hosts"_s, overTwoHosts()),
        caseOf(u"dropped at the source"_s, atSource),
        caseOf(u"dropped at the destination"_s, atDestination),
        caseOf(u"dropped at the gateway"_s, atTheGateway()),
        caseOf(u"translated"_s, translated()),
        caseOf(u"jumped"_s, jumped()),
        caseOf(u"replicated"_s, replicated()),
        caseOf(u"overflown"_s, routed()),
        caseOf(u"in progress"_s, routed(), model::TraceState::InProgress),
        caseOf(u"failed"_s, TraceScript(), model::TraceState::Failed),
        caseOf(u"from the future"_s, fromTheFuture()),
        caseOf(u"without names"_s, withoutNames()),
        caseOf(u"forty hops"_s, ofFortyHops()),
        caseOf(u"forty copies"_s, copiedToForty()),
        caseOf(u"forty hops, forty copies"_s, deepAndWide()),
    };
    cases[7].trace.status.overflowed = true;
    cases[9].trace.status.requestStatus = u"SOURCE_PORT_NOT_FOUND"_s;
    return cases;
}

} // namespace bulkhead::tests
