// SPDX-License-Identifier: MIT
// Passwords that are stored: the .env file, the secret store, and the order in which they count.
#include "config/env_file_writer.h"
#include "config/files.h"
#include "config/keychain_store.h"
#include "config/password_source.h"
#include "support/fake_secret_store.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::config;

namespace {

const char* const kVariable = "VMWARE_NSX_SECURITY_LAB_PASSWORD";

} // namespace

class TestSecrets final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Target m_target;
    std::shared_ptr<tests::FakeSecretStore> m_store;

    [[nodiscard]] QString file() const { return m_folder.filePath(u".env"_s); }
    [[nodiscard]] Result<FoundPassword> resolve() const {
        return QCoro::waitFor(resolvePassword(m_target, m_store, file()));
    }
    void put(const QByteArray& text) const {
        QVERIFY(writeFileAtomically(file(), text, u"the file"_s));
    }

private Q_SLOTS:
    void init() {
        qunsetenv(kVariable);
        QFile::remove(file());
        m_target = Target();
        m_target.name = u"lab"_s;
        m_store = std::make_shared<tests::FakeSecretStore>();
    }
    void cleanup() { qunsetenv(kVariable); }

    void asksInOrder() {
        m_store->secrets.insert(u"lab"_s, u"from-store"_s);
        QCOMPARE(resolve()->secret.reveal(), u"from-store"_s);
        QCOMPARE(m_store->asked, 1);
        put(QByteArray(kVariable) + "=from-file\n");
        QCOMPARE(resolve()->secret.reveal(), u"from-file"_s);
        qputenv(kVariable, "from-environment");
        QCOMPARE(resolve()->secret.reveal(), u"from-environment"_s);
        // Neither of the two touched the store.
        QCOMPARE(m_store->asked, 1);
        qunsetenv(kVariable);
        m_target.auth = AuthMode::Certificate;
        QVERIFY(resolve()->secret.isEmpty());
        QCOMPARE(m_store->asked, 1);
    }

    void saysWhatIsMissing() {
        const auto none = resolve();
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::Authentication);
        QVERIFY(none.error().remedy.contains(u"bulkhead secret set lab"_s));
        m_store->failure = Error{ErrorKind::Failed, u"Do."_s, u"The store is shut."_s, {}, {}};
        const auto shut = resolve();
        QVERIFY(!shut);
        QCOMPARE(shut.error().kind, ErrorKind::Authentication);
        QVERIFY(shut.error().problem.contains(u"The store is shut."_s));
        QVERIFY(shut.error().remedy.contains(QLatin1StringView(kVariable)));
    }

    void doesNotHideABrokenFile() {
        m_store->secrets.insert(u"lab"_s, u"from-store"_s);
        put(QByteArray(kVariable) + "=gr\xf6\xdf\n");
        const auto found = resolve();
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::Configuration);
        QCOMPARE(m_store->asked, 0);
    }

    void sessionWithoutABusFailsAtOnce() {
#ifdef Q_OS_MACOS
        QSKIP("macOS has its Keychain without D-Bus");
#endif
        QCOMPARE(qgetenv("DBUS_SESSION_BUS_ADDRESS"), QByteArray("disabled:"));
        KeychainStore store;
        const auto read = QCoro::waitFor(store.read(u"lab"_s));
        const auto written = QCoro::waitFor(store.write(u"lab"_s, Secret(u"planted-word"_s)));
        const auto removed = QCoro::waitFor(store.remove(u"lab"_s));
        for (const Error& error : {read.error(), written.error(), removed.error()}) {
            QCOMPARE(error.kind, ErrorKind::Failed);
            QVERIFY(error.problem.contains(u"D-Bus"_s));
            QVERIFY(!error.remedy.isEmpty());
            QVERIFY(!error.message().contains(u"planted-word"_s));
        }
    }

    void deadBusDoesNotHang() {
#ifdef Q_OS_MACOS
        QSKIP("macOS has its Keychain without D-Bus");
#endif
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        KeychainStore store(std::chrono::milliseconds(300));
        const auto read = QCoro::waitFor(store.read(u"lab"_s));
        qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Failed);
    }

    void storesInTheFile_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray line = QByteArray(kVariable) + "=b64:cGE1NXcwcmQ=\n";
        QTest::newRow("no file") << QByteArray() << line;
        QTest::newRow("other lines")
            << QByteArray("# c\nA=1\nexport B='x'\n") << "# c\nA=1\nexport B='x'\n" + line;
        QTest::newRow("no line end") << QByteArray("A=1") << "A=1\n" + line;
        QTest::newRow("replaced") << QByteArray(kVariable) + "=old # c\nA=1\n" << line + "A=1\n";
        QTest::newRow("exported and twice")
            << "export " + QByteArray(kVariable) + "='old'\nA=1\n" + kVariable + "=older\n"
            << line + "A=1\n";
        QTest::newRow("longer name") << QByteArray(kVariable) + "X=1\n"
                                     << QByteArray(kVariable) + "X=1\n" + line;
    }
    void storesInTheFile() {
        QFETCH(const QByteArray, before);
        if (!before.isEmpty()) {
            put(before);
            QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::ReadOther));
        }
        const auto stored = storeInEnvFile(u"lab"_s, Secret(u"pa55w0rd"_s), file());
        QVERIFY(stored);
        QTEST(*readFile(file(), u"the file"_s), "after");
        QCOMPARE(findPassword(m_target, file())->secret.reveal(), u"pa55w0rd"_s);
        QVERIFY(checkEnvFileIsPrivate(file()));
    }

    void keepsEveryCharacter_data() {
        QTest::addColumn<QString>("password");
        QTest::newRow("quotes") << u"a'b\"c\\d$e`f"_s;
        QTest::newRow("blanks") << u"  a b "_s;
        QTest::newRow("looks encoded") << u"b64:cGE="_s;
        QTest::newRow("beyond ASCII") << u"größe-防-\U0001F600"_s;
    }
    void keepsEveryCharacter() {
        QFETCH(const QString, password);
        QVERIFY(storeInEnvFile(u"lab"_s, Secret(password), file()));
        QCOMPARE(findPassword(m_target, file())->secret.reveal(), password);
    }

    void leavesAFileAloneThatItWouldBreak() {
        const QByteArray text = QByteArray(kVariable) + "='two\nlines'\nA=1\n";
        put(text);
        const auto stored = storeInEnvFile(u"lab"_s, Secret(u"planted-word"_s), file());
        QVERIFY(!stored);
        QCOMPARE(stored.error().kind, ErrorKind::Configuration);
        QVERIFY(!stored.error().message().contains(u"planted-word"_s));
        QCOMPARE(*readFile(file(), u"the file"_s), text);
    }

    void makesItsFolderPrivate() {
        const QString inside = m_folder.filePath(u"new/deep/.env"_s);
        QVERIFY(storeInEnvFile(u"lab"_s, Secret(u"x1y2"_s), inside));
        const auto permissions = QFileInfo(QFileInfo(inside).path()).permissions();
        QVERIFY(!permissions.testAnyFlags(QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther |
                                          QFile::ExeOther));
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
