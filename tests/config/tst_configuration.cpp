// SPDX-License-Identifier: MIT
#include "config/configuration.h"
#include "config/files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::config;

namespace {
const QString kFile = u"/home/me/config.yaml"_s;
} // namespace

class TestConfiguration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void readsEveryKey();
    void fillsInDefaults();
    void warnsAboutUncheckedCertificates();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void neverRepeatsAPassword();
    void normalisesHosts_data();
    void normalisesHosts();
    void saysHowToMakeAMissingFile();
    void findsTheFile();
    void selectsATarget();
    void exampleFileLoads();
};

void TestConfiguration::readsEveryKey() {
    const auto read = parseConfiguration(R"(
targets:
  lab:
    host: nsx.example.com
    username: alice
    port: 8443
    verify_ssl: yes
    environment: production
    ca_file: ~/ca.pem
    fingerprint_sha256: "1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a"
    auth: certificate
    client_cert: ~/client.pem
    client_key: /etc/client.key
    domain: cgw
    project: dev
    kind: local
    timeout_seconds: 60
    read_only: true
  gm: {host: gm.example.com, kind: global, auth: basic}
default_target: gm
protected_flows:
  - {from: 10.0.0.0/8, to: management, service: tcp/443}
)",
                                         kFile);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message()));
    QCOMPARE(read->targets.size(), 2U);
    const Target& lab = read->targets.front();
    QCOMPARE(lab.name, u"lab"_s);
    QCOMPARE(lab.host, u"nsx.example.com"_s);
    QCOMPARE(lab.username, u"alice"_s);
    QCOMPARE(lab.port, quint16{8443});
    QCOMPARE(lab.verifySsl, true);
    QCOMPARE(lab.environment, u"production"_s);
    QCOMPARE(lab.caFile, QDir::homePath() + u"/ca.pem"_s);
    QCOMPARE(lab.fingerprintSha256.left(8), u"1B:2C:3D"_s);
    QCOMPARE(lab.fingerprintSha256.size(), 95);
    QVERIFY(lab.auth == AuthMode::Certificate);
    QCOMPARE(lab.clientCert, QDir::homePath() + u"/client.pem"_s);
    QCOMPARE(lab.clientKey, u"/etc/client.key"_s);
    QCOMPARE(lab.domain, u"cgw"_s);
    QCOMPARE(lab.project, u"dev"_s);
    QVERIFY(lab.kind == ManagerKind::Local);
    QCOMPARE(lab.timeoutSeconds, 60);
    QCOMPARE(lab.readOnly, true);
    QVERIFY(read->targets.back().kind == ManagerKind::Global);
    QVERIFY(read->targets.back().auth == AuthMode::Basic);
    QCOMPARE(read->defaultTarget, u"gm"_s);
    QCOMPARE(read->protectedFlows.size(), 1U);
    QCOMPARE(read->protectedFlows.front().service, u"tcp/443"_s);
    QCOMPARE(read->warnings, QStringList());
}

void TestConfiguration::fillsInDefaults() {
    const auto read = parseConfiguration("targets: {a: {host: 10.0.0.1}}", kFile);
    QVERIFY(read);
    const Target& target = read->targets.front();
    QCOMPARE(target.username, u"admin"_s);
    QCOMPARE(target.port, quint16{443});
    QCOMPARE(target.verifySsl, true);
    QCOMPARE(target.environment, QString());
    QVERIFY(target.auth == AuthMode::Session);
    QCOMPARE(target.domain, u"default"_s);
    QCOMPARE(target.timeoutSeconds, 30);
    QCOMPARE(target.readOnly, false);
    QCOMPARE(read->defaultTarget, QString());
}

void TestConfiguration::warnsAboutUncheckedCertificates() {
    const auto open = parseConfiguration("targets: {a: {host: h, verify_ssl: false}}", kFile);
    QVERIFY(open);
    QCOMPARE(open->targets.front().verifySsl, false);
    QCOMPARE(open->warnings.size(), 1);
    QVERIFY(open->warnings.first().contains(u"fingerprint_sha256"_s));
    const auto unused = parseConfiguration("targets: {a: {host: h, client_key: /k}}", kFile);
    QVERIFY(unused);
    QCOMPARE(unused->warnings.size(), 1);
    QVERIFY(unused->warnings.first().contains(u"client_key"_s));
}

