// SPDX-License-Identifier: MIT
// The MCP bundle and its registry entry, made of a small program, against what their readers
// demand.
#include "support/schema_check.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestMcpBundle final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_scripts = qEnvironmentVariable("BULKHEAD_SOURCE_DIR") + u"/installer/mcp/"_s;

    /// The exit code of cmake; its error stream goes to `errors`.
    int cmake(const QStringList& arguments, QString* errors = nullptr) {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStandardPaths::findExecutable(u"cmake"_s), arguments);
        if (!process.waitForFinished()) {
            return -1;
        }
        if (errors != nullptr) {
            *errors = QString::fromUtf8(process.readAllStandardError()).simplified();
        }
        return process.exitCode();
    }
    QString bundle() const { return m_folder.filePath(u"bulkhead-mcp-test.mcpb"_s); }
    int makeBundle(const QString& program, QString* errors = nullptr) {
        return cmake({u"-D"_s, u"PROGRAM="_s + program, u"-D"_s, u"VERSION=1.2.3"_s, u"-D"_s,
                      u"PLATFORM=linux"_s, u"-D"_s, u"OUTPUT="_s + bundle(), u"-P"_s,
                      m_scripts + u"make_bundle.cmake"_s},
                     errors);
    }
    int makeEntry(const QString& release, QString* errors = nullptr) {
        return cmake({u"-D"_s, u"BUNDLE="_s + bundle(), u"-D"_s, u"VERSION=1.2.3"_s, u"-D"_s,
                      u"RELEASE_URL="_s + release, u"-D"_s,
                      u"OUTPUT="_s + m_folder.filePath(u"server.json"_s), u"-P"_s,
                      m_scripts + u"make_server_json.cmake"_s},
                     errors);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        QString errors;
        QVERIFY2(makeBundle(QStandardPaths::findExecutable(u"ls"_s), &errors) == 0,
                 qPrintable(errors));
        QCOMPARE(cmake({u"-E"_s, u"tar"_s, u"xf"_s, bundle()}), 0);
    }

    void theManifestFitsItsSchema() {
        const QByteArray schema =
            contentOf(qEnvironmentVariable("BULKHEAD_SOURCE_DIR") +
                      u"/tests/installer/mcpb-schema/mcpb-manifest-v0.3.schema.json"_s);
        const SchemaCheck check(QJsonDocument::fromJson(schema).object());
        const QJsonObject manifest =
            QJsonDocument::fromJson(contentOf(m_folder.filePath(u"manifest.json"_s))).object();
        QVERIFY(!manifest.isEmpty());
        QCOMPARE(check.problems(manifest).join(u' '), QString());
        QCOMPARE(manifest.value(u"version"_s).toString(), u"1.2.3"_s);
        QJsonObject broken = manifest;
        broken.insert(u"unheard_of"_s, 1);
        broken.remove(u"server"_s);
        QVERIFY(check.problems(broken).size() >= 2);
    }

    void theProgramIsThereWithItsLibraries() {
        const QFileInfo program(m_folder.filePath(u"server/bulkhead"_s));
        QVERIFY(program.isExecutable());
        const QStringList libraries =
            QDir(m_folder.filePath(u"server/lib"_s)).entryList(QDir::Files);
        QVERIFY2(!libraries.isEmpty(), "ls links at least one library beside the C library");
        for (const QString& library : libraries) {
            QVERIFY2(!library.startsWith(u"libc.so"), qPrintable(library));
            QVERIFY(!QFileInfo(m_folder.filePath(u"server/lib/"_s + library)).isSymLink());
        }
    }

    void nothingInItIsASecret() {
        const QString manifest =
            QString::fromUtf8(contentOf(m_folder.filePath(u"manifest.json"_s)));
        QVERIFY(!manifest.contains(u"PASSWORD"));
        QVERIFY(!manifest.contains(u"sensitive"));
    }

    /// What the registry's schema of 2025-12-11 demands.
    void theEntryIsWhatTheRegistryTakes() {
        QString errors;
        QVERIFY2(
            makeEntry(u"https://github.com/some-body/bulkhead/releases/download/"_s, &errors) == 0,
            qPrintable(errors));
        const QJsonObject entry =
            QJsonDocument::fromJson(contentOf(m_folder.filePath(u"server.json"_s))).object();
        const QString name = entry.value(u"name"_s).toString();
        QCOMPARE(name, u"io.github.some-body/bulkhead"_s);
        QVERIFY(QRegularExpression(u"^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$"_s).match(name).hasMatch());
        const qsizetype length = entry.value(u"description"_s).toString().size();
        QVERIFY(length >= 1 && length <= 100);
        QCOMPARE(entry.value(u"version"_s).toString(), u"1.2.3"_s);
        const QJsonObject package = entry.value(u"packages"_s).toArray().at(0).toObject();
        QCOMPARE(package.value(u"registryType"_s).toString(), u"mcpb"_s);
        QCOMPARE(package.value(u"identifier"_s).toString(),
                 u"https://github.com/some-body/bulkhead/releases/download/v1.2.3/"
                 u"bulkhead-mcp-test.mcpb"_s);
        QCOMPARE(package.value(u"fileSha256"_s).toString().toLatin1(),
                 QCryptographicHash::hash(contentOf(bundle()), QCryptographicHash::Sha256).toHex());
        QCOMPARE(package.value(u"transport"_s).toObject().value(u"type"_s), u"stdio"_s);
    }

    void refuses_data() {
        QTest::addColumn<QString>("release");
        QTest::newRow("nowhere") << QString();
        QTest::newRow("no TLS") << u"http://github.com/a/b/releases/download"_s;
        QTest::newRow("another host") << u"https://example.com/a/b/releases"_s;
    }
    void refuses() {
        QFETCH(const QString, release);
        QString errors;
        QVERIFY(makeEntry(release, &errors) != 0);
        QVERIFY2(errors.contains(u"BULKHEAD_RELEASE_URL"), qPrintable(errors));
    }

    void aProgramThatIsNotThereIsAnError() {
        QVERIFY(makeBundle(m_folder.filePath(u"nothing"_s)) != 0);
    }
};

QTEST_GUILESS_MAIN(TestMcpBundle)
#include "tst_mcp_bundle.moc"
