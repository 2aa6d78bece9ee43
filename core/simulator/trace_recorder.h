// SPDX-License-Identifier: MIT
// TraceRecorder: writes a traceflow's observations in the order in which they happen.
#pragma once

#include "simulator/firewall_table.h"
#include "simulator/topology.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace bulkhead::simulator {

/// NSX 4.2 TraceflowObservation…: every observation carries the fields of the Manager API and those
/// that only the Policy API shows (`…_path`).
class TraceRecorder final {
public:
    /// `startMs` is the time of the first observation.
    TraceRecorder(const World& world, qint64 startMs) : m_world(world), m_micro(startMs * 1000) {}

    /// From here on things happen on that node; a new one is one hop further.
    void enterHost(const Attachment& at);
    void enterEdge();

    void receivedBySegment(const StoredObject& segment, const StoredObject* from,
                           const StoredObject* port);
    void forwardedBySegment(const StoredObject& segment, const StoredObject& gateway);
    void receivedByFirewall(const StoredObject& port);
    /// Forwarded or dropped, with the rules that decided.
    void decidedByFirewall(const StoredObject& port, const Verdict& verdict);
    void receivedByGateway(const StoredObject& gateway, const StoredObject& from);
    void forwardedByGateway(const StoredObject& gateway, const StoredObject* to,
                            const QString& nextHop, const QString& network);
    void tunnelled(const Attachment& from, const Attachment& to);
    void tunnelledToEdge(const Attachment& from);
    void delivered(const StoredObject& segment, const StoredObject& port);
    void deliveredOutside(const StoredObject& gateway);
    /// `where` is a segment or a gateway.
    void dropped(const StoredObject& where, const QString& reason, const QString& arpReason = {});

    [[nodiscard]] std::vector<QJsonObject> take() { return std::move(m_observations); }

private:
    void add(const QString& kind, QJsonObject fields);
    [[nodiscard]] static QJsonObject component(const StoredObject& object);
    static void addPort(QJsonObject& fields, const StoredObject& port);
    static void addNode(QJsonObject& fields, const QString& prefix, const StoredObject& object);

    const World& m_world;
    qint64 m_micro = 0;
    int m_hop = -1;
    QString m_nodeId;
    QString m_nodeName;
    QString m_nodeType;
    std::vector<QJsonObject> m_observations;
};

} // namespace bulkhead::simulator
