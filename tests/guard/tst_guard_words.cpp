// SPDX-License-Identifier: MIT
#include "guard/audit_store.h"
#include "guard/nobody_to_ask.h"
#include "support/await.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestGuardWords final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyConfirms() {
        NobodyToAsk nobody;
        const auto answer = tests::await(nobody.ask(Question{}, CancellationToken()));
        QVERIFY(answer);
        QCOMPARE(answer->answer, Answer::Unavailable);
        QVERIFY(!answer->remedy.isEmpty());
    }

    void wordsOfTheAuditTable_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        QTest::newRow("ok") << static_cast<int>(AuditStatus::Ok) << u"ok"_s;
        QTest::newRow("error") << static_cast<int>(AuditStatus::Error) << u"error"_s;
        QTest::newRow("denied") << static_cast<int>(AuditStatus::Denied) << u"denied"_s;
        QTest::newRow("rejected") << static_cast<int>(AuditStatus::Rejected) << u"rejected"_s;
        QTest::newRow("dry run") << static_cast<int>(AuditStatus::DryRun) << u"dry_run"_s;
        QTest::newRow("interrupted")
            << static_cast<int>(AuditStatus::Interrupted) << u"interrupted"_s;
    }
    void wordsOfTheAuditTable() {
        QFETCH(const int, status);
        QTEST(auditStatusName(static_cast<AuditStatus>(status)), "word");
    }
};

QTEST_GUILESS_MAIN(TestGuardWords)
#include "tst_guard_words.moc"
