// SPDX-License-Identifier: MIT
#include "simulator/traceflow.h"

#include "simulator/firewall_table.h"
#include "simulator/packet.h"
#include "simulator/topology.h"
#include "simulator/trace_recorder.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// The distributed router's own address, the same on every host.
QString gatewayMac() {
    return u"02:50:56:56:44:52"_s;
}

QString macOf(const World& world, qsizetype vif) {
    return world.inventory.vifs()[static_cast<std::size_t>(vif)]
        .value(u"mac_address"_s)
        .toString()
        .toLower();
}

/// An interface's first address of the packet's family.
std::optional<IpAddress> senderAddress(const World& world, const Attachment& from, bool isV4) {
    QStringList texts =
        interfaceAddresses(world.inventory.vifs()[static_cast<std::size_t>(from.vif)]);
    texts << boundAddresses(from.port->fields);
    for (const QString& text : texts) {
        const std::optional<IpAddress> address = IpAddress::parse(text);
        if (address && (address->family == IpFamily::V4) == isV4) {
            return address;
        }
    }
    return std::nullopt;
}

class Journey final {
public:
    Journey(const World& world, const Attachment& from, Packet packet, qint64 start)
        : m_world(world),
          m_table(firewallTable(world)),
          m_from(from),
          m_packet(std::move(packet)),
          m_recorder(world, start) {}

    std::vector<QJsonObject> run() {
        travel();
        return m_recorder.take();
    }

private:
    void travel();
    bool pass(const Attachment& at, Direction direction);
    bool route(const Way& way);
    void arrive(const Way& way);

    const World& m_world;
    const std::shared_ptr<const FirewallTable> m_table;
    const Attachment m_from;
    Packet m_packet;
    TraceRecorder m_recorder;
};

/// The firewall of one interface. Without one there is nothing to observe.
bool Journey::pass(const Attachment& at, Direction direction) {
    const Verdict verdict = m_table->verdict(at.vif, direction, m_packet);
    if (verdict.isFiltered) {
        m_recorder.receivedByFirewall(*at.port);
        m_recorder.decidedByFirewall(*at.port, verdict);
    }
    return verdict.isAllowed;
}

void Journey::travel() {
    const Way way =
        wayTo(m_world, m_from, m_packet.destination, m_table->interfacesWith(m_packet.destination));
    m_packet.sourceMac = macOf(m_world, m_from.vif);
    const bool isLocal = way.end == Way::End::Interface && way.gateways.empty();
    m_packet.destinationMac = isLocal ? macOf(m_world, way.to->vif) : gatewayMac();
    m_recorder.enterHost(m_from);
    m_recorder.receivedBySegment(*m_from.segment, nullptr, m_from.port);
    if (!pass(m_from, Direction::Out)) {
        return;
    }
    if (route(way)) {
        arrive(way);
    }
}

/// The distributed routers are all on the source's host.
bool Journey::route(const Way& way) {
    const StoredObject* before = m_from.segment;
    for (std::size_t i = 0; i < way.gateways.size(); ++i) {
        const StoredObject& gateway = *way.gateways[i];
        const bool isLast = i + 1 == way.gateways.size();
        if (i == 0) {
            m_recorder.forwardedBySegment(*before, gateway);
        }
        m_recorder.receivedByGateway(gateway, *before);
        if (--m_packet.hopLimit <= 0) {
            m_recorder.dropped(gateway, u"TTL_ZERO"_s);
            return false;
        }
        if (isLast && way.end == Way::End::NoRoute) {
            m_recorder.dropped(gateway, u"NO_ROUTE"_s);
            return false;
        }
        const StoredObject* next = isLast ? way.lastSegment : way.gateways[i + 1];
        if (!isLast || way.end != Way::End::Outside) {
            m_recorder.forwardedByGateway(gateway, next, m_packet.destination.toString(),
                                          way.network);
        }
        before = &gateway;
    }
    if (!way.gateways.empty() && way.lastSegment != nullptr) {
        m_recorder.receivedBySegment(*way.lastSegment, before, nullptr);
    }
    return true;
}

void Journey::arrive(const Way& way) {
    switch (way.end) {
    case Way::End::NoRoute: // the router has dropped it
        return;
    case Way::End::NoAnswer:
        m_recorder.dropped(*way.lastSegment, u"ARP_FAIL"_s, u"ARP_TIMEOUT"_s);
        return;
    case Way::End::Outside: {
        const StoredObject& edge = *way.gateways.back();
        m_recorder.forwardedByGateway(edge, nullptr, u"169.254.0.2"_s, way.network);
        m_recorder.tunnelledToEdge(m_from);
        m_recorder.receivedByGateway(edge, edge);
        m_recorder.deliveredOutside(edge);
        return;
    }
    case Way::End::Interface:
        break;
    }
    if (!way.gateways.empty()) {
        m_packet.sourceMac = gatewayMac();
        m_packet.destinationMac = macOf(m_world, way.to->vif);
    }
    if (way.to->hostId != m_from.hostId) {
        m_recorder.tunnelled(m_from, *way.to);
    }
    if (pass(*way.to, Direction::In)) {
        m_recorder.delivered(*way.to->segment, *way.to->port);
    }
}

