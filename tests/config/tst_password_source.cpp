// SPDX-License-Identifier: MIT
#include "config/files.h"
#include "config/password_source.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::config;

namespace {
const char* const kVariable = "VMWARE_NSX_SECURITY_LAB_PASSWORD";
} // namespace

class TestPasswordSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void namesTheVariable_data();
    void namesTheVariable();
    void environmentComesFirst();
    void decodes_data();
    void decodes();
    void missingPasswordNamesTheVariable();
    void warnsAboutAnOpenFile();
    void unreadableFileIsAnError();
    void otherEncodingIsAnError();
    void neverWritesTheFile();
    void certificateNeedsNone();

private:
    [[nodiscard]] QString write(const QByteArray& text) const;

    QTemporaryDir m_folder;
    Target m_target;
};

void TestPasswordSource::init() {
    qunsetenv(kVariable);
    m_target = Target();
    m_target.name = u"lab"_s;
}

QString TestPasswordSource::write(const QByteArray& text) const {
    const QString file = m_folder.filePath(u".env"_s);
    return writeFileAtomically(file, text, u"the file"_s) ? file : QString();
}

void TestPasswordSource::namesTheVariable_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("variable");
    QTest::newRow("small letters") << u"lab"_s << u"VMWARE_NSX_SECURITY_LAB_PASSWORD"_s;
    QTest::newRow("hyphen") << u"nsx-lab"_s << u"VMWARE_NSX_SECURITY_NSX_LAB_PASSWORD"_s;
    QTest::newRow("dot and blank") << u"a.b c1"_s << u"VMWARE_NSX_SECURITY_A_B_C1_PASSWORD"_s;
    QTest::newRow("umlaut") << u"münchen"_s << u"VMWARE_NSX_SECURITY_M_NCHEN_PASSWORD"_s;
    QTest::newRow("one character, two units")
        << u"a\U0001F600b"_s << u"VMWARE_NSX_SECURITY_A_B_PASSWORD"_s;
}

void TestPasswordSource::namesTheVariable() {
    QFETCH(QString, target);
    QFETCH(QString, variable);
    QCOMPARE(passwordVariable(target), variable);
}

void TestPasswordSource::environmentComesFirst() {
    const QString file = write(QByteArray(kVariable) + "=from-file\n");
    QCOMPARE(findPassword(m_target, file)->secret.reveal(), u"from-file"_s);
    QCOMPARE(findPassword(m_target, file)->source, file);
    qputenv(kVariable, "from-environment");
    const auto found = findPassword(m_target, file);
    QCOMPARE(found->secret.reveal(), u"from-environment"_s);
    QVERIFY(found->source.contains(QLatin1StringView(kVariable)));
    // A variable that is set but empty is how people switch it off.
    qputenv(kVariable, "");
    QCOMPARE(findPassword(m_target, file)->secret.reveal(), u"from-file"_s);
}

void TestPasswordSource::decodes_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("password");
    QTest::newRow("plain") << QByteArray("secret") << u"secret"_s;
    QTest::newRow("base64") << QByteArray("b64:cGE1NXcwcmQ=") << u"pa55w0rd"_s;
    QTest::newRow("base64 of UTF-8") << QByteArray("b64:Z3LDtsOfZQ==") << u"größe"_s;
    QTest::newRow("no padding") << QByteArray("b64:cGE1NXcwcmQ") << u"b64:cGE1NXcwcmQ"_s;
    QTest::newRow("foreign letter") << QByteArray("b64:cGE1!XcwcmQ=") << u"b64:cGE1!XcwcmQ="_s;
    QTest::newRow("blank inside") << QByteArray("'b64:cGE1 XcwcmQ='") << u"b64:cGE1 XcwcmQ="_s;
    QTest::newRow("no UTF-8") << QByteArray("b64://///w==") << u"b64://///w=="_s;
    QTest::newRow("prefix in capitals") << QByteArray("B64:cGE1NXcwcmQ=") << u"B64:cGE1NXcwcmQ="_s;
}

void TestPasswordSource::decodes() {
    QFETCH(QByteArray, value);
    QFETCH(QString, password);
    const auto found = findPassword(m_target, write(QByteArray(kVariable) + '=' + value + '\n'));
    QVERIFY(found);
    QCOMPARE(found->secret.reveal(), password);
    QCOMPARE(found->warnings, QStringList());
}

void TestPasswordSource::missingPasswordNamesTheVariable() {
    for (const QString& file :
         {m_folder.filePath(u"none"_s), write("OTHER=x\n"), write(QByteArray(kVariable) + "=\n")}) {
        const auto found = findPassword(m_target, file);
        QVERIFY(!found);
        QVERIFY(found.error().kind == ErrorKind::Authentication);
        QVERIFY(found.error().remedy.contains(QLatin1StringView(kVariable)));
        QVERIFY(found.error().remedy.contains(file));
    }
}

void TestPasswordSource::warnsAboutAnOpenFile() {
    const QString file = write(QByteArray(kVariable) + "=S3cret\n");
    QVERIFY(checkEnvFileIsPrivate(file));
    QVERIFY(checkEnvFileIsPrivate(m_folder.filePath(u"none"_s)));
    for (const auto permission : {QFileDevice::ReadGroup, QFileDevice::ReadOther}) {
        QVERIFY(QFile::setPermissions(file, QFileDevice::ReadOwner | permission));
        const auto found = findPassword(m_target, file);
        QVERIFY(found);
        QCOMPARE(found->warnings.size(), 1);
        QVERIFY(found->warnings.first().contains(u"chmod 600"_s));
        QVERIFY(!found->warnings.first().contains(u"S3cret"_s));
        const auto forWrites = checkEnvFileIsPrivate(file);
        QVERIFY(!forWrites);
        QVERIFY(forWrites.error().kind == ErrorKind::Refused);
    }
}

void TestPasswordSource::unreadableFileIsAnError() {
    const auto isFolder = findPassword(m_target, m_folder.path());
    QVERIFY(!isFolder);
    QVERIFY(isFolder.error().kind == ErrorKind::Configuration);
    if (geteuid() == 0) {
        QSKIP("root may read every file");
    }
    const QString file = write("X=1\n");
    QVERIFY(QFile::setPermissions(file, {}));
    const auto found = findPassword(m_target, file);
    QVERIFY(QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    QVERIFY(!found);
    QVERIFY(found.error().kind == ErrorKind::Configuration);
    QVERIFY(found.error().message().contains(file));
}

void TestPasswordSource::otherEncodingIsAnError() {
    const auto found = findPassword(m_target, write(QByteArray(kVariable) + "=gr\xf6\xdf"
                                                                            "e\n"));
    QVERIFY(!found);
    QVERIFY(found.error().kind == ErrorKind::Configuration);
    QVERIFY(found.error().remedy.contains(u"UTF-8"_s));
}

void TestPasswordSource::neverWritesTheFile() {
    const QByteArray text = QByteArray(kVariable) + "=plain\n";
    const QString file = write(text);
    QVERIFY(findPassword(m_target, file));
    QCOMPARE(*readFile(file, u"the file"_s), text);
}

void TestPasswordSource::certificateNeedsNone() {
    m_target.auth = AuthMode::Certificate;
    const auto found = findPassword(m_target, m_folder.filePath(u"none"_s));
    QVERIFY(found);
    QVERIFY(found->secret.isEmpty());
}

QTEST_GUILESS_MAIN(TestPasswordSource)
#include "tst_password_source.moc"
