// SPDX-License-Identifier: MIT
// bench_mcp BINARY [CLIENTS] [RUNS] [PROGRAM ARGUMENT…]: start of the MCP server to its list of
// tools, and calls a second on a read tool, beside the TypeScript reference server if CLIENTS (the
// folder of `./run interop`) has it, and beside another server of the same tools, which PROGRAM
// starts; it finds its configuration in VMWARE_NSX_SECURITY_CONFIG. One run measures all, in turns,
// so that a busy machine is unfair to none.
#include "simulated_program.h"
#include "statistics.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

#include <functional>

using namespace Qt::StringLiterals;
using namespace bulkhead::bench;

namespace {

constexpr int kCalls = 500;
constexpr int kAtATime = 8;

const QByteArray kInitialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
    R"("capabilities":{},"clientInfo":{"name":"bench","version":"1"}}})"
    "\n"
    R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
    "\n";

/// How a server is started, and a call that it answers.
struct Server {
    QString what;
    QString program;
    QStringList arguments;
    QByteArray call;     ///< params of tools/call
    bool isOurs = false; ///< then no call may fail
};

class Session final {
public:
    explicit Session(const Server& server) {
        m_process.start(server.program, server.arguments);
        send(kInitialize);
        waitFor(1);
    }
    ~Session() {
        m_process.closeWriteChannel();
        m_process.waitForFinished(kPatienceMs);
    }
    void request(const QByteArray& method, const QByteArray& params) {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + QByteArray::number(++m_id) + ",\"method\":\"" +
             method + "\",\"params\":" + params + "}\n");
    }
    /// Returns when so many more answers have come; notifications are none.
    void waitFor(int answers) {
        while (answers > 0) {
            while (!m_process.canReadLine()) {
                if (!m_process.waitForReadyRead(kPatienceMs)) {
                    giveUp(u"no answer: "_s + QString::fromUtf8(m_process.readAllStandardError()));
                }
            }
            const QByteArray line = m_process.readLine();
            if (line.contains("\"isError\":true")) {
                m_refusal = line.left(400);
                ++m_refused;
            }
            if (line.contains("\"error\":{")) {
                giveUp(QString::fromUtf8(line.left(400)));
            }
            answers -= line.contains("\"result\"") ? 1 : 0;
        }
    }

    /// Calls that ended as the tool's error: a server that does not hold itself back runs into the
    /// manager's limit of 100 requests a second.
    [[nodiscard]] int refused() const { return m_refused; }
    [[nodiscard]] const QByteArray& refusal() const { return m_refusal; }

private:
    void send(const QByteArray& bytes) { m_process.write(bytes); }
    QProcess m_process;
    QByteArray m_refusal; ///< the last one
    int m_id = 0;
    int m_refused = 0;
};

double measured(const std::function<void()>& work) {
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void listTools(const Server& server) {
    Session session(server);
    session.request("tools/list", "{}");
    session.waitFor(1);
}

/// Milliseconds of one call, with some of them always under way.
double callTime(const Server& server, int& refused) {
    Session session(server);
    session.request("tools/call", server.call); // connects, logs in
    session.waitFor(1);
    const double all = measured([&] {
        for (int i = 0; i < kAtATime; ++i) {
            session.request("tools/call", server.call);
        }
        for (int i = kAtATime; i < kCalls; ++i) {
            session.waitFor(1);
            session.request("tools/call", server.call);
        }
        session.waitFor(kAtATime);
    });
    if (server.isOurs && session.refused() > 0) {
        giveUp(QString::fromUtf8(session.refusal()));
    }
    refused += session.refused();
    return all / kCalls;
}

std::vector<Server> serversOf(const QString& binary, const QString& clients,
                              const QStringList& other, const QString& configuration) {
    const QStringList live{u"mcp"_s, u"--config"_s, configuration};
    std::vector<Server> servers{{u"bulkhead, list_targets (no manager)"_s, binary, live,
                                 R"({"name":"list_targets"})", true},
                                {u"bulkhead, list_dfw_policies (simulated manager)"_s, binary, live,
                                 R"({"name":"list_dfw_policies"})", true}};
    if (!other.isEmpty()) {
        servers.push_back({u"%1, list_dfw_policies (simulated manager)"_s.arg(
                               QFileInfo(other.front()).fileName()),
                           other.front(), other.mid(1), R"({"name":"list_dfw_policies"})"});
    }
    const QString reference =
        clients + u"/node_modules/@modelcontextprotocol/server-everything/dist/index.js"_s;
    if (QFileInfo::exists(reference)) {
        servers.push_back({u"TypeScript reference server, echo"_s,
                           clients + u"/node_modules/.bin/node"_s,
                           {reference, u"stdio"_s},
                           R"({"name":"echo","arguments":{"message":"hello"}})"});
    } else {
        std::fprintf(stderr, "bench_mcp: `./run interop` installs the reference server, which is "
                             "not measured without it\n");
    }
    return servers;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 2) {
        giveUp(u"give the binary"_s);
    }
    const SimulatedProgram manager(words[1]);
    qputenv("VMWARE_NSX_SECURITY_CONFIG", manager.oldConfiguration().toUtf8());
    const int runs = words.size() > 3 ? words[3].toInt() : 9;
    const std::vector<Server> servers =
        serversOf(words[1], words.value(2), words.mid(4), manager.configuration());
    std::vector<int> refused(servers.size(), 0);
    std::vector<Row> starts;
    std::vector<Row> calls;
    for (const Server& server : servers) {
        starts.push_back({server.what, {}});
        calls.push_back({server.what, {}});
    }
    for (int run = 0; run < runs; ++run) {
        for (std::size_t i = 0; i < servers.size(); ++i) {
            starts[i].milliseconds.push_back(measured([&] { listTools(servers[i]); }));
            calls[i].milliseconds.push_back(callTime(servers[i], refused[i]));
        }
    }
    std::printf("Start to tools/list and end\n\n");
    printTable(starts, {servers.size() - 1});
    std::printf("\nOne of %d calls, %d at a time (calls a second = 1000 / ms)\n\n", kCalls,
                kAtATime);
    printTable(calls, {servers.size() - 1});
    for (std::size_t i = 0; i < servers.size(); ++i) {
        if (refused[i] > 0) {
            std::printf("\n%s: %d of %d calls were refused\n", qPrintable(servers[i].what),
                        refused[i], runs * kCalls);
        }
    }
    return 0;
}
