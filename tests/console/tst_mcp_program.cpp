// SPDX-License-Identifier: MIT
// `bulkhead mcp` as clients start it: a child process with two pipes.
#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray line(const QJsonObject& message) {
    return QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray request(const QString& method, const QJsonObject& params, const QJsonValue& id) {
    return line(
        {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}});
}

QByteArray initialize() {
    return request(u"initialize"_s,
                   {{u"protocolVersion"_s, u"2025-11-25"_s},
                    {u"capabilities"_s, QJsonObject()},
                    {u"clientInfo"_s, QJsonObject{{u"name"_s, u"test"_s}, {u"version"_s, u"1"_s}}}},
                   0);
}

QJsonObject parsed(const QByteArray& text) {
    return QJsonDocument::fromJson(text).object();
}

QByteArray slowCall() {
    return request(u"tools/call"_s,
                   {{u"name"_s, u"list_groups"_s}, {u"arguments"_s, QJsonObject()}}, 7);
}

} // namespace

class TestMcpProgram final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersOverAPipe() {
        Program program;
        program.useBareEnvironment();
        program.process().setWorkingDirectory(u"/"_s);
        QVERIFY(program.start({u"mcp"_s, u"--demo"_s}));
        program.write(initialize());
        QCOMPARE(parsed(program.readLine()).value(u"id"_s), QJsonValue(0));
        program.write(
            line({{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, u"notifications/initialized"_s}}));
        program.write(slowCall());
        const QJsonObject called = parsed(program.readLine());
        QCOMPARE(called.value(u"id"_s), QJsonValue(7));
        QVERIFY(called.value(u"result"_s)
                    .toObject()
                    .value(u"structuredContent"_s)
                    .toObject()
                    .value(u"returned"_s)
                    .toInt() > 0);
        program.closeInput();
        const Ended ended = program.end();
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.out.isEmpty());
        QVERIFY2(ended.err.isEmpty(), ended.err.constData());
    }

    // Health checks of hosts start it and close its input at once.
    void endsWhenTheInputEnds_data() {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a line") << QByteArray("{\"jsonrpc\":");
        QTest::newRow("call under way") << initialize() + slowCall();
        QTest::newRow("garbage") << QByteArray("garbage\n").repeated(100);
    }
    void endsWhenTheInputEnds() {
        QFETCH(const QByteArray, input);
        Program program;
        QVERIFY(program.start({u"mcp"_s, u"--demo"_s}));
        program.write(input);
        program.closeInput();
        const Ended ended = program.end();
        QCOMPARE(ended.code, 0);
        // Whatever was written is protocol, one message a line.
        for (const QByteArray& one : ended.out.split('\n')) {
            QVERIFY2(one.isEmpty() || parsed(one).contains(u"jsonrpc"_s), one.constData());
        }
    }

    void endsOnSignals_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void endsOnSignals() {
        QFETCH(const int, number);
        Program program;
        QVERIFY(program.start({u"mcp"_s, u"--demo"_s}));
        program.write(initialize());
        QVERIFY(!program.readLine().isEmpty());
        program.signal(number);
        QCOMPARE(program.end().code, 0);
    }

    void endsWhenNobodyReads() {
        Program program;
        program.process().setProgram(u"/bin/sh"_s);
        // The reader goes after one byte; the input stays open.
        QVERIFY(
            program.start({u"-c"_s, u"{ \"$BULKHEAD_BINARY\" mcp --demo; echo \"code $?\" >&2; }"
                                    u" | head -c 1 >/dev/null"_s}));
        QVERIFY(QTest::qWaitFor(
            [&program] {
                program.write(request(u"ping"_s, {}, 1));
                return program.process().state() == QProcess::NotRunning;
            },
            30'000));
        QCOMPARE(program.end().err.trimmed(), QByteArray("code 0"));
    }

    void saysAConfigurationErrorOnTheFirstCall() {
        Program program;
        QVERIFY(program.start({u"mcp"_s, u"--config"_s, u"/nonexistent/config.yaml"_s}));
        program.write(initialize());
        QVERIFY(parsed(program.readLine()).contains(u"result"_s));
        program.write(slowCall());
        const QJsonObject result = parsed(program.readLine()).value(u"result"_s).toObject();
        QCOMPARE(result.value(u"isError"_s), QJsonValue(true));
        QVERIFY(QJsonDocument(result).toJson().contains("/nonexistent/config.yaml"));
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }

    void keepsALongLineOut() {
        Program program;
        QVERIFY(program.start({u"mcp"_s, u"--demo"_s}));
        program.write(initialize());
        QVERIFY(!program.readLine().isEmpty());
        program.write(QByteArray(qsizetype{17} * 1024 * 1024, 'x') + '\n');
        program.write(request(u"ping"_s, {}, u"still there"_s));
        QVERIFY(parsed(program.readLine()).contains(u"error"_s));
        QCOMPARE(parsed(program.readLine()).value(u"id"_s), QJsonValue(u"still there"_s));
        program.closeInput();
        QCOMPARE(program.end().code, 0);
    }
};

QTEST_GUILESS_MAIN(TestMcpProgram)
#include "tst_mcp_program.moc"
