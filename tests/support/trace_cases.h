// SPDX-License-Identifier: MIT
// Observations of traces of every kind, in the order in which NSX lists them.
#pragma once

#include "model/traceflow.h"

#include <QString>

#include <vector>

namespace bulkhead::tests {

/// Writes a trace down step by step. The clock goes on 40 µs a step, 900 µs a host.
class TraceScript final {
public:
    TraceScript& host(const QString& name, int sequence,
                      const QString& type = QStringLiteral("ESX")) {
        m_host = name;
        m_sequence = sequence;
        m_type = type;
        m_clock += 900;
        return *this;
    }
    TraceScript& see(const QString& kind, const QString& type, const QString& name,
                     const QString& port = {}) {
        model::TraceObservation one;
        one.resourceType = QStringLiteral("TraceflowObservation") + kind;
        one.componentType = type;
        one.componentName = UntrustedText(name);
        one.portName = UntrustedText(port);
        one.nodeName = UntrustedText(m_host);
        one.nodeType = m_type;
        one.sequence = m_sequence;
        one.timestampMicro = m_clock += 40;
        m_all.push_back(std::move(one));
        return *this;
    }
    TraceScript& firewall(const QString& kind, const QString& port, qint64 rule) {
        const QString name = QStringLiteral("Distributed Firewall");
        see(QStringLiteral("ReceivedLogical"), QStringLiteral("DFW"), name, port);
        see(kind, QStringLiteral("DFW"), name, port);
        m_all.back().ruleId = rule;
        if (kind.startsWith(QStringLiteral("Dropped"))) {
            m_all.back().reason = QStringLiteral("FW_RULE");
        }
        return *this;
    }
    TraceScript& allow(const QString& port, qint64 rule) {
        return firewall(QStringLiteral("ForwardedLogical"), port, rule);
    }
    TraceScript& deny(const QString& port, qint64 rule) {
        return firewall(QStringLiteral("DroppedLogical"), port, rule);
    }
    TraceScript& through(const QString& type, const QString& name) {
        see(QStringLiteral("ReceivedLogical"), type, name);
        return see(QStringLiteral("ForwardedLogical"), type, name);
    }
    TraceScript& start(const QString& segment, const QString& port) {
        return see(QStringLiteral("ReceivedLogical"), QStringLiteral("LS"), segment, port);
    }
    TraceScript& tunnel(const QString& to, int sequence,
                        const QString& type = QStringLiteral("ESX")) {
        see(QStringLiteral("Forwarded"), QStringLiteral("PHYSICAL"),
            QStringLiteral("nsxvswitch-01"));
        m_all.back().nextNode = UntrustedText(to);
        host(to, sequence, type);
        return see(QStringLiteral("Received"),
                   type == QStringLiteral("EDGE") ? QStringLiteral("EDGE_TUNNEL")
                                                  : QStringLiteral("PHYSICAL"),
                   type == QStringLiteral("EDGE") ? to : QStringLiteral("nsxvswitch-01"));
    }
    TraceScript& deliver(const QString& segment, const QString& port) {
        return see(QStringLiteral("Delivered"), QStringLiteral("LS"), segment, port);
    }
    [[nodiscard]] model::TraceObservation& last() { return m_all.back(); }
    [[nodiscard]] std::vector<model::TraceObservation> all() const { return m_all; }

private:
    std::vector<model::TraceObservation> m_all;
    QString m_host;
    QString m_type;
    int m_sequence = 0;
    qint64 m_clock = 1'760'503'500'100'000;
};

struct TraceCase {
    QString name;
    model::Trace trace;
};

inline QString machinePort(const QString& machine) {
    return machine + QStringLiteral("/") + machine + QStringLiteral(".vmx@c2c7e3a9");
}

/// Allowed over two hosts, dropped at source, destination and gateway, NAT, jump, replication,
/// overflow, in progress, failed, types from the future, hosts without names, forty hops, forty
/// copies, and both.
[[nodiscard]] std::vector<TraceCase> everyTraceCase();

} // namespace bulkhead::tests
