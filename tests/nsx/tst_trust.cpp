// SPDX-License-Identifier: MIT
#include "nsx/await.h"
#include "nsx/connection.h"
#include "nsx/trust.h"
#include "nsx/wire_server.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;

class TestTrust : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    void decides_data();
    void decides();
    void tellsWhatWasShown();
    void ipv6AddressesWork();
    void badCaFileIsAConfigurationError();
    void verifySslFalseIsObeyedWithAWarning();

private:
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path
                                                                                    : QString();
    }
    [[nodiscard]] static config::Target target(quint16 port) {
        config::Target target;
        target.name = u"lab"_s;
        target.host = u"127.0.0.1"_s;
        target.port = port;
        return target;
    }

    QTemporaryDir m_folder;
    TestCertificate m_authority = TestCertificate::make({"Test CA", "", -1, 30, true});
    TestCertificate m_other = TestCertificate::make({"Other CA", "", -1, 30, true});
};

void TestTrust::decides_data() {
    QTest::addColumn<QString>("identity"); // what the server shows
    QTest::addColumn<QString>("trust");    // what the target says
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("self-signed, system store") << u"self"_s << u""_s << false;
    QTest::newRow("self-signed, right pin") << u"self"_s << u"pin"_s << true;
    QTest::newRow("self-signed, wrong pin") << u"self"_s << u"wrong pin"_s << false;
    QTest::newRow("expired, right pin") << u"expired"_s << u"pin"_s << true;
    QTest::newRow("signed, system store") << u"signed"_s << u""_s << false;
    QTest::newRow("signed, its CA") << u"signed"_s << u"ca"_s << true;
    QTest::newRow("signed, other CA") << u"signed"_s << u"other ca"_s << false;
    QTest::newRow("signed, its CA, wrong pin") << u"signed"_s << u"ca, wrong pin"_s << false;
    QTest::newRow("signed, other CA, right pin") << u"signed"_s << u"other ca, pin"_s << true;
    QTest::newRow("other host's name, its CA") << u"other name"_s << u"ca"_s << false;
    QTest::newRow("expired, its CA") << u"expired"_s << u"ca"_s << false;
    QTest::newRow("unchecked") << u"self"_s << u"unchecked"_s << true;
    QTest::newRow("unchecked, wrong pin") << u"self"_s << u"unchecked, wrong pin"_s << false;
}

void TestTrust::decides() {
    QFETCH(QString, identity);
    QFETCH(QString, trust);
    QFETCH(bool, isAccepted);
    CertificatePlan plan;
    if (identity == u"other name") {
        plan.names = "DNS:other.example.com";
    } else if (identity == u"expired") {
        plan.validFromDay = -20;
        plan.validToDay = -10;
    }
    const TestCertificate shown =
        TestCertificate::make(plan, identity == u"self" ? nullptr : &m_authority);
    WireServer server(shown);
    config::Target wanted = target(server.port());
    if (trust.contains(u"wrong pin")) {
        wanted.fingerprintSha256 = fingerprintOf(m_other.certificate());
    } else if (trust.contains(u"pin")) {
        wanted.fingerprintSha256 = fingerprintOf(shown.certificate());
    }
    if (trust.contains(u"ca")) {
        const bool isOther = trust.contains(u"other");
        wanted.caFile = write(u"ca.pem"_s, (isOther ? m_other : m_authority).pem());
    }
    if (trust.contains(u"unchecked")) {
        wanted.verifySsl = false;
        if (isAccepted) {
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"verify_ssl is false"_s));
        }
    }
    Connection connection(wanted, config::Secret(u"S3cret"_s));
    AWAIT(opened, connection.open({}));
    QVERIFY2(opened.isOk() == isAccepted, opened.message().constData());
    QVERIFY(connection.certificate());
    QCOMPARE(connection.certificate()->fingerprintSha256, fingerprintOf(shown.certificate()));
    if (!isAccepted) {
        QVERIFY2(opened.error().kind == ErrorKind::Untrusted, opened.message().constData());
        // Neither the password nor anything else went out.
        QCOMPARE(server.requests().size(), 0);
        QVERIFY(opened.message().contains(fingerprintOf(shown.certificate()).toLatin1()));
        QVERIFY(opened.error().remedy.contains(u"fingerprint_sha256"_s));
        QVERIFY(!opened.error().message().contains(u"verify_ssl"_s));
    }
}

void TestTrust::tellsWhatWasShown() {
    const TestCertificate shown = TestCertificate::make(
        {"nsx \x1b[31m\xe2\x80\xae.test", "DNS:nsx.test,IP:192.0.2.1", -1, 30, false},
        &m_authority);
    WireServer server(shown);
    Connection connection(target(server.port()), config::Secret(u"S3cret"_s));
    QVERIFY(!connection.certificate());
    AWAIT_ERROR(refused, ErrorKind::Untrusted, connection.open({}));
    const CertificateFacts facts = *connection.certificate();
    QVERIFY(facts.subject.contains(u".test"_s));
    QVERIFY(!facts.subject.contains(QChar(0x1b)));
    QVERIFY(!facts.subject.contains(QChar(0x202e)));
    QCOMPARE(facts.issuer, u"Test CA"_s);
    QCOMPARE(facts.names, (QStringList{u"192.0.2.1"_s, u"nsx.test"_s}));
    QCOMPARE(facts.selfSigned, false);
    QVERIFY(facts.validFrom < QDateTime::currentDateTimeUtc());
    QVERIFY(facts.validTo > QDateTime::currentDateTimeUtc());
    QVERIFY(!facts.problems.isEmpty());
}

void TestTrust::ipv6AddressesWork() {
    const TestCertificate shown = TestCertificate::make({});
    WireServer server(shown);
    config::Target wanted = target(server.port());
    wanted.host = u"::1"_s;
    Connection connection(wanted, config::Secret(u"S3cret"_s));
    QCOMPARE(connection.place(), u"[::1]:"_s + QString::number(server.port()));
    // Nobody listens there; the address must come out whole.
    AWAIT_ERROR(refused, ErrorKind::Unreachable, connection.open({}));
    QVERIFY2(refused.error().problem.contains(connection.place()), refused.message().constData());
}

void TestTrust::badCaFileIsAConfigurationError() {
    config::Target wanted = target(9);
    wanted.caFile = m_folder.filePath(u"none.pem"_s);
    Connection missing(wanted, config::Secret(u"S3cret"_s));
    AWAIT_ERROR(noFile, ErrorKind::Configuration, missing.open({}));
    QVERIFY(noFile.error().remedy.contains(u"ca_file"_s));
    wanted.caFile = write(u"bad.pem"_s, "no certificate");
    Connection bad(wanted, config::Secret(u"S3cret"_s));
    AWAIT_ERROR(noPem, ErrorKind::Configuration, bad.open({}));
    QVERIFY(noPem.error().problem.contains(u"bad.pem"_s));
}

void TestTrust::verifySslFalseIsObeyedWithAWarning() {
    WireServer server(TestCertificate::make({}));
    config::Target wanted = target(server.port());
    wanted.verifySsl = false;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"verify_ssl is false"_s));
    Connection connection(wanted, config::Secret(u"S3cret"_s));
    AWAIT_OK(opened, connection.open({}));
    AWAIT_OK(again, connection.get(u"/api/v1/node/version"_s, {}, {}));
}

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
