// SPDX-License-Identifier: MIT
#include "ops/pipeline_bench.h"
#include "support/estate_builder.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests::pipeline_bench;
using namespace Qt::StringLiterals;

class TestPipeline final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesEveryStepInOrder() {
        Bench bench;
        const auto outcome = bench.run();
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message()));
        QCOMPARE(events, QStringList({u"guard"_s, u"plan"_s, u"confirm"_s, u"audit before"_s,
                                      u"undo before"_s, u"audit after 42"_s, u"undo after"_s}));
        QCOMPARE(bench.rules->last.operation, u"write_something"_s);
        QCOMPARE(bench.rules->last.environment, u"demo"_s);
        QCOMPARE(bench.rules->last.risk, guard::Risk::High);
        QCOMPARE(bench.audit->entry.agent, u"test"_s);
        QCOMPARE(bench.audit->entry.target, u"demo"_s);
        QCOMPARE(bench.audit->entry.approvedBy, u"ada"_s);
        QCOMPARE(bench.audit->entry.parameters,
                 QJsonObject({{u"id"_s, u"web"_s}, {u"dry_run"_s, false}}));
        QCOMPARE(bench.audit->outcome.status, guard::AuditStatus::Ok);
        QCOMPARE(bench.confirmer->asked.object, QString::fromUtf16(kGroup));
        QCOMPARE(bench.confirmer->asked.consequences, QStringList{u"Something is written."_s});
        QCOMPARE(bench.undo->completedAs, u"recorded"_s);
        QCOMPARE(bench.undo->images.at(0)[u"after"][u"display_name"].toString(), u"Test"_s);
        QCOMPARE(bench.undo->record.audit.row, 42);
        QCOMPARE(outcome->result.value(u"undo_id"_s).toString(), u"undo-1"_s);
    }

    void cleansWhatTheHandlerSays() {
        Bench bench;
        QCOMPARE(bench.run()->result.value(u"id"_s).toString(), u"a\ufffdb"_s);
    }

    void asksOnlyBeforeDestruction() {
        Bench bench;
        bench.kind = OperationKind::Write;
        QVERIFY(bench.run());
        QVERIFY(!events.contains(u"confirm"_s));
    }

    // Fails closed: a write whose row cannot be stored is not run.
    void runsNoWriteWithoutItsRow_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("write") << static_cast<int>(OperationKind::Write);
        QTest::newRow("destructive") << static_cast<int>(OperationKind::Destructive);
    }
    void runsNoWriteWithoutItsRow() {
        QFETCH(const int, kind);
        Bench bench;
        bench.kind = static_cast<OperationKind>(kind);
        bench.audit->failsToBegin = true;
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QVERIFY(outcome.error().message().contains(u"The disk is full."_s));
        QVERIFY(!events.contains(u"undo before"_s));
    }

    void readsOnWithoutARowAndSaysSo() {
        Bench bench;
        bench.kind = OperationKind::Read;
        bench.audit->failsToBegin = true;
        const auto outcome = bench.run();
        QVERIFY(outcome);
        QCOMPARE(outcome->notes.size(), 1);
        QVERIFY(outcome->notes.constFirst().contains(u"The disk is full."_s));
    }

    void saysWhenTheRowCouldNotBeCompleted() {
        Bench bench;
        bench.audit->failsToFinish = true;
        const auto outcome = bench.run();
        QVERIFY(outcome);
        QVERIFY(outcome->notes.join(u' ').contains(u"The disk is full."_s));
    }

    void writesNothingThatCannotBeUndone() {
        Bench bench;
        bench.undo->fails = true;
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QVERIFY(outcome.error().message().contains(u"locked"_s));
        QCOMPARE(events.count(u"audit before"_s), 1);
        QCOMPARE(bench.audit->outcome.status, guard::AuditStatus::Error);
        QVERIFY(!events.contains(u"undo after"_s));
    }

    void showsWithoutSending() {
        Bench bench;
        bench.arguments.insert(u"dry_run"_s, true);
        const auto outcome = bench.run();
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message()));
        QCOMPARE(events,
                 QStringList({u"guard"_s, u"plan"_s, u"audit before"_s, u"audit after 42"_s}));
        QCOMPARE(bench.audit->outcome.status, guard::AuditStatus::DryRun);
        QCOMPARE(outcome->result.value(u"requests"_s)[0][u"method"].toString(), u"PUT"_s);
        QCOMPARE(outcome->result.value(u"would_be"_s).toString(), u"created"_s);
        QVERIFY(outcome->result.value(u"dry_run"_s).toBool());
    }

    void asksNobodyAboutNothing() {
        Bench bench;
        bench.arguments = {{u"id"_s, u"nothing"_s}};
        const auto outcome = bench.run();
        QVERIFY(outcome);
        QCOMPARE(outcome->result.value(u"status"_s).toString(), u"unchanged"_s);
        QCOMPARE(events,
                 QStringList({u"guard"_s, u"plan"_s, u"audit before"_s, u"audit after 42"_s}));
    }

    void stopsAtADenyRule() {
        Bench bench;
        bench.rules->verdict = {false, u"no-friday"_s, u"It is Friday."_s, false};
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Refused);
        QVERIFY(outcome.error().message().contains(u"no-friday"_s));
        QVERIFY(outcome.error().message().contains(u"It is Friday."_s));
        QCOMPARE(events, QStringList({u"guard"_s, u"audit before"_s, u"audit after 42"_s}));
        QCOMPARE(bench.audit->outcome.status, guard::AuditStatus::Denied);
    }

    void recordsABypass() {
        Bench bench;
        bench.rules->verdict = {true, u"no-friday"_s, {}, true};
        QVERIFY(bench.run());
        QVERIFY(bench.audit->outcome.bypassed);
    }

    void stopsWithoutAYes_data() {
        QTest::addColumn<int>("answer");
        QTest::newRow("declined") << static_cast<int>(guard::Answer::Declined);
        QTest::newRow("dismissed") << static_cast<int>(guard::Answer::Dismissed);
        QTest::newRow("nobody to ask") << static_cast<int>(guard::Answer::Unavailable);
    }
    void stopsWithoutAYes() {
        QFETCH(const int, answer);
        Bench bench;
        bench.confirmer->answer = static_cast<guard::Answer>(answer);
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Declined);
        QVERIFY(outcome.error().message().contains(u"nothing was changed"_s));
        QVERIFY(!events.contains(u"undo before"_s));
        QCOMPARE(bench.audit->outcome.status, guard::AuditStatus::Rejected);
    }

    void aQuestionOnItsWayIsNoRefusal() {
        Bench bench;
        bench.confirmer->answer = guard::Answer::Asked;
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QVERIFY(!events.contains(u"undo before"_s));
        QCOMPARE(bench.audit->outcome.status, guard::AuditStatus::Interrupted);
    }

    void theFingerprintTellsQuestionsApart() {
        Bench bench;
        SourceOptions options;
        options.demo = true;
        const auto sources = std::make_shared<SourceProvider>(options);
        QVERIFY(bench.runOn(sources));
        const guard::Question first = bench.confirmer->asked;
        QCOMPARE(first.fingerprint.size(), 64);
        QVERIFY(!first.manager.isEmpty());
        // Only the first write is taken; the questions are what counts.
        static_cast<void>(bench.runOn(sources));
        QCOMPARE(bench.confirmer->asked.fingerprint, first.fingerprint);
        bench.arguments.insert(u"id"_s, u"db"_s);
        static_cast<void>(bench.runOn(sources));
        QVERIFY(bench.confirmer->asked.fingerprint != first.fingerprint);
    }

    void asksNobodyWhenThereIsNoConfirmer() {
        Bench bench;
        bench.confirmer.reset();
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Declined);
        QVERIFY(!events.contains(u"undo before"_s));
    }

    void recordsFailuresOnce_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<int>("kind");
        QTest::newRow("planner fails")
            << u"write_something"_s << QJsonObject{{u"id"_s, u"broken"_s}}
            << static_cast<int>(ErrorKind::Conflict);
        QTest::newRow("bad argument") << u"write_something"_s << QJsonObject{{u"idd"_s, u"web"_s}}
                                      << static_cast<int>(ErrorKind::InvalidInput);
        QTest::newRow("unknown target")
            << u"write_something"_s
            << QJsonObject{{u"id"_s, u"web"_s}, {u"target"_s, u"elsewhere"_s}}
            << static_cast<int>(ErrorKind::InvalidInput);
    }
    void recordsFailuresOnce() {
        QFETCH(const QString, name);
        QFETCH(const QJsonObject, arguments);
        QFETCH(const int, kind);
        Bench bench;
        bench.name = name;
        bench.arguments = arguments;
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QCOMPARE(static_cast<int>(outcome.error().kind), kind);
        QCOMPARE(events.count(u"audit before"_s), 1);
        QCOMPARE(events.count(u"audit after 42"_s), 1);
        QCOMPARE(bench.audit->outcome.status, guard::AuditStatus::Error);
        QVERIFY(!bench.audit->outcome.summary.value(u"error"_s).toString().isEmpty());
    }

    void recordsAnInterruption() {
        Bench bench;
        CancellationSource source;
        source.cancel();
        bench.context.token = source.token();
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QCOMPARE(bench.audit->outcome.status, guard::AuditStatus::Interrupted);
        QVERIFY(!events.contains(u"undo before"_s));
    }

    void changesNoSnapshot() {
        Bench bench;
        const auto sources = std::make_shared<SourceProvider>(tests::EstateBuilder().make());
        const auto outcome = bench.runOn(sources);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Refused);
        QVERIFY(!events.contains(u"undo before"_s));
    }

    void knowsNoOtherOperation() {
        Bench bench;
        bench.name = u"write_somethin"_s;
        const auto outcome = bench.run();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::InvalidInput);
        QVERIFY(outcome.error().message().contains(u"Use write_something"_s));
        QVERIFY(events.isEmpty());
    }

    // The task may outlive the pipeline that started it.
    void outlivesItsPipeline() {
        SourceOptions options;
        options.demo = true;
        const auto sources = std::make_shared<SourceProvider>(options);
        auto pipeline = std::make_unique<Pipeline>(Pipeline::standard(sources));
        auto task = pipeline->call(u"list_dfw_policies"_s, {}, {});
        pipeline.reset();
        const auto outcome = tests::await(std::move(task));
        QVERIFY(outcome);
        QVERIFY(outcome->result.value(u"returned"_s).toInt() > 0);
        QVERIFY(tests::await(sources->close()));
    }
};

QTEST_GUILESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
