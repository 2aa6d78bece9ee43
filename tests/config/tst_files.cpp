// SPDX-License-Identifier: MIT
#include "config/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::config;

class TestFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void expandsPaths();
    void readsWhatWasWritten();
    void onlyTheOwnerMayRead();
    void failedWriteKeepsTheOldFile();
    void saysWhatCannotBeRead();
    void folderIsMadeClosed();
    void openFolderIsClosedOnlyOnDemand();
    void fileInTheWayOfAFolderIsAnError();

private:
    QTemporaryDir m_folder;
};

void TestFiles::expandsPaths() {
    QCOMPARE(expandPath(u"~"_s), QDir::homePath());
    QCOMPARE(expandPath(u"~/a/../b"_s), QDir::homePath() + u"/b"_s);
    QCOMPARE(expandPath(u"/a~"_s), u"/a~"_s);
    QCOMPARE(expandPath(u"x"_s), QDir::currentPath() + u"/x"_s);
}

void TestFiles::readsWhatWasWritten() {
    const QString file = m_folder.filePath(u"a"_s);
    const QByteArray bytes("a\0b\n\xff", 5);
    QVERIFY(writeFileAtomically(file, bytes, u"the file"_s));
    QCOMPARE(*readFile(file, u"the file"_s), bytes);
    QVERIFY(writeFileAtomically(file, {}, u"the file"_s));
    QCOMPARE(*readFile(file, u"the file"_s), QByteArray());
}

void TestFiles::onlyTheOwnerMayRead() {
    const QString file = m_folder.filePath(u"b"_s);
    QVERIFY(writeFileAtomically(file, "x", u"the file"_s));
    QVERIFY(QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::ReadOther));
    QVERIFY(writeFileAtomically(file, "y", u"the file"_s));
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther |
                        QFileDevice::WriteOther;
    QVERIFY(!QFileInfo(file).permissions().testAnyFlags(others));
}

void TestFiles::failedWriteKeepsTheOldFile() {
    const auto written =
        writeFileAtomically(m_folder.filePath(u"none/c"_s), "x", u"the snapshot"_s);
    QVERIFY(!written);
    QVERIFY(written.error().kind == ErrorKind::InvalidInput);
    QVERIFY(written.error().problem.startsWith(u"The snapshot "_s));
    QVERIFY(written.error().problem.contains(u"none/c"_s));
    QCOMPARE(QDir(m_folder.path()).entryList({u"none*"_s}, QDir::Dirs), QStringList());
}

void TestFiles::saysWhatCannotBeRead() {
    const auto missing = readFile(m_folder.filePath(u"none"_s), u"the snapshot"_s);
    QVERIFY(!missing);
    QVERIFY(missing.error().kind == ErrorKind::NotFound);
    QVERIFY(missing.error().message().contains(u"none"_s));
    const auto folder = readFile(m_folder.path(), u"the snapshot"_s);
    QVERIFY(!folder);
    QVERIFY(folder.error().kind == ErrorKind::InvalidInput);
}

namespace {

const auto kOthersMay = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                        QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

bool isClosed(const QString& path) {
    return QFileInfo(path).isDir() && !QFileInfo(path).permissions().testAnyFlags(kOthersMay);
}

} // namespace

void TestFiles::folderIsMadeClosed() {
    const QString path = m_folder.filePath(u"made/above/ops"_s);
    QVERIFY(makePrivateFolder(path));
    QVERIFY(isClosed(path));
    QVERIFY(isClosed(m_folder.filePath(u"made"_s)));
    QVERIFY(makePrivateFolder(path, ExistingFolder::Narrow));
}

void TestFiles::openFolderIsClosedOnlyOnDemand() {
    const QString path = m_folder.filePath(u"open"_s);
    QVERIFY(QDir().mkdir(path));
    QVERIFY(QFile::setPermissions(path, QFileInfo(path).permissions() | kOthersMay));
    QVERIFY(makePrivateFolder(path));
    QVERIFY(!isClosed(path));
    QVERIFY(makePrivateFolder(path, ExistingFolder::Narrow));
    QVERIFY(isClosed(path));
}

void TestFiles::fileInTheWayOfAFolderIsAnError() {
    const QString path = m_folder.filePath(u"way"_s);
    QVERIFY(writeFileAtomically(path, "x", u"the file"_s));
    for (const QString& wanted : {path, path + u"/below"_s}) {
        const auto made = makePrivateFolder(wanted);
        QVERIFY(!made);
        QVERIFY(made.error().message().contains(path));
    }
}

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
