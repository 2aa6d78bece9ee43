// SPDX-License-Identifier: MIT
// 200 random traces through the demo estate end where the simulator says, by the rule that it says.
#include "graph/hop_graph.h"
#include "ops/live_source.h"
#include "ops/parameter_check.h"
#include "ops/registry.h"
#include "ops/trace_hops.h"
#include "simulator/simulated_manager.h"
#include "support/await.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTraces = 200;
constexpr int kAtATime = 4; ///< connections: each keeps below the manager's limit on its own

/// What the manager itself observed in the end, of a trace that it runs for us once more.
struct Witness {
    QString end; ///< "Delivered", "Dropped"
    qint64 rule = 0;
    QString reason;
};

QString kindOf(const QJsonObject& observation) {
    QString type = observation.value(u"resource_type"_s).toString();
    type.remove(u"PolicyTraceflowObservation"_s).remove(u"TraceflowObservation"_s);
    return type.remove(u"Logical"_s);
}

} // namespace

class TestTraceWitness final : public QObject {
    Q_OBJECT

    std::unique_ptr<simulator::SimulatedManager> m_manager;
    std::vector<std::shared_ptr<LiveSource>> m_sources;
    QTemporaryDir m_state;
    const Registry m_registry = Registry::standard();

    Task<Answer> begin(std::size_t source, const QString& name, const QJsonObject& arguments) {
        const Operation* operation = m_registry.find(name);
        Call call;
        call.arguments = *checkArguments(*operation, arguments);
        call.source = m_sources[source];
        call.manager = m_sources[source]->manager();
        call.progress = [](const Progress&) {};
        return operation->handler(call);
    }
    /// The body that this program sent for a trace.
    [[nodiscard]] QByteArray sentFor(const QString& id) const {
        const auto requests = m_manager->requests();
        for (const auto& request : requests) {
            if (request.method == "PUT" && request.path.contains(id.toLatin1())) {
                return request.body;
            }
        }
        return {};
    }
    Result<Witness> witnessOf(const QByteArray& body) {
        const QString path = u"/policy/api/v1/infra/traceflows/witness"_s;
        const auto manager = m_sources.front()->manager();
        QJsonObject order = QJsonDocument::fromJson(body).object();
        for (const QString& own : {u"id"_s, u"display_name"_s}) {
            order.remove(own); // those of the trace that this program ran
        }
        const auto sent = tests::await(
            manager->send("PUT", path, {}, QJsonDocument(order).toJson(), CancellationToken()));
        const auto seen =
            tests::await(manager->get(path + u"/observations"_s, {}, CancellationToken()));
        const auto gone = tests::await(manager->send("DELETE", path, {}, {}, CancellationToken()));
        for (const auto* answer : {&sent, &seen, &gone}) {
            if (!*answer) {
                return fail(answer->error());
            }
        }
        const QJsonArray all =
            QJsonDocument::fromJson(seen->body).object().value(u"results"_s).toArray();
        Witness witness;
        for (const QJsonValue one : all) {
            const QJsonObject observation = one.toObject();
            witness.rule = observation.value(u"acl_rule_id"_s).toInteger(witness.rule);
            witness.end = kindOf(observation);
            witness.reason = observation.value(u"reason"_s).toString();
        }
        return witness;
    }
    /// Empty if the result agrees with the witness.
    static QString disagreement(const QJsonObject& result, const Witness& witness) {
        const graph::HopGraph graph = graph::graphOf(hopsOf(result), graph::WayState::Finished);
        if (graph.nodes.empty()) {
            return u"nothing was drawn"_s;
        }
        const bool isDrop = graph.nodes.back().kind == graph::NodeKind::Drop;
        const QString verdict = result.value(u"verdict"_s).toString();
        const bool saysDropped = verdict == u"DROPPED" || verdict == u"REJECTED";
        if (isDrop != (witness.end == u"Dropped") || saysDropped != isDrop ||
            (!isDrop && (verdict != u"DELIVERED" || !graph.nodes.back().isDelivered))) {
            return u"%1, drawn as %2"_s.arg(verdict, isDrop ? u"drop"_s : u"delivery"_s);
        }
        qint64 rule = 0;
        for (const graph::Node& node : graph.nodes) {
            if (node.ruleHop) {
                rule = *graph.hops[static_cast<std::size_t>(*node.ruleHop)].ruleId;
            }
        }
        if (rule != witness.rule) {
            return u"rule %1 instead of %2"_s.arg(rule).arg(witness.rule);
        }
        const bool isByRule = witness.reason == u"FW_RULE";
        return isDrop && isByRule != graph.nodes.back().subtitle.contains(u"firewall rule"_s)
                   ? u"another reason: "_s + graph.nodes.back().subtitle
                   : QString();
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_STATE_HOME", m_state.path().toLocal8Bit());
        simulator::SimulatorOptions options;
        options.password = u"correct horse"_s;
        options.requestsPerSecond = 0;
        options.concurrentRequests = 0;
        auto manager = simulator::SimulatedManager::start(simulator::demoEstate().value(), options);
        QVERIFY2(manager, manager ? "" : qPrintable(manager.error().message()));
        m_manager = std::move(*manager);
        config::Target target;
        target.name = u"lab"_s;
        target.host = u"127.0.0.1"_s;
        target.port = m_manager->port();
        target.fingerprintSha256 = m_manager->certificateSha256();
        for (int i = 0; i < kAtATime; ++i) {
            m_sources.push_back(std::make_shared<LiveSource>(
                std::make_unique<nsx::Connection>(target, config::Secret(options.password))));
        }
    }
    void cleanupTestCase() {
        m_sources.clear();
        m_manager.reset();
    }

