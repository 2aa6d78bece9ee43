// SPDX-License-Identifier: MIT
#include "guard/pass_through.h"
#include "support/await.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestPassThrough final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rulesLetReadsPassAndStopWrites() {
        ReadOnlyRules rules;
        GuardRequest request{u"list_groups"_s, u"production"_s, Risk::Low, u"nsx"_s, false};
        QVERIFY(rules.judge(request).allowed);
        request.isWrite = true;
        const GuardVerdict verdict = rules.judge(request);
        QVERIFY(!verdict.allowed);
        QVERIFY(!verdict.ruleName.isEmpty());
        QVERIFY(!verdict.reason.isEmpty());
    }

    void auditRefusesWhatItCannotRecord() {
        NoAuditStore store;
        AuditEntry entry;
        entry.operation = u"delete_group"_s;
        QVERIFY(tests::await(store.begin(entry)));
        entry.isWrite = true;
        const auto ticket = tests::await(store.begin(entry));
        QVERIFY(!ticket);
        QCOMPARE(ticket.error().kind, ErrorKind::Refused);
        QVERIFY(ticket.error().message().contains(u"delete_group"_s));
    }

    void nobodyConfirms() {
        NobodyToAsk nobody;
        const auto answer = tests::await(nobody.ask(Question{}, CancellationToken()));
        QVERIFY(answer);
        QCOMPARE(answer->answer, Answer::Unavailable);
        QVERIFY(!answer->remedy.isEmpty());
    }

    void undoSaysThatItKeptNothing() {
        NoUndoStore store;
        const auto id = tests::await(store.prepare(UndoRecord{}));
        QVERIFY(!id);
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

QTEST_GUILESS_MAIN(TestPassThrough)
#include "tst_pass_through.moc"
