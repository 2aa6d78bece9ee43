// SPDX-License-Identifier: MIT
// The real program from its start to its end: what it touches, how it is cancelled, how it leaves.
#include "console/stdio_transport.h"
#include "stdio_client.h"

#include <QCoreApplication>
#include <QLocalServer>
#include <QTest>

#include <cstdio>

using namespace bulkhead;
using namespace bulkhead::tests;

class TestStdioLife final : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
    TestStdioLife test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stdio_life.moc"
