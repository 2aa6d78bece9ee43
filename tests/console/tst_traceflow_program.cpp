// SPDX-License-Identifier: MIT
// Traces on the command line: the verdict comes first, a suite ends with 0 only if it is green.
#include "console/program_bench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace bulkhead;
using namespace Qt::StringLiterals;
using bulkhead::tests::Ended;
using bulkhead::tests::ProgramBench;

class TestTraceflowProgram final : public QObject {
    Q_OBJECT

    ProgramBench m_bench;

    [[nodiscard]] QString suite(const QString& name, const QByteArray& flows) const {
        return m_bench.write(name, "name: Shop\nflows:\n" + flows) ? m_bench.path(name) : QString();
    }

    void prepare(bulkhead::tests::Program& program) const {
        program.set(u"HOME"_s, m_bench.home());
        program.set(u"VMWARE_NSX_SECURITY_LAB_PASSWORD"_s, bulkhead::tests::kPlanted);
    }
    /// Nobody learns how a trace goes until the faults are cleared.
    void keepTracesUnderWay() const {
        simulator::Fault silence;
        silence.kind = simulator::Fault::Kind::LoseRequest;
        silence.method = "GET";
        silence.pathContains = "/status";
        silence.count = -1;
        m_bench.manager->addFault(silence);
        m_bench.manager->clearRequests();
    }
    /// The path of the trace that was made; empty before.
    [[nodiscard]] QByteArray made() const {
        for (const simulator::RequestRecord& request : m_bench.manager->requests()) {
            if (request.method == "PUT") {
                return request.path;
            }
        }
        return {};
    }
    [[nodiscard]] qsizetype removed(const QByteArray& path) const {
        const auto requests = m_bench.manager->requests();
        return std::count_if(requests.cbegin(), requests.cend(), [&path](const auto& request) {
            return request.method == "DELETE" && request.path == path;
        });
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_bench.start());
        QVERIFY(m_bench.configure("test", "default_target: lab\n"));
    }

    void theVerdictComesFirst() {
        const Ended ended =
            m_bench.run({u"traceflow"_s, u"run"_s, u"--src-vm"_s, u"prod-webshop-web-01"_s,
                         u"--dst-vm"_s, u"prod-webshop-app-01"_s, u"--dst-port"_s, u"8443"_s});
        QVERIFY2(ended.code == 0, ended.err.constData());
        const QList<QByteArray> lines = ended.out.split('\n');
        QVERIFY2(lines.first().startsWith("Verdict"), ended.out.constData());
        // Aligned: every row of hops has its component where the header says.
        qsizetype header = 0;
        while (header < lines.size() && !lines.at(header).contains("Component")) {
            ++header;
        }
        QVERIFY2(header + 2 < lines.size(), ended.out.constData());
        const qsizetype column = lines.at(header).indexOf("Component");
        const QByteArray row = lines.at(header + 1);
        QVERIFY2(row.size() > column && row.at(column - 1) == ' ' && row.at(column) != ' ',
                 ended.out.constData());
    }

    void whatAKilledProgramLeftIsTakenAwayByTheNext() {
        keepTracesUnderWay();
        const QStringList command{u"traceflow"_s, u"run"_s,
                                  u"--src-vm"_s,  u"prod-webshop-web-01"_s,
                                  u"--dst-vm"_s,  u"prod-webshop-app-01"_s};
        bulkhead::tests::Program killed;
        prepare(killed);
        QVERIFY(killed.start(command));
        QTRY_VERIFY_WITH_TIMEOUT(!made().isEmpty(), 20'000);
        const QByteArray path = made();
        killed.signal(SIGKILL);
        QCOMPARE(killed.end().code, -1);
        m_bench.manager->clearFaults();
        const Ended ended = m_bench.run(command);
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(removed(path), 1);
        QCOMPARE(m_bench.count("DELETE"), 2); // and its own
    }

    void anInterruptedProgramTakesItsTraceAway() {
        keepTracesUnderWay();
        bulkhead::tests::Program program;
        prepare(program);
        QVERIFY(program.start({u"traceflow"_s, u"run"_s, u"--src-vm"_s, u"prod-webshop-web-01"_s,
                               u"--dst-vm"_s, u"prod-webshop-app-01"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(!made().isEmpty(), 20'000);
        program.signal(SIGINT);
        const Ended ended = program.end();
        m_bench.manager->clearFaults();
        QCOMPARE(ended.code, 130);
        QCOMPARE(removed(made()), 1);
    }

    void aClientThatHangsUpLeavesNoTrace() {
        keepTracesUnderWay();
        bulkhead::tests::Program program;
        prepare(program);
        QVERIFY(program.start({u"mcp"_s}));
        program.write(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{)"
                      R"("protocolVersion":"2025-06-18","capabilities":{},)"
                      R"("clientInfo":{"name":"t","version":"1"}}})"
                      "\n");
        QVERIFY(program.readLine().contains("\"id\":1"));
        program.write(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
                      "\n"
                      R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{)"
                      R"("name":"run_traceflow","arguments":{"src_vm":"prod-webshop-web-01",)"
                      R"("dst_vm":"prod-webshop-app-01"}}})"
                      "\n");
        QTRY_VERIFY_WITH_TIMEOUT(!made().isEmpty(), 20'000);
        program.closeInput();
        const Ended ended = program.end();
        m_bench.manager->clearFaults();
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(removed(made()), 1);
    }

    void aGreenSuiteEndsWithNull() {
        const QString file = suite(u"green.yaml"_s, "  - {name: shop, from: prod-webshop-web-01, "
                                                    "to: prod-webshop-app-01, port: 8443}\n");
        const Ended ended = m_bench.run({u"traceflow"_s, u"suite"_s, file});
        QVERIFY2(ended.code == 0, (ended.out + ended.err).constData());
        QVERIFY2(ended.out.contains("passed"), ended.out.constData());
    }

    void aRedSuiteEndsWithOne() {
        const QString file =
            suite(u"red.yaml"_s, "  - {name: shop, from: prod-webshop-web-01, "
                                 "to: prod-webshop-app-01, port: 8443, expect: dropped}\n");
        const Ended ended =
            m_bench.run({u"traceflow"_s, u"suite"_s, file, u"--output"_s, u"json"_s});
        QVERIFY2(ended.code == 1, (ended.out + ended.err).constData());
        const QJsonObject result = QJsonDocument::fromJson(ended.out).object();
        QCOMPARE(result.value(u"failed"_s).toInt(), 1);
        QCOMPARE(result.value(u"flows"_s)[0][u"verdict"].toString(), u"DELIVERED"_s);
    }

    void aWrongSuiteNamesTheLine() {
        const QString file = suite(u"wrong.yaml"_s, "  - {name: shop, frm: a, to: b}\n");
        const Ended ended = m_bench.run({u"traceflow"_s, u"suite"_s, file});
        QVERIFY(ended.code == 2 || ended.code == 1);
        QVERIFY2(ended.err.contains(":3: "), ended.err.constData());
        QVERIFY(ended.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTraceflowProgram)
#include "tst_traceflow_program.moc"