void TestConfiguration::saysWhatIsWrong_data() {
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("place");    // right behind the file's name
    QTest::addColumn<QString>("contains"); // somewhere in the message
    const auto row = [](const char* name, const char* yaml, const QString& place,
                        const QString& contains) {
        QTest::newRow(name) << QByteArray(yaml) << place << contains;
    };
    row("no YAML", "targets:\n  a: {host: h\n", u":"_s, u"not valid YAML"_s);
    row("tab", "targets:\n\ta: 1\n", u":2:"_s, u"not valid YAML"_s);
    row("empty", "", u":1:"_s, u"found nothing"_s);
    row("text", "hello", u":1:"_s, u"found \"hello\""_s);
    row("list", "- a\n- b\n", u":1:"_s, u"a list"_s);
    row("no targets", "default_target: a\n", u":1: targets:"_s, u"--demo"_s);
    row("targets empty", "targets:\n", u":1: targets:"_s, u"found no target"_s);
    row("targets text", "targets: lab\n", u":1: targets:"_s, u"found no target"_s);
    row("unknown top key", "targets: {a: {host: h}}\ndefault_tagret: a\n", u":2: default_tagret:"_s,
        u"Did you mean \"default_target\"?"_s);
    row("unknown key", "targets:\n  a:\n    host: h\n    usrname: x\n", u":4: targets.a.usrname:"_s,
        u"Did you mean \"username\"?"_s);
    row("duplicate key", "targets:\n  a:\n    host: h\n    port: 1\n    port: 2\n",
        u":5: targets.a.port:"_s, u"first in line 4"_s);
    row("duplicate target", "targets:\n  a: {host: h}\n  a: {host: i}\n", u":3: targets.a:"_s,
        u"first in line 2"_s);
    row("target no map", "targets:\n  a: nsx.example.com\n", u":2: targets.a:"_s, u"a mapping"_s);
    row("missing host", "targets:\n  a:\n    port: 443\n", u":3: targets.a.host:"_s,
        u"found nothing"_s);
    row("empty host", "targets:\n  a:\n    host:\n", u":3: targets.a.host:"_s, u"found nothing"_s);
    row("host with scheme", "targets:\n  a:\n    host: https://nsx/\n", u":3: targets.a.host:"_s,
        u"without https://"_s);
    row("host with port", "targets:\n  a:\n    host: nsx:443\n", u":3: targets.a.host:"_s,
        u"found \"nsx:443\""_s);
    row("host with blank", "targets:\n  a:\n    host: n sx\n", u":3: targets.a.host:"_s,
        u"host name"_s);
    row("port word", "targets:\n  a:\n    host: h\n    port: https\n", u":4: targets.a.port:"_s,
        u"found \"https\", allowed is a whole number from 1 to 65535"_s);
    row("port zero", "targets:\n  a:\n    host: h\n    port: 0\n", u":4: targets.a.port:"_s,
        u"from 1 to 65535"_s);
    row("port huge", "targets:\n  a:\n    host: h\n    port: 65536\n", u":4: targets.a.port:"_s,
        u"found \"65536\""_s);
    row("port quoted", "targets:\n  a:\n    host: h\n    port: \"443\"\n", u":4: targets.a.port:"_s,
        u"whole number"_s);
    row("port list", "targets:\n  a:\n    host: h\n    port: [443]\n", u":4: targets.a.port:"_s,
        u"found a list"_s);
    row("flag word", "targets:\n  a:\n    host: h\n    verify_ssl: maybe\n",
        u":4: targets.a.verify_ssl:"_s, u"allowed is true or false"_s);
    row("flag quoted", "targets:\n  a:\n    host: h\n    verify_ssl: \"false\"\n",
        u":4: targets.a.verify_ssl:"_s, u"without quotes"_s);
    row("flag number", "targets:\n  a:\n    host: h\n    read_only: 1\n",
        u":4: targets.a.read_only:"_s, u"found \"1\""_s);
    row("user empty", "targets:\n  a:\n    host: h\n    username: ''\n",
        u":4: targets.a.username:"_s, u"an empty text"_s);
    row("auth", "targets:\n  a:\n    host: h\n    auth: token\n", u":4: targets.a.auth:"_s,
        u"one of session, basic, certificate"_s);
    row("certificate without key",
        "targets:\n  a:\n    host: h\n    auth: certificate\n"
        "    client_cert: /c\n",
        u":3: targets.a.client_key:"_s, u"needs client_cert and client_key"_s);
    row("kind", "targets:\n  a:\n    host: h\n    kind: gm\n", u":4: targets.a.kind:"_s,
        u"one of local, global"_s);
    row("project on global", "targets:\n  a:\n    host: h\n    kind: global\n    project: p\n",
        u":5: targets.a.project:"_s, u"no projects"_s);
    row("domain", "targets:\n  a:\n    host: h\n    domain: a/b\n", u":4: targets.a.domain:"_s,
        u"id of an NSX object"_s);
    row("fingerprint", "targets:\n  a:\n    host: h\n    fingerprint_sha256: AA:BB\n",
        u":4: targets.a.fingerprint_sha256:"_s, u"64 hexadecimal digits"_s);
    row("timeout", "targets:\n  a:\n    host: h\n    timeout_seconds: 0\n",
        u":4: targets.a.timeout_seconds:"_s, u"from 1 to 3600"_s);
    row("unknown default", "targets:\n  lab: {host: h}\ndefault_target: lba\n",
        u":3: default_target:"_s, u"Did you mean \"lab\"?"_s);
    row("default list", "targets:\n  lab: {host: h}\ndefault_target: [lab]\n",
        u":3: default_target:"_s, u"found a list"_s);
    row("same variable", "targets:\n  nsx-a: {host: h}\n  nsx_a: {host: i}\n",
        u":3: targets.nsx_a:"_s,
        u"\"nsx-a\" and \"nsx_a\", which would share the password variable "
        "VMWARE_NSX_SECURITY_NSX_A_PASSWORD"_s);
    row("same variable, case", "targets:\n  Lab: {host: h}\n  lab: {host: i}\n", u":3:"_s,
        u"\"Lab\" and \"lab\""_s);
    row("empty target name", "targets:\n  '': {host: h}\n", u":2: targets.:"_s, u"an empty name"_s);
    row("flows no list", "targets: {a: {host: h}}\nprotected_flows: {from: a}\n",
        u":2: protected_flows:"_s, u"a list of flows"_s);
    row("flow without to", "targets: {a: {host: h}}\nprotected_flows:\n- {from: a, service: b}\n",
        u":3: protected_flows[0].to:"_s, u"found nothing"_s);
    row("flow unknown key",
        "targets: {a: {host: h}}\nprotected_flows:\n- {from: a, to: b, service: c, port: 1}\n",
        u":3: protected_flows[0].port:"_s, u"unknown key"_s);
}

