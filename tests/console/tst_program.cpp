// SPDX-License-Identifier: MIT
// The real binary: answers, exit codes, streams, signals and displays.
#include "console/lab_manager.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestProgram final : public QObject {
    Q_OBJECT

private:
    LabManager m_lab;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_lab.start()); }
    void init() {
        m_lab.manager->clearFaults();
        m_lab.manager->clearRequests();
    }

    void answersOnTheDemo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("policies") << QStringList{u"policy"_s, u"list"_s};
        QTest::newRow("policy") << QStringList{u"policy"_s, u"get"_s, u"app-webshop"_s};
        QTest::newRow("rules") << QStringList{u"rule"_s, u"list"_s, u"app-webshop"_s};
        QTest::newRow("groups") << QStringList{u"group"_s, u"list"_s};
        QTest::newRow("group") << QStringList{u"group"_s, u"get"_s, u"app-webshop"_s};
        QTest::newRow("tags") << QStringList{u"tag"_s, u"list"_s, u"prod-crm-web-01"_s};
    }
    void answersOnTheDemo() {
        QFETCH(const QStringList, arguments);
        for (const QString& format : {u"table"_s, u"json"_s, u"yaml"_s, u"csv"_s}) {
            const Ended ended =
                Program().run(arguments + QStringList{u"--demo"_s, u"-o"_s, format});
            QVERIFY2(ended.code == 0, ended.err.constData());
            QVERIFY(lines(ended.out) > 1);
            QVERIFY2(lasting(ended.err).isEmpty() || ended.err.contains("shown;"),
                     ended.err.constData());
            QVERIFY(!ended.out.contains('\x1b'));
            if (format == u"json") {
                QVERIFY(QJsonDocument::fromJson(ended.out).isObject());
            }
        }
    }

    void leavesNoSessionBehind() {
        const Ended ended = m_lab.run({u"policy"_s, u"list"_s});
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(m_lab.manager->openSessions(), 0);
    }

    void savesASnapshotThatAnswersAlike() {
        const QString file = m_lab.path(u"estate.json"_s);
        const Ended saved = m_lab.run({u"snapshot"_s, u"save"_s, file});
        QVERIFY2(saved.code == 0, saved.err.constData());
        QVERIFY(saved.out.startsWith("Saved "));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        const QStringList command{u"rule"_s, u"list"_s, u"app-webshop"_s, u"-o"_s, u"json"_s};
        const Ended live = m_lab.run(command);
        const Ended offline = Program().run(command + QStringList{u"--snapshot"_s, file});
        QCOMPARE(offline.code, 0);
        QCOMPARE(QJsonDocument::fromJson(offline.out), QJsonDocument::fromJson(live.out));
    }

    void endsWithTheRightCode_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("contains");
        const QStringList demo{u"--demo"_s};
        QTest::newRow("unknown policy")
            << QStringList{u"policy"_s, u"get"_s, u"nope"_s} + demo << 4 << QByteArray("nope");
        QTest::newRow("bad limit")
            << QStringList{u"policy"_s, u"list"_s, u"--limit"_s, u"0"_s} + demo << 2
            << QByteArray("from 1 to 1000");
        QTest::newRow("mistyped") << QStringList{u"polcy"_s, u"list"_s} << 2
                                  << QByteArray("Did you mean policy?");
        QTest::newRow("no configuration")
            << QStringList{u"policy"_s, u"list"_s, u"-c"_s, u"/nonexistent/c.yaml"_s} << 1
            << QByteArray("/nonexistent/c.yaml");
        QTest::newRow("target beside demo")
            << QStringList{u"policy"_s, u"list"_s, u"-t"_s, u"x"_s} + demo << 2
            << QByteArray("Leave the target out");
        QTest::newRow("no snapshot file")
            << QStringList{u"policy"_s, u"list"_s, u"--snapshot"_s, u"/nonexistent.json"_s} << 4
            << QByteArray("/nonexistent.json");
        QTest::newRow("folder that is not there")
            << QStringList{u"snapshot"_s, u"save"_s, u"/nonexistent/x.json"_s} + demo << 2
            << QByteArray("/nonexistent/x.json");
        QTest::newRow("simulate without its variable")
            << QStringList{u"simulate"_s, u"--password-env"_s, u"NOT_SET_ANYWHERE"_s} << 2
            << QByteArray("NOT_SET_ANYWHERE");
    }
    void endsWithTheRightCode() {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, contains);
        const Ended ended = Program().run(arguments);
        QTEST(ended.code, "code");
        QVERIFY(ended.out.isEmpty());
        QVERIFY2(lines(lasting(ended.err)) == 1, ended.err.constData());
        QVERIFY2(ended.err.contains(contains), ended.err.constData());
    }

    void showsProgressWhenItTakesLong() {
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::Delay;
        fault.pathContains = "/security-policies";
        fault.delayMs = 1500;
        m_lab.manager->addFault(fault);
        const Ended ended = m_lab.run({u"policy"_s, u"list"_s, u"-o"_s, u"json"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.err.contains("Reading policies"), ended.err.constData());
        QVERIFY(QJsonDocument::fromJson(ended.out).isObject());
    }

    void stopsWhenInterrupted_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void stopsWhenInterrupted() {
        QFETCH(const int, number);
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::Delay;
        fault.pathContains = "/security-policies";
        fault.delayMs = 60'000;
        fault.count = -1;
        m_lab.manager->addFault(fault);
        Program program;
        program.set(kLabVariable, kLabPassword);
        QVERIFY(program.start({u"policy"_s, u"list"_s, u"--config"_s, m_lab.goodConfig()}));
        QTRY_COMPARE_WITH_TIMEOUT(m_lab.manager->openSessions(), 1, 20'000);
        program.signal(number);
        const Ended ended = program.end();
        m_lab.manager->clearFaults();
        QCOMPARE(ended.code, 130);
        QVERIFY(ended.out.isEmpty());
        QTRY_COMPARE(m_lab.manager->openSessions(), 0);
    }

    void doesNotMindAClosedReader() {
        Program program;
        program.process().setStandardOutputFile(QProcess::nullDevice());
        QVERIFY(program.start({u"policy"_s, u"list"_s, u"--demo"_s}));
        program.process().closeReadChannel(QProcess::StandardOutput);
        QCOMPARE(program.end().code, 0);
        Program shell;
        shell.process().setProgram(u"/bin/sh"_s);
        QVERIFY(shell.start({u"-c"_s, u"\"$BULKHEAD_BINARY\" group list --demo -o json "
                                      u"--limit 1000 | head -c 1 >/dev/null"_s}));
        const Ended ended = shell.end();
        QCOMPARE(ended.code, 0);
        QVERIFY2(lasting(ended.err).isEmpty(), ended.err.constData());
    }

    void saysWhenTheOutputCannotBeWritten() {
        if (!QFile::exists(u"/dev/full"_s)) {
            QSKIP("/dev/full is not there");
        }
        Program program;
        program.process().setStandardOutputFile(u"/dev/full"_s);
        QVERIFY(program.start({u"policy"_s, u"list"_s, u"--demo"_s}));
        const Ended ended = program.end();
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains("could not be written"), ended.err.constData());
    }

    void simulatesForOtherPrograms() {
        Program program;
        program.set(u"SIM_PW"_s, kLabPassword);
        QVERIFY(program.start({u"simulate"_s, u"--port"_s, u"0"_s, u"--user"_s, u"root"_s,
                               u"--password-env"_s, u"SIM_PW"_s}));
        const QByteArray address = program.readLine();
        const QByteArray fingerprint = program.readLine();
        const QByteArray user = program.readLine();
        static const QRegularExpression url(u"https://127\\.0\\.0\\.1:(\\d+)"_s);
        const auto match = url.match(QString::fromUtf8(address));
        QVERIFY2(match.hasMatch(), address.constData());
        QVERIFY2(user.contains("root"), user.constData());
        const QString file = m_lab.write(
            u"sim.yaml"_s, "targets:\n  lab:\n    host: 127.0.0.1\n    username: root\n"
                           "    port: " +
                               match.captured(1).toUtf8() + "\n    fingerprint_sha256: '" +
                               fingerprint.trimmed().split(' ').constLast() + "'\n");
        Program client;
        client.set(kLabVariable, kLabPassword);
        const Ended listed =
            client.run({u"group"_s, u"list"_s, u"-o"_s, u"json"_s, u"--config"_s, file});
        QVERIFY2(listed.code == 0, listed.err.constData());
        program.signal(SIGTERM);
        const Ended ended = program.end();
        QCOMPARE(ended.code, 0);
        QVERIFY(!(address + fingerprint + user + ended.out + ended.err)
                     .contains(kLabPassword.toUtf8()));
    }

    void opensNoWindowWithoutADisplay_data() {
        QTest::addColumn<QString>("platform");
        QTest::addColumn<QString>("display");
        QTest::newRow("none") << QString() << QString();
        QTest::newRow("xcb without display") << u"xcb"_s << QString();
        QTest::newRow("dead display") << u"xcb"_s << u":4711"_s;
        QTest::newRow("unknown platform") << u"nonsense"_s << QString();
    }
    void opensNoWindowWithoutADisplay() {
        QFETCH(const QString, platform);
        QFETCH(const QString, display);
#ifndef Q_OS_LINUX
        QSKIP("Only Linux has programs without a display");
#endif
        for (const QStringList& arguments :
             {QStringList{}, QStringList{u"desktop"_s, u"--demo"_s}}) {
            Program program;
            program.unset(u"WAYLAND_DISPLAY"_s);
            program.unset(u"DISPLAY"_s);
            program.unset(u"QT_QPA_PLATFORM"_s);
            if (!platform.isEmpty()) {
                program.set(u"QT_QPA_PLATFORM"_s, platform);
            }
            if (!display.isEmpty()) {
                program.set(u"DISPLAY"_s, display);
            }
            const Ended ended = program.run(arguments);
            QVERIFY2(ended.code == 1, ended.err.constData());
            QVERIFY2(lines(lasting(ended.err)) == 1, ended.err.constData());
            QVERIFY2(ended.err.contains("--demo") || ended.err.contains("desktop"),
                     ended.err.constData());
        }
    }

    void speaksUtf8WithoutALocale() {
        Program program;
        program.useBareEnvironment();
        const Ended ended = program.run({u"policy"_s, u"get"_s, u"app-coldchain"_s, u"--demo"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY2(lasting(ended.err).isEmpty(), ended.err.constData());
        QVERIFY(ended.out.contains("Kühlketten"));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