bool isOver(const World& world, const Trace& trace) {
    return World::now() >= trace.started + world.traceflowDelayMs;
}

QString kindOf(const QJsonObject& observation) {
    return observation.value(u"resource_type"_s)
        .toString()
        .mid(QStringLiteral("TraceflowObservation").size());
}

/// The physical ones and the logical ones; a delivery is in both, as in the reference's example.
QJsonObject counters(const std::vector<QJsonObject>& observations, bool isLogical) {
    const auto count = [&](const QString& kind, bool isBoth = false) {
        const QString wanted = isLogical && !isBoth ? kind + u"Logical"_s : kind;
        return static_cast<qint64>(
            std::count_if(observations.begin(), observations.end(),
                          [&](const QJsonObject& item) { return kindOf(item) == wanted; }));
    };
    return {{u"received_count"_s, count(u"Received"_s)},
            {u"forwarded_count"_s, count(u"Forwarded"_s)},
            {u"delivered_count"_s, count(u"Delivered"_s, true)},
            {u"dropped_count"_s, count(u"Dropped"_s)},
            {u"protected_count"_s, 0}};
}

} // namespace

Trace runTraceflow(const World& world, const QString& source, const QJsonObject& packet,
                   qint64 timeoutMs) {
    Trace trace;
    trace.lportId = source;
    trace.timeoutMs = timeoutMs;
    trace.started = World::now();
    const StoredObject* port = findPort(world, source);
    if (port == nullptr) {
        trace.requestStatus = u"SOURCE_PORT_NOT_FOUND"_s;
        return trace;
    }
    trace.lportId = port->text(u"unique_id"_s);
    const std::optional<Attachment> from = attachmentOf(world, *port);
    if (!from) {
        trace.requestStatus = u"DATA_PATH_NOT_READY"_s; // nobody is plugged in or running
        return trace;
    }
    const std::optional<Packet> read =
        Packet::read(packet, senderAddress(world, *from, packet.contains(u"ip_header"_s)));
    if (!read) {
        trace.requestStatus = u"UNKNOWN"_s; // no address to send from or to
        return trace;
    }
    trace.requestStatus = u"SUCCESS"_s;
    trace.observations = Journey(world, *from, *read, trace.started).run();
    return trace;
}

QJsonObject traceStatus(const World& world, const Trace& trace) {
    const bool hasFailed = trace.requestStatus != u"SUCCESS"_s;
    const QString state = hasFailed              ? u"FAILED"_s
                          : isOver(world, trace) ? u"FINISHED"_s
                                                 : u"IN_PROGRESS"_s;
    const std::vector<QJsonObject> observations = observationsSoFar(world, trace);
    return {{u"resource_type"_s, u"Traceflow"_s},
            {u"id"_s, trace.id},
            {u"display_name"_s, trace.id},
            {u"lport_id"_s, trace.lportId},
            {u"timeout"_s, trace.timeoutMs},
            {u"operation_state"_s, state},
            {u"request_status"_s, trace.requestStatus},
            {u"result_overflowed"_s, false},
            {u"analysis"_s, QJsonArray()},
            {u"counters"_s, counters(observations, false)},
            {u"logical_counters"_s, counters(observations, true)},
            {u"_create_time"_s, trace.started},
            {u"_revision"_s, trace.revision}};
}

std::vector<QJsonObject> observationsSoFar(const World& world, const Trace& trace) {
    if (isOver(world, trace)) {
        return trace.observations;
    }
    // They come in one by one while the trace is under way.
    const auto count = static_cast<qint64>(trace.observations.size());
    const qint64 elapsed = std::max<qint64>(World::now() - trace.started, 0);
    return {trace.observations.begin(),
            trace.observations.begin() + count * elapsed / world.traceflowDelayMs};
}

QJsonObject managerObservation(const QJsonObject& observation) {
    QJsonObject shown;
    for (auto field = observation.begin(); field != observation.end(); ++field) {
        if (!field.key().endsWith(u"_path"_s) || field.key() == u"site_path"_s) {
            shown.insert(field.key(), *field);
        }
    }
    return shown;
}

QJsonObject policyObservation(const QJsonObject& observation) {
    static const QStringList plain = {u"Forwarded"_s, u"Received"_s};
    QJsonObject shown = observation;
    if (!plain.contains(kindOf(observation))) {
        shown.insert(u"resource_type"_s,
                     u"Policy"_s + observation.value(u"resource_type"_s).toString());
    }
    return shown;
}

} // namespace bulkhead::simulator