void TestConfiguration::saysWhatIsWrong() {
    QFETCH(QByteArray, yaml);
    QFETCH(QString, place);
    QFETCH(QString, contains);
    const auto read = parseConfiguration(yaml, kFile);
    QVERIFY(!read);
    const Error& error = read.error();
    QVERIFY(error.kind == ErrorKind::Configuration);
    QVERIFY(!error.remedy.isEmpty());
    QVERIFY2(error.problem.startsWith(kFile + place), qPrintable(error.problem));
    QVERIFY2(error.message().contains(contains), qPrintable(error.message()));
    QVERIFY(!error.message().contains(u'\n'));
}

void TestConfiguration::neverRepeatsAPassword() {
    for (const QByteArray& yaml : {QByteArray("targets: {a: {host: h, password: S3cret-Pw}}"),
                                   QByteArray("targets: {a: {host: h, pasword: S3cret-Pw}}"),
                                   QByteArray("targets: {a: {host: 'admin:S3cret-Pw@nsx'}}")}) {
        const auto read = parseConfiguration(yaml, kFile);
        QVERIFY(!read);
        QVERIFY2(!read.error().message().contains(u"S3cret-Pw"_s),
                 qPrintable(read.error().message()));
    }
}

void TestConfiguration::normalisesHosts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("host");
    QTest::newRow("name") << QByteArray("nsx-1.example.com") << u"nsx-1.example.com"_s;
    QTest::newRow("IPv4") << QByteArray("192.0.2.1") << u"192.0.2.1"_s;
    QTest::newRow("IPv6") << QByteArray("'2001:db8::1'") << u"2001:db8::1"_s;
    QTest::newRow("IPv6 in brackets") << QByteArray("'[2001:db8::1]'") << u"2001:db8::1"_s;
}

