// SPDX-License-Identifier: MIT
// The real program over real pipes: framing, classification, both eras mixed, silence, start and
// end. Every line that it writes is held against the protocol.
#include "console/program_bench.h"
#include "console/stdio_transport.h"
#include "messages.h"
#include "wire_check.h"

#include <QCoreApplication>
#include <QLocalServer>
#include <QTest>

#include <cstdio>

using namespace bulkhead;
using namespace bulkhead::tests;

namespace {

const QJsonObject kClient{{u"name"_s, u"suite"_s}, {u"version"_s, u"1"_s}};

QJsonObject meta() {
    return {{QString(mcp::kVersionKey), u"2026-07-28"_s},
            {QString(mcp::kCapabilitiesKey), QJsonObject()},
            {QString(mcp::kClientInfoKey), kClient}};
}

QByteArray bytesOf(const QJsonObject& message) {
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

QByteArray request(const QString& method, QJsonObject params, const QJsonValue& id,
                   bool isModern = false) {
    if (isModern) {
        params.insert(u"_meta"_s, meta());
    }
    return bytesOf(
        {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}});
}

QByteArray initialize(const QString& version = u"2025-11-25"_s) {
    return request(u"initialize"_s,
                   {{u"protocolVersion"_s, version},
                    {u"capabilities"_s, QJsonObject()},
                    {u"clientInfo"_s, kClient}},
                   0);
}

QByteArray call(const QString& tool, const QJsonObject& arguments, const QJsonValue& id,
                bool isModern = false) {
    return request(u"tools/call"_s, {{u"name"_s, tool}, {u"arguments"_s, arguments}}, id, isModern);
}

/// A client of one child, with a checker on the wire.
class Client final {
public:
    explicit Client(Program& program) : m_program(program) {}
    ~Client() {
        if (!m_check.problems().isEmpty()) {
            QTest::qFail(qPrintable(m_check.problems().join(u'\n')), __FILE__, __LINE__);
        }
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void send(const QByteArray& line) {
        m_check.fromClient(line);
        m_program.write(line + '\n');
    }
    QByteArray read() {
        QByteArray line = m_program.readLine();
        line.chop(1);
        m_check.fromServer(line);
        return line;
    }
    QJsonObject ask(const QByteArray& line) {
        send(line);
        return parsed(read());
    }

private:
    Program& m_program;
    WireCheck m_check;
};

const QStringList kDemo{u"mcp"_s, u"--demo"_s};

} // namespace

class TestStdio final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // One line after the other on one pipe; each is answered, or not, before the ping behind it.
    void classifiesLineByLine() {
        Program program;
        QVERIFY(program.start(kDemo));
        Client client(program);
        struct Case {
            QByteArray line;
            int code; ///< 0: no answer
        };
        const std::vector<Case> before{
            {"garbage", -32700},
            {"{\"a\":\"\xff\xfe\"}", -32700},
            {"{\"jsonrpc\":\"2.0\"", -32700},
            {"[]", -32600},
            {R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])", -32600},
            {R"({"jsonrpc":"2.0","id":"s1","result":{}})", 0},
            {R"({"jsonrpc":"1.0","id":1,"method":"ping"})", -32600},
            {R"({"jsonrpc":"2.0","id":null,"method":"ping"})", -32600},
            {R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})", -32600},
            {R"({"jsonrpc":"2.0","id":true,"method":"ping"})", -32600},
            {R"({"jsonrpc":"2.0","id":1})", -32600},
            {R"({"jsonrpc":"2.0","method":"notifications/nobody/knows"})", 0},
            {R"({"jsonrpc":"2.0","method":"notifications/roots/list_changed"})", 0},
            {R"({"jsonrpc":"2.0","method":"tools/list"})", 0},
            {R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}})", 0},
            {R"({"jsonrpc":"2.0","method":"notifications/cancelled"})", 0},
            {R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})", -32602},
            {R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", -32602},
            {request(u"initialize"_s, {}, 1, true), -32601},
            {request(u"ping"_s, {}, 1, true), -32601},
            {request(u"logging/setLevel"_s, {{u"level"_s, u"info"_s}}, 1, true), -32601},
            {request(u"tasks/get"_s, {{u"taskId"_s, u"x"_s}}, 1, true), -32601},
        };
        int round = 0;
        for (const Case& one : before) {
            client.send(one.line);
            const QString marker = u"after %1"_s.arg(round++);
            if (one.code != 0) {
                const QByteArray line = client.read();
                QVERIFY2(errorCode(parsed(line)) == one.code,
                         QByteArray(one.line + " -> " + line).constData());
            }
            QCOMPARE(client.ask(request(u"ping"_s, {}, marker)).value(u"id"_s), QJsonValue(marker));
        }
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    // What Claude Code does: a modern probe, then a handshake on the same pipe; then everything.
    void servesBothErasOnOnePipe() {
        Program program;
        QVERIFY(program.start(kDemo));
        Client client(program);
        const QJsonObject found = client.ask(request(u"server/discover"_s, {}, u"probe-1"_s, true));
        QCOMPARE(found.value(u"id"_s), QJsonValue(u"probe-1"_s));
        for (const QString& version : kLegacy) {
            const QJsonObject started = client.ask(initialize(version));
            QCOMPARE(resultOf(started).value(u"protocolVersion"_s).toString(), version);
            client.send(R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
            const QJsonObject legacy = client.ask(request(u"tools/list"_s, {}, 1));
            QVERIFY(!resultOf(legacy).contains(u"resultType"_s));
            const QJsonObject modern = client.ask(request(u"tools/list"_s, {}, 1, true));
            QVERIFY(resultOf(modern).contains(u"resultType"_s));
            for (const bool isModern : {false, true}) {
                const QJsonObject called =
                    client.ask(call(u"list_dfw_policies"_s, {{u"limit"_s, 2}}, 0, isModern));
                QCOMPARE(called.value(u"id"_s), QJsonValue(0));
                QVERIFY(!isToolError(called));
            }
            const bool takesBatches = version <= u"2025-03-26";
            client.send(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},)"
                        R"({"jsonrpc":"2.0","id":"two","method":"ping"}])");
            const QJsonDocument batch = QJsonDocument::fromJson(client.read());
            QCOMPARE(batch.isArray(), takesBatches);
            QVERIFY(!takesBatches || batch.array().size() == 2);
        }
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    void echoesEveryLegalId_data() {
        QTest::addColumn<QByteArray>("id");
        for (const char* id : {"0", "-1", "9007199254740993", "\"\"", "\"0\"", "\"\xc3\xa4\""}) {
            QTest::newRow(id) << QByteArray(id);
        }
    }
    void echoesEveryLegalId() {
        QFETCH(const QByteArray, id);
        Program program;
        QVERIFY(program.start(kDemo));
        Client client(program);
        client.send("{\"id\":" + id + ",\"method\":\"ping\",\"jsonrpc\":\"2.0\"}\r");
        QCOMPARE(client.read(), "{\"id\":" + id + ",\"jsonrpc\":\"2.0\",\"result\":{}}");
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    void survivesWhatIsTooLongOrEmpty() {
        Program program;
        QVERIFY(program.start(kDemo));
        Client client(program);
        client.send({});
        client.send("  \r");
        client.send(QByteArray(qsizetype{17} * 1024 * 1024, 'x'));
        QCOMPARE(errorCode(parsed(client.read())), mcp::kParseError);
        // Long, but allowed: a megabyte of an argument comes back in nobody's face.
        const QJsonObject answer =
            client.ask(call(u"get_group"_s, {{u"group_id"_s, QString(1'000'000, u'g')}}, 3, true));
        QVERIFY(isToolError(answer));
        QVERIFY(textOf(answer).size() < 10'000);
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    void cancelsInSilence() {
        ProgramBench bench;
        QVERIFY(bench.start());
        QVERIFY(bench.configure("test"));
        simulator::Fault slow;
        slow.kind = simulator::Fault::Kind::Delay;
        slow.pathContains = "/groups";
        slow.delayMs = 600'000;
        slow.count = -1;
        bench.manager->addFault(slow);
        Program program;
        program.set(u"HOME"_s, bench.home());
        program.set(u"VMWARE_NSX_SECURITY_LAB_PASSWORD"_s, kPlanted);
        QVERIFY(program.start({u"mcp"_s}));
        Client client(program);
        client.ask(initialize());
        client.send(call(u"list_groups"_s, {}, u"slow"_s));
        QTRY_VERIFY(bench.count("POST") > 0); // it has logged in, for the list that hangs
        client.send(bytesOf(cancelled(u"slow"_s)));
        QCOMPARE(client.ask(call(u"list_dfw_policies"_s, {}, u"next"_s)).value(u"id"_s),
                 QJsonValue(u"next"_s));
        // And a call that hangs keeps nobody from leaving.
        client.send(call(u"list_groups"_s, {}, u"slow again"_s));
        program.closeInput();
        const Ended ended = program.end();
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.out.isEmpty(), ended.out.constData());
    }

    // The manager has the write already: its outcome is awaited and recorded, though nobody will
    // read the answer.
    void finishesAWriteThatIsUnderWay_data() {
        QTest::addColumn<bool>("bySignal");
        QTest::newRow("end of input") << false;
        QTest::newRow("SIGTERM") << true;
    }
    void finishesAWriteThatIsUnderWay() {
        QFETCH(const bool, bySignal);
        ProgramBench bench;
        QVERIFY(bench.start());
        QVERIFY(bench.configure("test"));
        Program program;
        program.set(u"HOME"_s, bench.home());
        program.set(u"VMWARE_NSX_SECURITY_LAB_PASSWORD"_s, kPlanted);
        QVERIFY(program.start({u"mcp"_s}));
        Client client(program);
        client.ask(initialize());
        simulator::Fault slow;
        slow.kind = simulator::Fault::Kind::Delay;
        slow.pathContains = "/groups/late";
        slow.delayMs = 300; // of the read, so that progress tells of the write; and of the write
        slow.count = 2;
        bench.manager->addFault(slow);
        const QJsonObject arguments{{u"group_id"_s, u"late"_s},
                                    {u"display_name"_s, u"Late"_s},
                                    {u"ip_addresses"_s, u"10.9.9.9"_s}};
        client.send(request(u"tools/call"_s,
                            {{u"name"_s, u"create_group"_s},
                             {u"arguments"_s, arguments},
                             {u"_meta"_s, QJsonObject{{u"progressToken"_s, 1}}}},
                            1));
        QByteArray told;
        while (!told.contains("\"Writing\"")) {
            told = client.read();
            QVERIFY2(told.contains("notifications/progress"), told.constData());
        }
        QVERIFY(bench.count("PUT") + bench.count("PATCH") == 0); // the manager still works on it
        if (bySignal) {
            program.signal(SIGTERM);
        } else {
            program.closeInput();
        }
        const Ended ended = program.end();
        QCOMPARE(ended.code, 0);
        const Ended log = bench.run({u"audit"_s, u"log"_s, u"--output"_s, u"json"_s});
        QVERIFY2(log.out.contains("create_group"), log.out.constData());
        QVERIFY2(log.out.contains("\"ok\""), log.out.constData());
        const Ended undo = bench.run({u"audit"_s, u"undo-list"_s, u"--output"_s, u"json"_s});
        QVERIFY2(undo.out.contains("\"recorded\""), undo.out.constData());
    }

    // Before the first call: no file, no lock, no keychain.
    void touchesNothingBeforeTheFirstCall() {
        QTemporaryDir home;
        QLocalServer bus;
        QVERIFY(bus.listen(home.filePath(u"bus"_s)));
        int visitors = 0;
        connect(&bus, &QLocalServer::newConnection, this, [&visitors] { ++visitors; });
        Program program;
        program.useBareEnvironment();
        const QString folder = home.filePath(u"home"_s);
        QVERIFY(QDir().mkpath(folder));
        program.set(u"HOME"_s, folder);
        program.set(u"LOGNAME"_s, u"nobody"_s);
        program.set(u"SHELL"_s, u"/bin/sh"_s);
        program.set(u"TERM"_s, u"dumb"_s);
        program.set(u"USER"_s, u"nobody"_s);
        program.set(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + bus.fullServerName());
        program.process().setWorkingDirectory(u"/"_s);
        QVERIFY(program.start({u"mcp"_s}));
        {
            Client client(program);
            client.ask(request(u"server/discover"_s, {}, 1, true));
            client.ask(initialize());
            client.ask(request(u"tools/list"_s, {}, 1));
        }
        program.closeInput();
        const Ended ended = program.end();
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err.constData());
        QVERIFY(QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        QCOMPARE(visitors, 0);
    }

    void severalCopiesRunAtOnce() {
        std::vector<std::unique_ptr<Program>> copies;
        for (int i = 0; i < 3; ++i) {
            copies.push_back(std::make_unique<Program>());
            QVERIFY(copies.back()->start(kDemo));
        }
        for (const auto& copy : copies) {
            Client client(*copy);
            client.ask(initialize());
            QVERIFY(!isToolError(client.ask(call(u"list_groups"_s, {}, 1))));
        }
        for (const auto& copy : copies) {
            copy->closeInput();
            QCOMPARE(copy->end().code, 0);
        }
    }

    // This program again, as a server that prints (see main).
    void aStrayPrintIsNoMessage() {
        Program program;
        program.process().setProgram(QCoreApplication::applicationFilePath());
        QVERIFY(program.start({u"--print-astray"_s}));
        program.closeInput();
        const Ended ended = program.end();
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.out, QByteArray("{\"protocol\":true}\n"));
        QCOMPARE(ended.err.trimmed(), QByteArray("stray"));
    }

    void refusesWrongOptions_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("tool") << QStringList{u"--tools"_s, u"list_grups"_s}
                              << QByteArray("list_groups");
        QTest::newRow("excluded tool")
            << QStringList{u"--exclude-tools"_s, u"x,y"_s} << QByteArray("no tool x");
        QTest::newRow("policy") << QStringList{u"--destructive"_s, u"sometimes"_s}
                                << QByteArray("deny, confirm, token, allow");
    }
    void refusesWrongOptions() {
        QFETCH(const QStringList, options);
        QFETCH(const QByteArray, says);
        Program program;
        const Ended ended = program.run(QStringList{u"mcp"_s} + options);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), ended.err.constData());
        QVERIFY(ended.out.isEmpty());
    }

    void takesItsOptions() {
        Program program;
        QVERIFY(program.start({u"mcp"_s, u"--demo"_s, u"--read-only"_s, u"--tools"_s,
                               u"list_groups,get_group,delete_group"_s, u"--exclude-tools"_s,
                               u"get_group"_s}));
        Client client(program);
        client.ask(initialize());
        const QJsonArray tools =
            resultOf(client.ask(request(u"tools/list"_s, {}, 1))).value(u"tools"_s).toArray();
        QCOMPARE(tools.size(), 1);
        QCOMPARE(tools.at(0).toObject().value(u"name"_s).toString(), u"list_groups"_s);
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }
};

namespace {

int printAstray() {
    console::StdioTransport transport;
    std::puts("stray");
    std::fflush(stdout);
    transport.send("{\"protocol\":true}");
    return transport.isFlushed() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().contains(u"--print-astray"_s)) {
        return printAstray();
    }
    TestStdio test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stdio.moc"
