// SPDX-License-Identifier: MIT
#include "guard/audit_file.h"
#include "guard/audit_folder.h"
#include "guard/audit_query.h"
#include "guard/audit_rotation.h"
#include "guard/store_fixture.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include <memory>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSmall = 256 * 1024;

} // namespace

class TestAuditRotation final : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] QString folder() const { return m_folder->path(); }
    [[nodiscard]] QString path() const { return auditFilePath(folder()); }
    [[nodiscard]] AuditOptions options(qint64 limit = kSmall) const {
        return {folder(), 5000, limit};
    }
    static AuditEntry large() {
        AuditEntry entry = tests::entry();
        entry.parameters.insert(u"filler"_s, QString(20'000, u'x'));
        return entry;
    }
    static void writeRows(AuditFile& file, int count) {
        for (int i = 0; i < count; ++i) {
            const auto ticket = file.begin(large());
            QVERIFY2(ticket, ticket ? "" : qPrintable(ticket.error().message()));
            const auto finished = file.finish(*ticket, tests::outcome());
            QVERIFY2(finished, finished ? "" : qPrintable(finished.error().message()));
        }
    }
    /// Every row stands once, with that many in all, and the chain holds.
    void verifyWhole(int rows, qint64 unchained = 0) const {
        AuditFilter all;
        all.limit = 100'000;
        const auto found = readAuditRows(folder(), all, 1000);
        QVERIFY2(found, found ? "" : qPrintable(found.error().message()));
        QSet<qint64> ids;
        for (const AuditRow& row : *found) {
            ids.insert(row.id);
        }
        QCOMPARE(static_cast<int>(found->size()), rows);
        QCOMPARE(static_cast<int>(ids.size()), rows);
        const auto report = verifyAudit(folder(), {}, 1000);
        QVERIFY(report);
        QVERIFY2(report->intact, qPrintable(report->problem));
        QCOMPARE(report->rows, rows - unchained);
        QCOMPARE(report->unchained, unchained);
        QCOMPARE(report->firstLink, 1);
    }
    [[nodiscard]] Result<bool> rotate(qint64 limit = 1) const {
        SqliteFile live(liveAuditFile(options()));
        return rotateIfLarge(live, limit, QDateTime(QDate(2026, 3, 1), QTime(4, 5, 6), Qt::UTC));
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QTest::failOnWarning(QRegularExpression(u"."_s));
    }

    void smallFilesStay() {
        AuditFile file(options());
        writeRows(file, 3);
        file.close();
        const auto rotated = rotate(kSmall);
        QVERIFY(rotated);
        QVERIFY(!*rotated);
        QVERIFY(rotatedAuditFiles(folder()).isEmpty());
    }

    void largeFilesAreRotatedAndLoseNothing() {
        AuditFile file(options());
        writeRows(file, 60);
        QVERIFY(rotatedAuditFiles(folder()).size() >= 3);
        static const QRegularExpression shape(u"/audit\\.[0-9]{8}-[0-9]{6}\\.db$"_s);
        for (const QString& rotated : rotatedAuditFiles(folder())) {
            QVERIFY2(shape.match(rotated).hasMatch(), qPrintable(rotated));
            QVERIFY(tests::isPrivate(rotated));
            QVERIFY(!QFileInfo::exists(rotated + u"-wal"_s));
            QVERIFY(QFileInfo(rotated).size() >= kSmall / 2);
        }
        file.close();
        QVERIFY(QFileInfo(path()).size() <= kSmall * 2);
        QVERIFY(QDir(folder()).entryList({u"*.part"_s}).isEmpty());
        verifyWhole(60);
    }

    void nameIsTheTimeInUtc() {
        AuditFile file(options());
        writeRows(file, 1);
        QVERIFY(*rotate());
        writeRows(file, 1);
        QVERIFY(*rotate()); // within the same second
        QCOMPARE(rotatedAuditFiles(folder()),
                 QStringList({folder() + u"/audit.20260301-040507.db"_s,
                              folder() + u"/audit.20260301-040506.db"_s}));
        verifyWhole(2);
    }

    void openCallsAreFinishedAfterRotation() {
        AuditFile file(options());
        writeRows(file, 2);
        const auto open = file.begin(tests::entry(u"delete_group"_s));
        QVERIFY(open);
        QVERIFY(*rotate());
        verifyWhole(3);
        const auto finished = file.finish(*open, tests::outcome());
        QVERIFY2(finished, finished ? "" : qPrintable(finished.error().message()));
        verifyWhole(3);
        QVERIFY(*rotate());
        verifyWhole(3);
        QCOMPARE(tests::PlainSql(rotatedAuditFiles(folder()).constFirst())
                     .value(u"SELECT status FROM audit_log"_s)
                     .toString(),
                 u"ok"_s);
    }

    void callsThatCrashedLongAgoAreMoved() {
        AuditFile file(options());
        QVERIFY(file.begin(tests::entry(u"delete_group"_s)));
        tests::PlainSql(path()).run(u"UPDATE bulkhead_open SET ts = '2020-01-01T00:00:00'"_s);
        QVERIFY(*rotate());
        QCOMPARE(tests::PlainSql(path()).value(u"SELECT count(*) FROM audit_log"_s).toInt(), 0);
        QCOMPARE(tests::PlainSql(rotatedAuditFiles(folder()).constFirst())
                     .value(u"SELECT status FROM audit_log"_s)
                     .toString(),
                 u"interrupted"_s);
        verifyWhole(1);
    }

    void rowsOfOtherProgramsAreMovedToo() {
        AuditFile file(options());
        writeRows(file, 1);
        tests::PlainSql(path()).run(
            u"INSERT INTO audit_log(skill, tool) VALUES ('vmware-nsx-security', 'other')"_s);
        QVERIFY(*rotate());
        verifyWhole(2, 1);
    }

    void idsGoOn() {
        AuditFile file(options());
        writeRows(file, 3);
        QVERIFY(*rotate());
        const auto ticket = file.begin(tests::entry());
        QVERIFY(ticket);
        QCOMPARE(ticket->row, 4);
    }

    void rotationThatWasCutShortLosesAndDoublesNothing() {
        AuditFile file(options());
        writeRows(file, 4);
        file.close();
        // What is on the disk after copying and before removing.
        const QString copy = folder() + u"/audit.20260101-000000.db"_s;
        tests::PlainSql(path()).run(u"VACUUM INTO ?"_s, {copy});
        verifyWhole(4);
        writeRows(file, 1);
        QVERIFY(*rotate());
        QVERIFY(!QFileInfo::exists(copy));
        verifyWhole(5);
    }

    void copyThatCannotBeMadeLeavesEverything() {
        AuditFile file(options());
        writeRows(file, 4);
        file.close();
        // A folder stands where the copy would be made.
        QVERIFY(QDir(folder()).mkpath(u"audit.20260301-040506.db.part/x"_s));
        QVERIFY(!rotate());
        verifyWhole(4);
        QVERIFY(rotatedAuditFiles(folder()).isEmpty());
    }

    void rowsAreStoredThoughRotationFails() {
        AuditFile file(options(1)); // every row wants a rotation
        writeRows(file, 1);
        const QString bad = folder() + u"/audit.20200101-000000.db"_s;
        QFile broken(bad);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        QVERIFY(broken.write(QByteArray(4096, 'x')) == 4096);
        broken.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"audit.20200101"_s));
        writeRows(file, 3);
        file.close();
        QVERIFY(QFile::remove(bad));
        verifyWhole(4);
    }

    void missingRotatedFileIsSaid() {
        AuditFile file(options());
        writeRows(file, 2);
        QVERIFY(*rotate());
        writeRows(file, 2);
        QVERIFY(*rotate());
        writeRows(file, 2);
        const QStringList rotated = rotatedAuditFiles(folder());
        QCOMPARE(rotated.size(), 2);
        // The oldest may have been moved to an archive: said, and no failure.
        const QString aside = folder() + u"/archived"_s;
        QVERIFY(QFile::rename(rotated.at(1), aside));
        const auto report = verifyAudit(folder(), {}, 1000);
        QVERIFY(report);
        QVERIFY2(report->intact, qPrintable(report->problem));
        QCOMPARE(report->firstLink, 5);
        QCOMPARE(report->notes.size(), 1);
        QVERIFY(QFile::rename(aside, rotated.at(1)));
        // One from the middle is a hole.
        QVERIFY(QFile::remove(rotated.at(0)));
        const auto broken = verifyAudit(folder(), {}, 1000);
        QVERIFY(broken);
        QVERIFY(!broken->intact);
        QCOMPARE(broken->badFile, path());
    }

    void tamperingWithARotatedFileIsFound() {
        AuditFile file(options());
        writeRows(file, 2);
        QVERIFY(*rotate());
        writeRows(file, 2);
        const QString rotated = rotatedAuditFiles(folder()).constFirst();
        tests::PlainSql(rotated).run(u"DELETE FROM audit_log WHERE id = 2"_s);
        const auto report = verifyAudit(folder(), {}, 1000);
        QVERIFY(report);
        QVERIFY(!report->intact);
        QCOMPARE(report->badRow.value_or(0), 2);
        QCOMPARE(report->badFile, rotated);
    }

    void chainGoesOnWhenAnotherToolRenamesTheFile() {
        AuditFile file(options());
        writeRows(file, 2);
        const auto open = file.begin(tests::entry());
        QVERIFY(open);
        tests::PlainSql other(path());
        other.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        other.close();
        QVERIFY(QFile::rename(path(), folder() + u"/audit.20260101-000000.db"_s));
        const auto next = file.begin(tests::entry());
        QVERIFY(next);
        QVERIFY(file.finish(*open, tests::outcome()));
        QVERIFY(file.finish(*next, tests::outcome()));
        const auto report = verifyAudit(folder(), {}, 1000);
        QVERIFY(report);
        QVERIFY2(report->intact, qPrintable(report->problem));
        QCOMPARE(report->files, 2);
        QCOMPARE(report->rows, 4);
    }
};

QTEST_GUILESS_MAIN(TestAuditRotation)
#include "tst_audit_rotation.moc"
