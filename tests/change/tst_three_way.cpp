// SPDX-License-Identifier: MIT
// Two people at once: what merges, what is refused, and that nothing is lost unseen.
#include "change/change_set.h"
#include "change/publish_order.h"
#include "change/rebase.h"
#include "change/rule_edits.h"
#include "change/three_way.h"
#include "support/estate_builder.h"

#include <QRandomGenerator>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::change;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(bulkhead::change::MergeOutcome)
Q_DECLARE_METATYPE(std::vector<bulkhead::change::Choice>)

namespace {

const QString kPath = u"/infra/domains/default/security-policies/p/rules/r"_s;

QJsonObject rule(const QJsonObject& more = {}) {
    QJsonObject json{{u"resource_type"_s, u"Rule"_s},
                     {u"id"_s, u"r"_s},
                     {u"path"_s, kPath},
                     {u"action"_s, u"ALLOW"_s},
                     {u"_revision"_s, 1}};
    for (auto field = more.constBegin(); field != more.constEnd(); ++field) {
        json.insert(field.key(), *field);
    }
    return json;
}

QJsonValue nothing() {
    return QJsonValue(QJsonValue::Null);
}

} // namespace

class TestThreeWay final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decides_data() {
        QTest::addColumn<QJsonValue>("base");
        QTest::addColumn<QJsonValue>("mine");
        QTest::addColumn<QJsonValue>("theirs");
        QTest::addColumn<MergeOutcome>("outcome");
        const QJsonValue old = rule();
        const QJsonValue mine = rule({{u"notes"_s, u"mine"_s}});
        const QJsonValue newer = rule({{u"_revision"_s, 2}, {u"_last_modified_user"_s, u"bob"_s}});
        const QJsonValue others = rule({{u"_revision"_s, 2}, {u"logged"_s, true}});
        const QJsonValue same = rule({{u"_revision"_s, 2}, {u"notes"_s, u"theirs"_s}});
        const QJsonValue done = rule({{u"_revision"_s, 2}, {u"notes"_s, u"mine"_s}});
        using enum MergeOutcome;
        QTest::newRow("nobody else") << old << mine << old << Mine;
        QTest::newRow("touched without a change") << old << mine << newer << Mine;
        QTest::newRow("another field") << old << mine << others << Merged;
        QTest::newRow("the same field") << old << mine << same << Refused;
        QTest::newRow("the same value") << old << mine << done << Already;
        QTest::newRow("deleted by them") << old << mine << nothing() << Refused;
        QTest::newRow("deleted by both") << old << nothing() << nothing() << Already;
        QTest::newRow("deleted by me, changed by them") << old << nothing() << others << Refused;
        QTest::newRow("deleted by me") << old << nothing() << old << Mine;
        QTest::newRow("created") << nothing() << mine << nothing() << Mine;
        QTest::newRow("created by both, differently") << nothing() << mine << same << Refused;
        QTest::newRow("created by both, alike") << nothing() << mine << done << Already;
    }

    void decides() {
        QFETCH(QJsonValue, base);
        QFETCH(QJsonValue, mine);
        QFETCH(QJsonValue, theirs);
        QFETCH(MergeOutcome, outcome);
        const Edit edit{ObjectKind::Rule, kPath, base, mine};
        const Merge merge = mergeThreeWay(edit, theirs);
        QCOMPARE(merge.outcome, outcome);
        if (outcome == MergeOutcome::Merged) {
            QCOMPARE(merge.wanted[u"notes"].toString(), u"mine"_s);
            QCOMPARE(merge.wanted[u"logged"].toBool(), true);
            QCOMPARE(merge.wanted[u"_revision"].toInt(), 2);
            QCOMPARE(merge.theirFields, QStringList{u"logged"_s});
        }
        if (outcome == MergeOutcome::Refused) {
            const Error error = conflictError(edit, merge, theirs, u"Rule 'r'"_s);
            QCOMPARE(error.kind, ErrorKind::Conflict);
            QVERIFY(error.problem.startsWith(u"Rule 'r' was "_s));
        }
    }

    void aPersonDecidesWhatCollides_data() {
        QTest::addColumn<std::vector<Choice>>("choices");
        QTest::addColumn<bool>("isGone");
        QTest::addColumn<QString>("notes");
        using List = std::vector<Choice>;
        const QString field = u"notes"_s;
        QTest::newRow("mine") << List{{kPath, field, Side::Mine}} << false << u"mine"_s;
        QTest::newRow("theirs") << List{{kPath, field, Side::Theirs}} << false << u"theirs"_s;
        QTest::newRow("undecided") << List{} << false << u"theirs"_s;
        QTest::newRow("another field")
            << List{{kPath, u"tag"_s, Side::Mine}} << false << u"theirs"_s;
        QTest::newRow("mine comes back") << List{{kPath, {}, Side::Mine}} << true << u"mine"_s;
        QTest::newRow("stays gone") << List{{kPath, {}, Side::Theirs}} << true << QString();
    }
    void aPersonDecidesWhatCollides() {
        QFETCH(const std::vector<Choice>, choices);
        QFETCH(const bool, isGone);
        QFETCH(const QString, notes);
        const auto estate = [](const QJsonArray& rules) {
            tests::EstateBuilder builder;
            builder.policy(u"p"_s, u"Application"_s, 10, rules);
            return builder.make();
        };
        ChangeSet set(estate({rule({{u"notes"_s, u"old"_s}})}));
        const auto step = changeRules(*set.current(), {kPath}, u"notes"_s, [](model::Rule& one) {
            one.notes = UntrustedText(u"mine"_s);
            one.logged = true;
        });
        QVERIFY(step && set.push(*step));
        const QJsonObject theirs =
            rule({{u"notes"_s, u"theirs"_s}, {u"description"_s, u"new"_s}, {u"_revision"_s, 2}});
        const auto fresh = estate(isGone ? QJsonArray() : QJsonArray{theirs});
        QVERIFY(!rebase(set, fresh)); // nobody decides by itself
        const auto carried = rebaseWithChoices(set.net(), fresh, choices, u"Decided"_s);
        QVERIFY2(carried, qPrintable(carried ? QString() : carried.error().message()));
        const model::Rule* now = carried->current()->rule(kPath).rule;
        QCOMPARE(now != nullptr, !notes.isEmpty());
        if (now != nullptr) {
            QCOMPARE(now->notes.raw(), notes);
            QCOMPARE(now->logged, std::optional(true)); // collides with nobody
            QCOMPARE(now->header.description.raw(), isGone ? QString() : u"new"_s);
        }
    }

    void tagsMergeOneByOne() {
        const auto tags = [](const QStringList& words) {
            std::vector<model::Tag> list;
            for (const QString& word : words) {
                list.push_back({UntrustedText(u"s"_s), UntrustedText(word)});
            }
            return QJsonValue(stateOf(list));
        };
        const Edit edit{ObjectKind::MachineTags, u"vm"_s, tags({u"a"_s, u"b"_s}),
                        tags({u"a"_s, u"mine"_s})};
        const Merge merge = mergeThreeWay(edit, tags({u"a"_s, u"b"_s, u"theirs"_s}));
        QCOMPARE(merge.outcome, MergeOutcome::Merged);
        QCOMPARE(merge.wanted, tags({u"a"_s, u"theirs"_s, u"mine"_s}));
    }

    void newObjectsComeBeforeWhoNamesThem() {
        const auto group = [](const QString& id, const QStringList& members) {
            return QJsonObject{{u"id"_s, id},
                               {u"expression"_s, QJsonArray{tests::listExpression(
                                                     u"PathExpression"_s, u"paths"_s, members)}}};
        };
        const QString a = tests::EstateBuilder::groupPath(u"a"_s);
        const QString b = tests::EstateBuilder::groupPath(u"b"_s);
        const QString c = tests::EstateBuilder::groupPath(u"c"_s);
        const std::vector<Edit> edits = {
            {ObjectKind::MachineTags, u"vm"_s, QJsonArray(), QJsonArray()},
            {ObjectKind::Group, c, group(u"c"_s, {}), nothing()},
            {ObjectKind::Rule, kPath, nothing(), rule()},
            {ObjectKind::Group, a, nothing(), group(u"a"_s, {b})},
            {ObjectKind::Group, b, nothing(), group(u"b"_s, {})},
        };
        QCOMPARE(publishOrder(edits), (std::vector<std::size_t>{4, 3, 2, 1, 0}));
    }

    /// Two editors take turns at random: what one publishes, the other merges or is told about.
    void nothingIsLostUnseen_data() {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 50; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void nothingIsLostUnseen() {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        tests::EstateBuilder builder;
        builder.policy(u"p"_s, u"Application"_s, 10, {rule({{u"sequence_number"_s, 10}})});
        snapshot::SnapshotPointer stored = builder.make();
        std::array editors{ChangeSet(stored), ChangeSet(stored)};
        // What each field must be in the end: the last value that was published without an error.
        QJsonObject expected = stateIn(*stored, ObjectKind::Rule, kPath).toObject();
        for (int turn = 0; turn < 40; ++turn) {
            ChangeSet& editor = editors.at(random.bounded(2U));
            const QString value = QString::number(turn);
            if (random.bounded(3) != 0) {
                const bool isNotes = random.bounded(2) == 0;
                const auto step = changeRules(
                    *editor.current(), {kPath}, u"x%1"_s.arg(turn), [&](model::Rule& one) {
                        (isNotes ? one.notes : one.logLabel) = UntrustedText(value);
                    });
                QVERIFY(step);
                QVERIFY(editor.push(*step));
                continue;
            }
            // Publish: carry over to what is stored now, then store it.
            const auto carried = rebase(editor, stored);
            if (!carried) {
                QCOMPARE(carried.error().kind, ErrorKind::Conflict);
                // The refusal is honest: somebody has changed a field that this editor changed too.
                const QJsonObject now = stateIn(*stored, ObjectKind::Rule, kPath).toObject();
                const QJsonObject base =
                    stateIn(*editor.base(), ObjectKind::Rule, kPath).toObject();
                QVERIFY(now != base);
                editor = ChangeSet(stored);
                continue;
            }
            for (const Edit& edit : carried->net()) {
                const QJsonObject before = edit.before.toObject();
                const QJsonObject after = edit.after.toObject();
                QCOMPARE(before, expected); // it replaces nothing that it has not seen
                expected = after;
            }
            stored = carried->current();
            editor = ChangeSet(stored);
        }
        QCOMPARE(stateIn(*stored, ObjectKind::Rule, kPath).toObject(), expected);
    }
};

QTEST_GUILESS_MAIN(TestThreeWay)
#include "tst_three_way.moc"
