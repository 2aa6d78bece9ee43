// SPDX-License-Identifier: MIT
#include "guard/audit_file.h"
#include "guard/audit_folder.h"
#include "guard/audit_verification.h"
#include "guard/store_fixture.h"

#include <memory>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestAuditChain final : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] QString path() const { return auditFilePath(m_folder->path()); }
    /// Five finished calls, a sixth that was interrupted.
    void writeRows() {
        AuditFile file({m_folder->path()});
        for (int i = 0; i < 5; ++i) {
            const auto ticket = file.begin(tests::entry());
            QVERIFY(ticket);
            QVERIFY(file.finish(*ticket, tests::outcome()));
        }
        QVERIFY(file.begin(tests::entry(u"delete_group"_s)));
    }
    [[nodiscard]] AuditVerification verify(const QString& head = {}) {
        const auto report = verifyAudit(m_folder->path(), head, 1000);
        if (!report) {
            AuditVerification failed;
            failed.problem = report.error().message();
            return failed;
        }
        return *report;
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void nothingIsIntact() {
        const AuditVerification report = verify();
        QVERIFY2(report.intact, qPrintable(report.problem));
        QCOMPARE(report.links, 0);
        QVERIFY(report.head.isEmpty());
        QVERIFY(!QFileInfo::exists(path()));
    }

    void untouchedRowsAreIntact() {
        writeRows();
        const AuditVerification report = verify();
        QVERIFY2(report.intact, qPrintable(report.problem));
        QCOMPARE(report.rows, 6);
        QCOMPARE(report.links, 11);
        QCOMPARE(report.firstLink, 1);
        QCOMPARE(report.files, 1);
        QCOMPARE(report.head.size(), 64);
        QVERIFY(!report.badRow);
    }

    void otherProgramsDoNotDisturb() {
        writeRows();
        tests::PlainSql sql(path());
        sql.run(u"INSERT INTO audit_log(skill, tool) VALUES ('vmware-aiops', 'vm_delete')"_s);
        sql.run(u"INSERT INTO audit_log(skill, tool) VALUES ('vmware-nsx-security', 'x')"_s);
        sql.run(u"DELETE FROM audit_log WHERE skill = 'vmware-aiops'"_s);
        sql.close();
        writeRows();
        const AuditVerification report = verify();
        QVERIFY2(report.intact, qPrintable(report.problem));
        QCOMPARE(report.rows, 12);
        QCOMPARE(report.unchained, 1);
    }

    void findsTampering_data() {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<int>("badRow"); // 0: no row is named
        for (const char* column :
             {"ts", "skill", "tool", "params", "result", "status", "agent", "workflow_id", "user",
              "risk_level", "rationale", "approved_by", "risk_tier"}) {
            QTest::newRow(column) << QStringList{u"UPDATE audit_log SET "_s +
                                                 QString::fromLatin1(column) +
                                                 u" = 'forged' WHERE id = 3"_s}
                                  << 3;
        }
        QTest::newRow("duration")
            << QStringList{u"UPDATE audit_log SET duration_ms = 1 WHERE id = 3"_s} << 3;
        QTest::newRow("interrupted row completed")
            << QStringList{u"UPDATE audit_log SET status = 'ok' WHERE id = 6"_s} << 6;
        QTest::newRow("text moved to the next column")
            << QStringList{u"UPDATE audit_log SET workflow_id = 'root', user = '' WHERE id = 2"_s}
            << 2;
        QTest::newRow("row deleted") << QStringList{u"DELETE FROM audit_log WHERE id = 2"_s} << 2;
        QTest::newRow("interrupted row deleted")
            << QStringList{u"DELETE FROM audit_log WHERE id = 6"_s} << 6;
        QTest::newRow("row and its links deleted")
            << QStringList{u"DELETE FROM audit_log WHERE id = 2"_s,
                           u"DELETE FROM bulkhead_chain WHERE row_id = 2"_s}
            << 3;
        QTest::newRow("newest rows and links deleted")
            << QStringList{u"DELETE FROM audit_log WHERE id > 4"_s,
                           u"DELETE FROM bulkhead_chain WHERE row_id > 4"_s}
            << 0;
        QTest::newRow("all rows and links deleted")
            << QStringList{u"DELETE FROM audit_log"_s, u"DELETE FROM bulkhead_chain"_s} << 0;
        QTest::newRow("first row and its links deleted")
            << QStringList{u"DELETE FROM audit_log WHERE id = 1"_s,
                           u"DELETE FROM bulkhead_chain WHERE row_id = 1"_s}
            << 2;
        QTest::newRow("finish link deleted")
            << QStringList{u"DELETE FROM bulkhead_chain WHERE row_id = 5 AND event = 'finish'"_s}
            << 5;
        QTest::newRow("rows exchanged")
            << QStringList{u"UPDATE audit_log SET id = 99 WHERE id = 2"_s,
                           u"UPDATE audit_log SET id = 2 WHERE id = 3"_s,
                           u"UPDATE audit_log SET id = 3 WHERE id = 99"_s}
            << 2;
        QTest::newRow("links exchanged")
            << QStringList{u"UPDATE bulkhead_chain SET link = 99 WHERE link = 3"_s,
                           u"UPDATE bulkhead_chain SET link = 3 WHERE link = 5"_s,
                           u"UPDATE bulkhead_chain SET link = 5 WHERE link = 99"_s}
            << 3;
        QTest::newRow("link's row hash forged")
            << QStringList{u"UPDATE bulkhead_chain SET row_hash = 'a' WHERE link = 3"_s} << 2;
        QTest::newRow("link's hash forged")
            << QStringList{u"UPDATE bulkhead_chain SET chain_hash = 'a' WHERE link = 3"_s} << 2;
        QTest::newRow("head forged")
            << QStringList{u"UPDATE bulkhead_chain_head SET hash = 'a'"_s} << 0;
        QTest::newRow("beginning forged")
            << QStringList{u"UPDATE bulkhead_chain_head SET anchor_hash = 'a'"_s} << 0;
    }
    void findsTampering() {
        QFETCH(const QStringList, statements);
        QFETCH(const int, badRow);
        writeRows();
        {
            tests::PlainSql sql(path());
            for (const QString& statement : statements) {
                sql.run(statement);
            }
        }
        const AuditVerification report = verify();
        QVERIFY(!report.intact);
        QVERIFY(!report.problem.isEmpty());
        QCOMPARE(report.badFile, path());
        QCOMPARE(report.badRow.value_or(0), badRow);
        if (badRow != 0 && !report.problem.contains(u"exchanged"_s)) {
            QVERIFY2(report.problem.contains(QString::number(badRow)), qPrintable(report.problem));
        }
    }

    void removedHeadIsAnError() {
        writeRows();
        tests::PlainSql(path()).run(u"DELETE FROM bulkhead_chain_head"_s);
        const AuditVerification report = verify();
        QVERIFY(!report.intact);
        QVERIFY(report.problem.contains(u"head"_s));
        AuditFile file({m_folder->path()});
        QVERIFY(!file.begin(tests::entry()));
    }

    void notedHeadFindsWhatTheFileAloneHides() {
        writeRows();
        const QString noted = verify().head;
        writeRows();
        QVERIFY(verify(noted).intact);
        QVERIFY(verify(noted.toUpper() + u' ').intact);
        // Somebody who knows the format cuts off the newest part and corrects the head …
        {
            tests::PlainSql sql(path());
            sql.run(u"DELETE FROM bulkhead_open"_s);
            sql.run(u"DELETE FROM audit_log WHERE id > 3"_s);
            sql.run(u"DELETE FROM bulkhead_chain WHERE row_id > 3"_s);
            sql.run(u"UPDATE bulkhead_chain_head SET "
                    "link = (SELECT max(link) FROM bulkhead_chain), "
                    "hash = (SELECT chain_hash FROM bulkhead_chain ORDER BY link DESC LIMIT 1)"_s);
        }
        QVERIFY(verify().intact);                       // … which the file alone cannot tell,
        const AuditVerification report = verify(noted); // and a noted head can.
        QVERIFY(!report.intact);
        QVERIFY(report.problem.contains(u"noted"_s));
    }

    void fileThatIsNoDatabaseIsAnError() {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(QByteArray(4096, 'x')), 4096);
        file.close();
        QVERIFY(!verifyAudit(m_folder->path(), {}, 100));
    }
};

QTEST_GUILESS_MAIN(TestAuditChain)
#include "tst_audit_chain.moc"
