// SPDX-License-Identifier: MIT
// bench_start BINARY [RUNS]: how long until a command or the MCP server has given its first answer,
// beside the start of an interpreter and of an empty Qt program. A simulated manager runs as a
// process of its own, so that its start is not counted.
#include "simulated_program.h"
#include "statistics.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>

#include <functional>

using namespace Qt::StringLiterals;
using bulkhead::bench::giveUp;
using bulkhead::bench::kPatienceMs;
using bulkhead::bench::Row;
using Manager = bulkhead::bench::SimulatedProgram;

namespace {

/// Runs a program to its end.
void runToEnd(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatienceMs) || process.exitCode() != 0) {
        giveUp(program + u' ' + arguments.join(u' ') + u" failed: "_s +
               QString::fromUtf8(process.readAllStandardError()));
    }
}

/// Starts `bulkhead mcp` and waits for the answers to its first requests.
void runMcp(const QString& program, const QStringList& arguments, const QByteArray& requests,
            int answers) {
    QProcess process;
    process.start(program, arguments);
    process.write(requests);
    QByteArray text;
    while (text.count('\n') < answers) {
        if (!process.waitForReadyRead(kPatienceMs)) {
            giveUp(u"mcp does not answer"_s);
        }
        text += process.readAllStandardOutput();
    }
    process.kill(); // only the time to the answer counts
    process.waitForFinished(kPatienceMs);
}

Row measure(const QString& what, int runs, const std::function<void()>& work) {
    Row row{what, {}};
    work(); // warms the caches
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer clock;
        clock.start();
        work();
        row.milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return row;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    if (argc < 2) {
        giveUp(u"usage: bench_start BINARY [RUNS]"_s);
    }
    const QString binary = QString::fromLocal8Bit(argv[1]);
    const int runs = argc > 2 ? qMax(3, QByteArray(argv[2]).toInt()) : 21;
    const Manager manager(binary);
    const QString empty = QCoreApplication::applicationDirPath() + u"/bench_empty"_s;
    const QStringList target{u"--config"_s, manager.configuration()};
    const QByteArray initialize =
        R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
        R"("capabilities":{},"clientInfo":{"name":"bench","version":"1"}}})"
        "\n";
    const QByteArray list = R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})"
                            "\n";
    const QByteArray call = R"({"jsonrpc":"2.0","id":2,"method":"tools/call",)"
                            R"("params":{"name":"list_dfw_policies"}})"
                            "\n";
    std::vector<Row> rows;
    rows.push_back(measure(u"`python3 -c pass`"_s, runs,
                           [] { runToEnd(u"python3"_s, {u"-c"_s, u"pass"_s}); }));
    rows.push_back(measure(u"empty QCoreApplication"_s, runs, [&] { runToEnd(empty, {}); }));
    rows.push_back(
        measure(u"`bulkhead version`"_s, runs, [&] { runToEnd(binary, {u"version"_s}); }));
    rows.push_back(measure(u"`bulkhead policy list`, simulated manager"_s, runs, [&] {
        runToEnd(binary, QStringList{u"policy"_s, u"list"_s} + target);
    }));
    rows.push_back(measure(u"`bulkhead policy list --demo`"_s, runs,
                           [&] { runToEnd(binary, {u"policy"_s, u"list"_s, u"--demo"_s}); }));
    rows.push_back(measure(u"`bulkhead mcp` to initialize"_s, runs,
                           [&] { runMcp(binary, QStringList{u"mcp"_s} + target, initialize, 1); }));
    rows.push_back(measure(u"`bulkhead mcp` to tools/list"_s, runs, [&] {
        runMcp(binary, QStringList{u"mcp"_s} + target, initialize + list, 2);
    }));
    rows.push_back(measure(u"`bulkhead mcp` to the first policies"_s, runs, [&] {
        runMcp(binary, QStringList{u"mcp"_s} + target, initialize + call, 2);
    }));
    bulkhead::bench::printTable(rows, {0, 1});
    return 0;
}
