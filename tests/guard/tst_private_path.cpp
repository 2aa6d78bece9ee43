// SPDX-License-Identifier: MIT
#include "guard/private_path.h"
#include "guard/store_fixture.h"

#include <QDir>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestPrivatePath final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void fileIsMadeAndKeptClosed() {
        const QString path = m_folder.filePath(u"db"_s);
        QVERIFY(makePrivateFile(path));
        QVERIFY(tests::isPrivate(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write("x"), 1);
        file.close();
        QVERIFY(file.setPermissions(QFileInfo(path).permissions() | tests::othersMay()));
        QVERIFY(makePrivateFile(path));
        QVERIFY(tests::isPrivate(path));
        QCOMPARE(QFileInfo(path).size(), 1);
    }

    void identityTellsWhatHappened() {
        const QString path = m_folder.filePath(u"identity"_s);
        QVERIFY(!identify(path)->has_value());
        QVERIFY(makePrivateFile(path));
        const FileIdentity first = **identify(path);
        QCOMPARE(**identify(path), first);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write("x"), 1);
        file.close();
        const FileIdentity written = **identify(path);
        QVERIFY(written != first);
        QVERIFY(written.isSameFile(first));
        const QString aside = path + u".old"_s;
        QVERIFY(QFile::rename(path, aside));
        QVERIFY(makePrivateFile(path));
        QVERIFY(!(**identify(path)).isSameFile(first));
        QVERIFY((**identify(aside)).isSameFile(first));
    }

    void unknownIsNotNothing() {
        const QString link = m_folder.filePath(u"link"_s);
        QVERIFY(QFile::link(m_folder.filePath(u"nowhere"_s), link));
        QVERIFY(!identify(link));
        const QString file = m_folder.filePath(u"plain"_s);
        QVERIFY(makePrivateFile(file));
        QVERIFY(!identify(file + u"/below"_s));
    }
};

QTEST_GUILESS_MAIN(TestPrivatePath)
#include "tst_private_path.moc"
