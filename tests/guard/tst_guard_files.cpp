// SPDX-License-Identifier: MIT
#include "guard/guard_files.h"
#include "guard/store_fixture.h"

#include <QDir>
#include <QThread>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestGuardFiles final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void cleanup() { qunsetenv("OPS_HOME"); }

    void folder() {
        qunsetenv("OPS_HOME");
        QCOMPARE(guardFolder(), QDir::homePath() + u"/.vmware"_s);
        qputenv("OPS_HOME", "");
        QCOMPARE(guardFolder(), QDir::homePath() + u"/.vmware"_s);
        qputenv("OPS_HOME", "~/ops");
        QCOMPARE(guardFolder(), QDir::homePath() + u"/ops"_s);
        qputenv("OPS_HOME", QFile::encodeName(m_folder.path()));
        QCOMPARE(guardFolder(), m_folder.path());
    }

    void makingItTouchesNothing() {
        const QString folder = m_folder.filePath(u"untouched"_s);
        {
            const StandardGuard guard = standardGuard(folder);
            QVERIFY(!QFileInfo::exists(folder));
            QVERIFY(guard.rules->judge({}).allowed);
            QVERIFY(!QFileInfo::exists(folder));
        }
        QVERIFY(!QFileInfo::exists(folder));
    }

    void partsWorkTogether() {
        qputenv("OPS_HOME", QFile::encodeName(m_folder.filePath(u"ops"_s)));
        const StandardGuard guard = standardGuard();
        QCOMPARE(guard.folder, m_folder.filePath(u"ops"_s));
        const auto ticket = tests::await(guard.audit->begin(tests::entry()));
        QVERIFY2(ticket, ticket ? "" : qPrintable(ticket.error().message()));
        UndoRecord record;
        record.operation = u"create_group"_s;
        record.audit = *ticket;
        const auto id = tests::await(guard.undo->prepare(record));
        QVERIFY2(id, id ? "" : qPrintable(id.error().message()));
        QVERIFY(tests::await(guard.audit->finish(*ticket, tests::outcome())));
        const auto rows = tests::await(guard.reader->rows({}));
        QVERIFY(rows);
        QCOMPARE(rows->size(), 1U);
        QCOMPARE(rows->front().id, ticket->row);
        for (const QString& name : {u"audit.db"_s, u"undo.db"_s}) {
            QVERIFY2(tests::isPrivate(guard.folder + u'/' + name), qPrintable(name));
        }
    }

    void callsMayOutliveTheStores() {
        QObject owner;
        int ended = 0;
        {
            const StandardGuard guard = standardGuard(m_folder.filePath(u"short-lived"_s));
            for (int i = 0; i < 5; ++i) {
                keepTask<Result<AuditTicket>>(
                    &owner, guard.audit->begin(tests::entry()),
                    [&ended](Result<AuditTicket> ticket) { ended += ticket ? 1 : 0; });
            }
        }
        QTRY_COMPARE(ended, 5);
    }
};

QTEST_GUILESS_MAIN(TestGuardFiles)
#include "tst_guard_files.moc"
