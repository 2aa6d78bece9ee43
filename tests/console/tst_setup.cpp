// SPDX-License-Identifier: MIT
// init, doctor and secret as a person and as a script use them.
#include "config/configuration.h"
#include "program_bench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kOthers = "# my managers\ndefault_target: old\ntargets:\n  old: # keep me\n"
                           "    host: old.example.com\n    read_only: true\n"
                           "protected_flows:\n  - {from: a, to: b, service: tcp/22}\n";

} // namespace

class TestSetup final : public QObject {
    Q_OBJECT

    ProgramBench m_bench;

    [[nodiscard]] QStringList initOptions(const QStringList& more = {}) const {
        return QStringList{u"init"_s,
                           u"--name"_s,
                           u"lab"_s,
                           u"--host"_s,
                           u"127.0.0.1"_s,
                           u"--port"_s,
                           QString::number(m_bench.manager->port()),
                           u"--username"_s,
                           u"admin"_s,
                           u"--environment"_s,
                           u"lab"_s} +
               more;
    }
    [[nodiscard]] QStringList pinned(const QStringList& more = {}) const {
        return initOptions(QStringList{u"--fingerprint"_s, m_bench.manager->certificateSha256()} +
                           more);
    }
    [[nodiscard]] config::Configuration configuration() const {
        const auto parsed =
            config::parseConfiguration(m_bench.read(u"config.yaml"_s), u"config.yaml"_s);
        return parsed ? *parsed : config::Configuration();
    }
    /// Answers the questions of init up to the certificate.
    void answerTarget(PtyProgram& program) const {
        QVERIFY2(program.answer("Name of the target [nsx-prod]:", "lab"),
                 program.output().constData());
        QVERIFY(program.answer("address of the manager:", "127.0.0.1"));
        QVERIFY(program.answer("User name [admin]:", ""));
        QVERIFY(program.answer("Port [443]:", QByteArray::number(m_bench.manager->port())));
        QVERIFY(program.answer("may be empty):", "lab"));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bench.start()); }
    void init() { m_bench.clear(); }

    void scriptAddsATarget() {
        QVERIFY(m_bench.write(u"config.yaml"_s, kOthers));
        const Ended ended = m_bench.run(
            pinned({u"--password-env"_s, u"GIVEN"_s, u"--password-store"_s, u"env-file"_s}), false);
        QVERIFY2(ended.code == 0, ended.err.constData());
        QVERIFY2(ended.out.contains("Logged in to"), ended.out.constData());
        QVERIFY(!(ended.out + ended.err).contains(kPlanted.toUtf8()));
        const QByteArray yaml = m_bench.read(u"config.yaml"_s);
        QVERIFY(!yaml.contains(kPlanted.toUtf8()));
        QVERIFY2(yaml.contains("  old: # keep me\n    host: old.example.com\n"
                               "    read_only: true\n"),
                 yaml.constData());
        QVERIFY(yaml.startsWith("# my managers\n"));
        QCOMPARE(configuration().targets.size(), 2U);
        QCOMPARE(configuration().defaultTarget, u"old"_s);
        QCOMPARE(configuration().protectedFlows.size(), 1U);
        // The password is there for the next command, and only for its owner.
        const Ended listed = m_bench.run({u"policy"_s, u"list"_s, u"-t"_s, u"lab"_s}, false);
        QVERIFY2(listed.code == 0, listed.err.constData());
        const auto permissions = QFile::permissions(m_bench.path(u".env"_s));
        QVERIFY(!permissions.testAnyFlags(QFile::ReadGroup | QFile::ReadOther));
    }

    void scriptIsRefused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("contains");
        const QStringList base{u"init"_s, u"--skip-test"_s};
        QTest::newRow("no host") << base << 2 << QByteArray("--host");
        QTest::newRow("bad host") << base + QStringList{u"--host"_s, u"https://x"_s} << 2
                                  << QByteArray("host");
        QTest::newRow("bad port") << base + QStringList{u"--host"_s, u"x"_s, u"--port"_s, u"0"_s}
                                  << 2 << QByteArray("1 to 65535");
        QTest::newRow("bad name") << base + QStringList{u"--host"_s, u"x"_s, u"--name"_s, u"a b"_s}
                                  << 2 << QByteArray("name");
        QTest::newRow("bad fingerprint")
            << base + QStringList{u"--host"_s, u"x"_s, u"--fingerprint"_s, u"AB:CD"_s} << 2
            << QByteArray("SHA-256");
        QTest::newRow("no CA file")
            << base + QStringList{u"--host"_s, u"x"_s, u"--ca-file"_s, u"/nonexistent.pem"_s} << 4
            << QByteArray("/nonexistent.pem");
        QTest::newRow("variable not set")
            << base + QStringList{u"--host"_s, u"x"_s, u"--password-env"_s, u"NOT_SET_AT_ALL"_s}
            << 2 << QByteArray("NOT_SET_AT_ALL");
        QTest::newRow("no such store")
            << base + QStringList{u"--host"_s, u"x"_s, u"--password-store"_s, u"paper"_s} << 2
            << QByteArray("env-file");
    }
    void scriptIsRefused() {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, contains);
        const Ended ended = m_bench.run(arguments, false);
        QVERIFY2(ended.err.contains(contains), ended.err.constData());
        QTEST(ended.code, "code");
        QVERIFY(!QFile::exists(m_bench.path(u"config.yaml"_s)));
    }

    void trustsNobodyUnasked() {
        m_bench.manager->clearRequests();
        const Ended unknown = m_bench.run(initOptions(), false);
        QCOMPARE(unknown.code, 7);
        QVERIFY2(unknown.err.contains(m_bench.manager->certificateSha256().toUtf8()),
                 unknown.err.constData());
        QVERIFY(!unknown.err.contains("verify_ssl"));
        const Ended other =
            m_bench.run(initOptions({u"--fingerprint"_s, u"AB"_s + u":AB"_s.repeated(31)}), false);
        QCOMPARE(other.code, 7);
        QVERIFY(!QFile::exists(m_bench.path(u"config.yaml"_s)));
        // Not one byte of HTTP went to it.
        QCOMPARE(m_bench.manager->requests().size(), 0U);
    }

    void keepsATargetUnlessForced() {
        QVERIFY(m_bench.configure("lab", "    read_only: true\n"));
        const QByteArray before = m_bench.read(u"config.yaml"_s);
        const Ended refused = m_bench.run(pinned({u"--skip-test"_s}), false);
        QCOMPARE(refused.code, 3);
        QCOMPARE(m_bench.read(u"config.yaml"_s), before);
        const Ended forced = m_bench.run({u"init"_s, u"--force"_s, u"--skip-test"_s, u"--name"_s,
                                          u"lab"_s, u"--host"_s, u"new.example.com"_s},
                                         false);
        QVERIFY2(forced.code == 0, forced.err.constData());
        QCOMPARE(configuration().targets.front().host, u"new.example.com"_s);
        QVERIFY(configuration().targets.front().readOnly);
        QCOMPARE(configuration().targets.front().environment, u"lab"_s);
    }

    void leavesABrokenFileAlone() {
        QVERIFY(m_bench.write(u"config.yaml"_s, "targets:\n  a: {hots: b}\n"));
        const Ended ended = m_bench.run(pinned({u"--skip-test"_s}), false);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains("hots"), ended.err.constData());
        QCOMPARE(m_bench.read(u"config.yaml"_s), QByteArray("targets:\n  a: {hots: b}\n"));
    }

    void saysThatThereIsNoStore() {
        const Ended ended = m_bench.run(pinned({u"--password-env"_s, u"GIVEN"_s}), false);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains("D-Bus") && ended.err.contains("--password-store"),
                 ended.err.constData());
        QVERIFY(!QFile::exists(m_bench.path(u"config.yaml"_s)));
        QVERIFY(!(ended.out + ended.err).contains(kPlanted.toUtf8()));
    }

    void personAddsATarget() {
        PtyProgram program;
        m_bench.prepare(program, false);
        QVERIFY(program.start({u"init"_s}));
        QVERIFY2(program.answer("Name of the target [nsx-prod]:", "a b"),
                 program.output().constData());
        QVERIFY(program.waitFor("Give the target a name"));
        QVERIFY(program.answer("Name of the target [nsx-prod]:", "lab"));
        QVERIFY(program.answer("address of the manager:", "https://127.0.0.1"));
        QVERIFY(program.answer("address of the manager:", "127.0.0.1"));
        QVERIFY(program.answer("User name [admin]:", ""));
        QVERIFY(program.answer("Port [443]:", "many"));
        QVERIFY(program.answer("Port [443]:", QByteArray::number(m_bench.manager->port())));
        QVERIFY(program.answer("may be empty):", "lab"));
        QVERIFY2(program.waitFor(m_bench.manager->certificateSha256().toUtf8()),
                 program.output().constData());
        QVERIFY(program.answer("exactly this certificate? [y/N]", "y"));
        QVERIFY(program.waitFor("Password of admin"));
        QTRY_VERIFY(!program.echoes());
        QVERIFY(program.type(kPlanted.toUtf8() + '\n'));
        QVERIFY(program.waitFor("D-Bus"));
        QVERIFY(program.answer("has it [y/N]", "y"));
        const int code = program.end();
        QVERIFY2(code == 0, program.output().constData());
        QVERIFY(program.output().contains("Logged in to"));
        QVERIFY(!program.output().contains(kPlanted.toUtf8()));
        QCOMPARE(configuration().targets.front().fingerprintSha256,
                 m_bench.manager->certificateSha256());
        QVERIFY(m_bench.read(u".env"_s).contains("b64:"));
    }

    void personUsesAnAuthority() {
        QVERIFY(m_bench.write(u"ca.pem"_s, m_bench.manager->certificatePem()));
        PtyProgram program;
        m_bench.prepare(program, false);
        QVERIFY(program.start({u"init"_s}));
        answerTarget(program);
        QVERIFY(program.answer("exactly this certificate? [y/N]", "n"));
        QVERIFY(program.answer("decide later):", "/nonexistent.pem"));
        QVERIFY(program.waitFor("/nonexistent.pem"));
        QVERIFY(program.answer("decide later):", "~/.vmware-nsx-security/ca.pem"));
        QVERIFY2(program.answer("give it later):", ""), program.output().constData());
        const int code = program.end();
        QVERIFY2(code == 0, program.output().constData());
        QCOMPARE(configuration().targets.front().caFile, m_bench.path(u"ca.pem"_s));
        QVERIFY(program.output().contains("VMWARE_NSX_SECURITY_LAB_PASSWORD"));
    }

    void personStopsInTheMiddle_data() {
        QTest::addColumn<QByteArray>("question");
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<int>("code");
        QTest::newRow("end at the name")
            << QByteArray("Name of the target") << QByteArray("\x04") << 8;
        QTest::newRow("Ctrl-C at the name")
            << QByteArray("Name of the target") << QByteArray("\x03") << 130;
        QTest::newRow("three bad names")
            << QByteArray("Name of the target") << QByteArray("/\n/\n/\n") << 2;
    }
    void personStopsInTheMiddle() {
        QFETCH(const QByteArray, question);
        QFETCH(const QByteArray, keys);
        PtyProgram program;
        m_bench.prepare(program, false);
        QVERIFY(program.start({u"init"_s}));
        QVERIFY(program.waitFor(question));
        QVERIFY(program.type(keys));
        QTEST(program.end(), "code");
        QVERIFY(!QFile::exists(m_bench.path(u"config.yaml"_s)));
    }

    void stopsAtThePassword_data() {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<int>("code");
        QTest::newRow("end") << QByteArray("\x04") << 8;
        QTest::newRow("Ctrl-C") << QByteArray("\x03") << 130;
        QTest::newRow("Ctrl-C after a few letters") << QByteArray("abc\x03") << 130;
    }
    void stopsAtThePassword() {
        QFETCH(const QByteArray, keys);
        QVERIFY(m_bench.configure("lab"));
        PtyProgram program;
        m_bench.prepare(program, false);
        QVERIFY(program.start({u"secret"_s, u"set"_s, u"lab"_s}));
        QVERIFY2(program.waitFor("Password of admin on lab:"), program.output().constData());
        QTRY_VERIFY(!program.echoes());
        QVERIFY(program.type(keys));
        QTEST(program.end(), "code");
        QVERIFY(program.echoes());
    }

    void storesNoSecretWithoutAStore() {
        QVERIFY(m_bench.configure("lab"));
        const Ended ended =
            m_bench.run({u"secret"_s, u"set"_s, u"lab"_s, u"--password-env"_s, u"GIVEN"_s}, false);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains("D-Bus"), ended.err.constData());
        QVERIFY(!(ended.out + ended.err).contains(kPlanted.toUtf8()));
        QCOMPARE(m_bench.run({u"secret"_s, u"set"_s, u"nope"_s}, false).code, 1);
        QCOMPARE(m_bench.run({u"secret"_s, u"set"_s, u"lab"_s}, false).code, 2);
        QCOMPARE(m_bench.run({u"secret"_s, u"delete"_s, u"lab"_s}, false).code, 1);
    }

    void doctorFindsNothing() {
        QVERIFY(m_bench.configure("lab"));
        const Ended ended = m_bench.run({u"doctor"_s, u"-o"_s, u"json"_s});
        QVERIFY2(ended.code == 0, ended.out.constData());
        const QJsonObject result = QJsonDocument::fromJson(ended.out).object();
        QCOMPARE(result.value(u"target"_s).toString(), u"lab"_s);
        QCOMPARE(result.value(u"failed"_s).toInt(-1), 0);
        QStringList passed;
        for (const QJsonValue check : result.value(u"checks"_s).toArray()) {
            if (check[u"status"].toString() == u"PASS") {
                passed << check[u"name"].toString();
            }
        }
        for (const QString& name :
             {u"Configuration"_s, u"Password"_s, u"Name lookup"_s, u"Connection"_s,
              u"Certificate"_s, u"Login"_s, u"Version"_s, u"Role"_s, u"API limits"_s, u"Clock"_s,
              u"Firewall"_s, u"Audit trail"_s, u"Guard rules"_s}) {
            QVERIFY2(passed.contains(name), ended.out.constData());
        }
        QCOMPARE(m_bench.manager->openSessions(), 0);
        QVERIFY(!(ended.out + ended.err).contains(kPlanted.toUtf8()));
    }

    void doctorGoesOnAfterAFailure_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("failing");
        QTest::addColumn<QByteArray>("passing");
        const QByteArray host = "targets:\n  lab:\n    host: 127.0.0.1\n    timeout_seconds: 5\n";
        const QByteArray port = "    port: " + QByteArray::number(m_bench.manager->port()) + "\n";
        QTest::newRow("no configuration")
            << QByteArray() << QByteArray("Configuration") << QByteArray("Guard rules");
        QTest::newRow("nobody there") << host + "    port: 1\n"
                                      << QByteArray("Connection") << QByteArray("Password");
        QTest::newRow("unknown name")
            << QByteArray("targets:\n  lab:\n    host: no-such-host.invalid\n")
            << QByteArray("Name lookup") << QByteArray("Password");
        QTest::newRow("untrusted")
            << host + port << QByteArray("Certificate") << QByteArray("Connection");
    }
    void doctorGoesOnAfterAFailure() {
        QFETCH(const QByteArray, yaml);
        QFETCH(const QByteArray, failing);
        QFETCH(const QByteArray, passing);
        if (!yaml.isEmpty()) {
            QVERIFY(m_bench.write(u"config.yaml"_s, yaml));
        }
        const Ended ended = m_bench.run({u"doctor"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.out.contains("FAIL  " + failing), ended.out.constData());
        QVERIFY2(ended.out.contains("PASS  " + passing), ended.out.constData());
        QVERIFY2(ended.out.contains("SKIP  Login"), ended.out.constData());
        QVERIFY(ended.out.contains("→"));
    }

    void doctorSeesEachFault() {
        QVERIFY(m_bench.configure("lab"));
        QVERIFY(m_bench.write(u".env"_s, "VMWARE_NSX_SECURITY_LAB_PASSWORD=wrong-word\n"));
        QVERIFY(QFile::setPermissions(m_bench.path(u".env"_s),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QVERIFY(QDir(m_bench.home()).mkpath(u".vmware"_s));
        QFile rules(m_bench.home() + u"/.vmware/rules.yaml"_s);
        QVERIFY(rules.open(QIODevice::WriteOnly) && rules.write("deny: [") > 0);
        rules.close();
        const Ended ended = m_bench.run({u"doctor"_s}, false);
        QCOMPARE(ended.code, 1);
        for (const QByteArray& line : {QByteArray("FAIL  .env file"), QByteArray("WARN  Password"),
                                       QByteArray("FAIL  Login"), QByteArray("FAIL  Guard rules"),
                                       QByteArray("PASS  Audit trail")}) {
            QVERIFY2(ended.out.contains(line), ended.out.constData());
        }
        QVERIFY(!ended.out.contains("wrong-word"));
        const Ended skipped = m_bench.run({u"doctor"_s, u"--skip-auth"_s});
        QVERIFY2(skipped.out.contains("SKIP  Login"), skipped.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestSetup)
#include "tst_setup.moc"