void TestConfiguration::normalisesHosts() {
    QFETCH(QByteArray, text);
    QFETCH(QString, host);
    const auto read = parseConfiguration("targets: {a: {host: " + text + "}}", kFile);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message()));
    QCOMPARE(read->targets.front().host, host);
}

void TestConfiguration::saysHowToMakeAMissingFile() {
    const QTemporaryDir folder;
    const auto read = loadConfiguration(folder.filePath(u"config.yaml"_s));
    QVERIFY(!read);
    QVERIFY(read.error().kind == ErrorKind::Configuration);
    QVERIFY(read.error().remedy.contains(u"config.example.yaml"_s));
    QVERIFY(read.error().remedy.contains(u"--demo"_s));
    QVERIFY(read.error().problem.contains(folder.path()));
    const auto isFolder = loadConfiguration(folder.path());
    QVERIFY(!isFolder);
    QVERIFY(isFolder.error().kind == ErrorKind::Configuration);
}

void TestConfiguration::findsTheFile() {
    qunsetenv("VMWARE_NSX_SECURITY_CONFIG");
    QCOMPARE(configurationFile(), QDir::homePath() + u"/.vmware-nsx-security/config.yaml"_s);
    qputenv("VMWARE_NSX_SECURITY_CONFIG", "~/other.yaml");
    QCOMPARE(configurationFile(), QDir::homePath() + u"/other.yaml"_s);
    QCOMPARE(configurationFile(u"/x/../y.yaml"_s), u"/y.yaml"_s);
    qunsetenv("VMWARE_NSX_SECURITY_CONFIG");
}

void TestConfiguration::selectsATarget() {
    auto two = parseConfiguration("targets: {lab: {host: h}, prod: {host: i}}", kFile);
    QVERIFY(two);
    QCOMPARE(selectTarget(*two, u"prod"_s)->host, u"i"_s);
    const auto none = selectTarget(*two, {});
    QVERIFY(!none);
    QVERIFY(none.error().kind == ErrorKind::Configuration);
    QVERIFY(none.error().message().contains(u"lab, prod"_s));
    const auto unknown = selectTarget(*two, u"prd"_s);
    QVERIFY(!unknown);
    QVERIFY(unknown.error().remedy.contains(u"\"prod\""_s));
    two->defaultTarget = u"lab"_s;
    QCOMPARE(selectTarget(*two, {})->name, u"lab"_s);
    const auto one = parseConfiguration("targets: {only: {host: h}}", kFile);
    QVERIFY(one);
    QCOMPARE(selectTarget(*one, {})->name, u"only"_s);
}

void TestConfiguration::exampleFileLoads() {
    const QString file = qEnvironmentVariable("BULKHEAD_SOURCE_DIR") + u"/config.example.yaml"_s;
    const auto read = loadConfiguration(file);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message()));
    QCOMPARE(read->warnings, QStringList());
    QVERIFY(selectTarget(*read, {}));
    QCOMPARE(read->protectedFlows.size(), 2U);
    // It shows every key: those that are commented out load, too.
    QByteArray text = *readFile(file, u"the example"_s);
    for (const QByteArray& key :
         {QByteArray("host"), QByteArray("username"), QByteArray("port"), QByteArray("verify_ssl"),
          QByteArray("environment"), QByteArray("ca_file"), QByteArray("fingerprint_sha256"),
          QByteArray("auth"), QByteArray("client_cert"), QByteArray("client_key"),
          QByteArray("domain"), QByteArray("project"), QByteArray("kind"),
          QByteArray("timeout_seconds"), QByteArray("read_only")}) {
        QVERIFY2(text.contains(' ' + key + ": "), key.constData());
        text.replace("    # " + key + ": ", "    " + key + ": ");
    }
    const auto whole = parseConfiguration(text, file);
    QVERIFY2(whole, whole ? "" : qPrintable(whole.error().message()));
}

QTEST_GUILESS_MAIN(TestConfiguration)
#include "tst_configuration.moc"
