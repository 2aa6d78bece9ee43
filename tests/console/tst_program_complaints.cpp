// SPDX-License-Identifier: MIT
// The real binary: everything that may be wrong around it ends with one line that helps.
#include "console/lab_manager.h"

#include <QDir>
#include <QTcpServer>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestProgramComplaints final : public QObject {
    Q_OBJECT

private:
    LabManager m_lab;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_lab.start()); }
    void init() {
        m_lab.manager->clearFaults();
        m_lab.manager->clearRequests();
    }

    void complainsAboutItsFiles_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("contains");
        QTest::newRow("no YAML") << QByteArray("targets: [") << QByteArray("config.yaml");
        QTest::newRow("unknown key")
            << QByteArray("targets:\n  lab: {hots: a}\n") << QByteArray("hots");
        QTest::newRow("no host") << QByteArray("targets:\n  lab: {port: 1}\n")
                                 << QByteArray("host");
        QTest::newRow("wrong type")
            << QByteArray("targets:\n  lab: {host: a, port: many}\n") << QByteArray("port");
        QTest::newRow("empty") << QByteArray() << QByteArray("targets");
    }
    void complainsAboutItsFiles() {
        QFETCH(const QByteArray, yaml);
        QFETCH(const QByteArray, contains);
        const QString file = m_lab.write(u"config.yaml"_s, yaml);
        const Ended ended = Program().run({u"policy"_s, u"list"_s, u"--config"_s, file});
        QCOMPARE(ended.code, 1);
        QVERIFY2(lines(lasting(ended.err)) == 1, ended.err.constData());
        QVERIFY2(ended.err.contains(contains), ended.err.constData());
    }

    void namesTheKnownTargets() {
        const Ended ended = m_lab.run({u"policy"_s, u"list"_s, u"-t"_s, u"lba"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains("lab"), ended.err.constData());
    }

    void namesTheMissingPassword() {
        Program program;
        const Ended ended =
            program.run({u"policy"_s, u"list"_s, u"--config"_s, m_lab.goodConfig()});
        QCOMPARE(ended.code, 6);
        QVERIFY2(ended.err.contains(kLabVariable.toUtf8()), ended.err.constData());
    }

    void cannotReadItsEnvFile() {
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath(u".vmware-nsx-security/.env"_s)); // a folder, no file
        Program program;
        program.set(u"HOME"_s, home.path());
        const Ended ended =
            program.run({u"policy"_s, u"list"_s, u"--config"_s, m_lab.goodConfig()});
        QVERIFY(ended.code == 1 || ended.code == 6);
        QVERIFY2(lines(lasting(ended.err)) == 1, ended.err.constData());
        QVERIFY2(ended.err.contains(".env"), ended.err.constData());
    }

    void complainsAboutTheManager_data() {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("code");
        QTest::newRow("untrusted certificate") << QByteArray() << kLabPassword << 7;
        QTest::newRow("another fingerprint")
            << QByteArray("    fingerprint_sha256: '" + QByteArray("AB:").repeated(31) + "AB'\n")
            << kLabPassword << 7;
        QTest::newRow("wrong password") << QByteArray("PINNED") << u"wrong-password-x"_s << 6;
    }
    void complainsAboutTheManager() {
        QFETCH(const QByteArray, more);
        QFETCH(const QString, password);
        QFETCH(const int, code);
        Program program;
        program.set(kLabVariable, password);
        const QString file =
            more == "PINNED" ? m_lab.goodConfig() : m_lab.config(more, m_lab.manager->port());
        const Ended ended = program.run({u"policy"_s, u"list"_s, u"--config"_s, file});
        QVERIFY2(ended.code == code, ended.err.constData());
        QVERIFY(ended.out.isEmpty());
        QVERIFY2(lines(lasting(ended.err)) == 1, ended.err.constData());
        QVERIFY(!ended.err.contains(password.toUtf8()));
    }

    void survivesWhatTheManagerAnswers_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        using Kind = simulator::Fault::Kind;
        QTest::newRow("HTML") << static_cast<int>(Kind::HtmlBody) << 7;
        QTest::newRow("half a JSON") << static_cast<int>(Kind::TruncateBody) << 7;
        QTest::newRow("wrong JSON") << static_cast<int>(Kind::WrongJson) << 7;
        QTest::newRow("dropped") << static_cast<int>(Kind::DropConnection) << 7;
    }
    void survivesWhatTheManagerAnswers() {
        QFETCH(const int, kind);
        QFETCH(const int, code);
        simulator::Fault fault;
        fault.kind = static_cast<simulator::Fault::Kind>(kind);
        fault.pathContains = "/security-policies";
        fault.count = -1;
        m_lab.manager->addFault(fault);
        const Ended ended = m_lab.run({u"policy"_s, u"list"_s});
        QVERIFY2(ended.code == code, ended.err.constData());
        QVERIFY(ended.out.isEmpty());
        QVERIFY(ended.err.trimmed().split('\n').constLast().startsWith("bulkhead: "));
        QVERIFY(!ended.err.contains(kLabPassword.toUtf8()));
    }

    void findsNobodyAtADeadPort() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        Program program;
        program.set(kLabVariable, kLabPassword);
        const Ended ended =
            program.run({u"policy"_s, u"list"_s, u"--config"_s, m_lab.config({}, port)});
        QCOMPARE(ended.code, 7);
        QVERIFY2(ended.err.contains(QByteArray::number(port)), ended.err.constData());
    }

    void opensNoHalfSnapshot_data() {
        QTest::addColumn<int>("percent");
        for (const int percent : {1, 10, 50, 90, 99}) {
            QTest::addRow("%d percent", percent) << percent;
        }
    }
    void opensNoHalfSnapshot() {
        QFETCH(const int, percent);
        const QString whole = m_lab.path(u"whole.json"_s);
        if (!QFile::exists(whole)) {
            QCOMPARE(Program().run({u"snapshot"_s, u"save"_s, whole, u"--demo"_s}).code, 0);
        }
        QFile file(whole);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const QString cut = m_lab.write(u"cut.json"_s, bytes.left(bytes.size() * percent / 100));
        const Ended ended = Program().run({u"policy"_s, u"list"_s, u"--snapshot"_s, cut});
        QCOMPARE(ended.code, 2);
        QVERIFY(ended.out.isEmpty());
        QVERIFY2(lines(lasting(ended.err)) == 1, ended.err.constData());
        QVERIFY2(ended.err.contains("cut.json"), ended.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestProgramComplaints)
#include "tst_program_complaints.moc"