    void randomTracesEndAsTheSimulatorSays() {
        const auto machines = tests::await(
            begin(0, u"list_vms"_s, {{u"power_state"_s, u"VM_RUNNING"_s}, {u"limit"_s, 100}}));
        QVERIFY2(machines, machines ? "" : qPrintable(machines.error().message()));
        QStringList running;
        const QJsonArray listed = machines->result.value(u"items"_s).toArray();
        for (const QJsonValue machine : listed) {
            if (machine[u"type"].toString() == u"REGULAR") {
                running << machine[u"vm_id"].toString();
            }
        }
        QVERIFY(running.size() > 20);
        QRandomGenerator random(7);
        const QList<int> ports{22, 53, 80, 443, 1433, 3306, 5432, 8080, 8443, 9100};
        // Half of them go where the estate lets most machines go, so that some arrive.
        const QList<QJsonObject> usual{
            {{u"dst_vm"_s, u"shared-dc-01"_s}, {u"protocol"_s, u"UDP"_s}, {u"dst_port"_s, 53}},
            {{u"dst_vm"_s, u"shared-ntp-01"_s}, {u"protocol"_s, u"UDP"_s}, {u"dst_port"_s, 123}},
            {{u"dst_vm"_s, u"shared-syslog-01"_s}, {u"protocol"_s, u"UDP"_s}, {u"dst_port"_s, 514}},
            {{u"src_vm"_s, u"shared-jump-01"_s}, {u"protocol"_s, u"TCP"_s}, {u"dst_port"_s, 22}}};
        const auto packet = [&] {
            const qsizetype from = random.bounded(running.size());
            qsizetype to = random.bounded(running.size() - 1);
            to += to >= from ? 1 : 0;
            QJsonObject one{{u"src_vm"_s, running.at(from)},
                            {u"dst_vm"_s, running.at(to)},
                            {u"protocol"_s, random.bounded(4) == 0 ? u"UDP"_s : u"TCP"_s},
                            {u"dst_port"_s, ports.at(random.bounded(ports.size()))}};
            if (random.bounded(2) == 0) {
                const QJsonObject& more = usual.at(random.bounded(usual.size()));
                for (auto field = more.begin(); field != more.end(); ++field) {
                    one.insert(field.key(), *field);
                }
            }
            return one;
        };
        int compared = 0;
        int dropped = 0;
        while (compared < kTraces) {
            std::vector<QJsonObject> packets;
            std::vector<Task<Answer>> tasks;
            for (std::size_t i = 0; i < kAtATime; ++i) {
                packets.push_back(packet());
                tasks.push_back(begin(i, u"run_traceflow"_s, packets.back()));
            }
            for (std::size_t i = 0; i < kAtATime; ++i) {
                const auto answer = tests::await(std::move(tasks[i]));
                if (!answer) { // a machine with several addresses, for example
                    QVERIFY2(answer.error().kind == ErrorKind::InvalidInput ||
                                 answer.error().kind == ErrorKind::Refused,
                             qPrintable(answer.error().message()));
                    continue;
                }
                const QString id = answer->result.value(u"traceflow_id"_s).toString();
                const auto witness = witnessOf(sentFor(id));
                QVERIFY2(witness, witness ? "" : qPrintable(witness.error().message()));
                const QString problem = disagreement(answer->result, *witness);
                QVERIFY2(problem.isEmpty(),
                         qPrintable(problem + u": "_s +
                                    QString::fromUtf8(QJsonDocument(packets[i]).toJson())));
                ++compared;
                dropped += witness->end == u"Dropped" ? 1 : 0;
            }
            m_manager->clearRequests();
        }
        QVERIFY2(dropped > 20 && dropped < kTraces - 20, qPrintable(QString::number(dropped)));
    }
};

QTEST_GUILESS_MAIN(TestTraceWitness)
#include "tst_trace_witness.moc"
