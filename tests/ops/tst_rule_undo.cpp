// SPDX-License-Identifier: MIT
// Writes of rules: in conflict, cut off, cancelled and taken back.
#include "ops/rule_bench.h"

#include <QTest>
#include <QTimer>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestRuleUndo final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // What somebody else did in between is shown, and kept.
    void showsBothSidesOfAConflict() {
        WriteBench bench;
        const QString id = order(bench).constFirst();
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::StaleRevision;
        fault.method = "PUT";
        bench.manager().addFault(fault);
        const auto outcome =
            bench.call(u"update_dfw_rule"_s, ruleArguments(id, {{u"disabled"_s, true}}));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        QCOMPARE(bench.undo->entries.back().state, guard::UndoState::NotMade);
        QCOMPARE(ruleNamed(bench, id).value(u"disabled"_s), QJsonValue(false));
    }

    // The answer is lost, the write was made: never sent twice, and said.
    void findsOutWhatACutConnectionDid() {
        WriteBench bench;
        const QString id = order(bench).constFirst();
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::DropConnection;
        fault.method = "PUT";
        bench.manager().addFault(fault);
        bench.manager().clearRequests();
        const auto outcome =
            bench.call(u"update_dfw_rule"_s, ruleArguments(id, {{u"disabled"_s, true}}));
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(u"was made all the same"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes().size(), 1);
        const guard::UndoEntry entry = bench.undo->entries.back();
        QCOMPARE(entry.state, guard::UndoState::Recorded);
        QVERIFY(outcome.error().message().contains(entry.id));
        QVERIFY(!bench.must(u"undo_change"_s, {{u"undo_id"_s, entry.id}}).isEmpty());
        QCOMPARE(ruleNamed(bench, id).value(u"disabled"_s), QJsonValue(false));
    }

    void saysThatABusyManagerChangedNothing() {
        WriteBench bench;
        const QString id = order(bench).constFirst();
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::Status;
        fault.status = 503;
        fault.method = "PUT";
        bench.manager().addFault(fault);
        const auto outcome =
            bench.call(u"update_dfw_rule"_s, ruleArguments(id, {{u"disabled"_s, true}}));
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(u"nothing was changed"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(bench.undo->entries.back().state, guard::UndoState::NotMade);
        QCOMPARE(bench.audit->rows.back().outcome.status, guard::AuditStatus::Error);
    }

    void undoesEachKindOfWrite() {
        WriteBench bench;
        const QStringList before = order(bench);
        const QJsonObject first = ruleNamed(bench, before.constFirst());
        QStringList ids;
        const auto write = [&bench, &ids](const QString& name, const QJsonObject& arguments) {
            const QJsonObject made = bench.must(name, arguments);
            ids << made.value(u"undo_id"_s).toString();
            return !made.isEmpty();
        };
        QVERIFY(write(u"create_dfw_rule"_s, newRule(u"new"_s, {{u"position"_s, u"top"_s}})));
        QVERIFY(write(u"update_dfw_rule"_s,
                      ruleArguments(before.constFirst(), {{u"action"_s, u"DROP"_s}})));
        QVERIFY(write(u"move_dfw_rule"_s,
                      ruleArguments(before.constFirst(), {{u"position"_s, u"bottom"_s}})));
        QVERIFY(write(u"delete_dfw_rule"_s, ruleArguments(before.at(1))));
        QCOMPARE(order(bench).size(), before.size());
        for (qsizetype i = ids.size() - 1; i >= 0; --i) {
            QVERIFY(!bench.must(u"undo_change"_s, {{u"undo_id"_s, ids.at(i)}}).isEmpty());
        }
        QCOMPARE(order(bench), before);
        const QJsonObject again = ruleNamed(bench, before.constFirst());
        QCOMPARE(again.value(u"action"_s), first.value(u"action"_s));
        // What is undone cannot be undone twice.
        const auto twice = bench.call(u"undo_change"_s, {{u"undo_id"_s, ids.constFirst()}});
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, ErrorKind::Refused);
    }

    void undoesTheLastFewAsOne() {
        WriteBench bench;
        const QStringList before = order(bench);
        const QString id = before.constFirst();
        QVERIFY(!bench.must(u"create_dfw_rule"_s, newRule(u"new"_s)).isEmpty());
        QVERIFY(!bench.must(u"update_dfw_rule"_s, ruleArguments(id, {{u"notes"_s, u"one"_s}}))
                     .isEmpty());
        QVERIFY(!bench.must(u"update_dfw_rule"_s, ruleArguments(id, {{u"notes"_s, u"two"_s}}))
                     .isEmpty());
        const QJsonObject made = bench.must(u"undo_change"_s, {{u"last"_s, 3}});
        QCOMPARE(made.value(u"undone"_s).toArray().size(), 3);
        QCOMPARE(order(bench), before);
        QCOMPARE(ruleNamed(bench, id).value(u"notes"_s).toString(), QString());
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(bench.undo->entries.at(static_cast<std::size_t>(i)).state,
                     guard::UndoState::Undone);
        }
    }

    void undoesNothingThatOthersChanged() {
        WriteBench bench;
        const QString id = order(bench).constFirst();
        const QJsonObject made =
            bench.must(u"update_dfw_rule"_s, ruleArguments(id, {{u"notes"_s, u"mine"_s}}));
        QVERIFY(!bench.must(u"update_dfw_rule"_s, ruleArguments(id, {{u"notes"_s, u"theirs"_s}}))
                     .isEmpty());
        bench.manager().clearRequests();
        const auto outcome =
            bench.call(u"undo_change"_s, {{u"undo_id"_s, made.value(u"undo_id"_s)}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
        QVERIFY2(outcome.error().message().contains(u"mine → theirs"_s),
                 qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes(), QStringList());
    }

    void stopsWhenCancelled() {
        WriteBench bench;
        order(bench); // logged in
        CancellationSource source;
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::Delay;
        fault.method = "PUT";
        fault.delayMs = 60000;
        bench.manager().addFault(fault);
        bench.token = source.token();
        QTimer::singleShot(300, this, [&source] { source.cancel(); });
        const auto outcome = bench.call(u"create_dfw_rule"_s, newRule(u"new"_s));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QVERIFY(bench.undo->entries.back().state != guard::UndoState::Recorded);
    }
};

QTEST_GUILESS_MAIN(TestRuleUndo)
#include "tst_rule_undo.moc"
