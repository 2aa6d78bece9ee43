// SPDX-License-Identifier: MIT
// A group's criteria taken apart, changed and put together again.
#include "desktop/groups/criteria_draft.h"
#include "desktop/groups/criterion_words.h"
#include "model/decode.h"
#include "model/expression_words.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestCriteriaDraft final : public QObject {
    Q_OBJECT

    /// With ids, server fields, an exclusion and a kind that nobody knows.
    [[nodiscard]] static QJsonArray rich() {
        return QJsonDocument::fromJson(R"([
            {"resource_type": "Condition", "id": "a", "member_type": "VirtualMachine", "key": "Tag",
             "operator": "EQUALS", "value": "env|prod", "path": "/x/a",
             "exclude": {"path_expression": {"paths": ["/infra/domains/default/groups/q"]}}},
            {"resource_type": "ConjunctionOperator", "id": "b", "conjunction_operator": "AND"},
            {"resource_type": "Condition", "id": "c", "member_type": "VirtualMachine", "key": "Name",
             "operator": "STARTSWITH", "value": "web"},
            {"resource_type": "ConjunctionOperator", "id": "d", "conjunction_operator": "OR"},
            {"resource_type": "NestedExpression", "id": "e", "expressions": [
                {"resource_type": "Condition", "id": "f", "member_type": "Segment", "key": "Tag",
                 "operator": "EQUALS", "value": "zone|a"},
                {"resource_type": "ConjunctionOperator", "id": "g", "conjunction_operator": "AND"},
                {"resource_type": "Condition", "id": "h", "member_type": "Segment", "key": "Name",
                 "operator": "CONTAINS", "value": "dmz"}]},
            {"resource_type": "ConjunctionOperator", "id": "i", "conjunction_operator": "OR"},
            {"resource_type": "FutureExpression", "id": "j", "future": [1, 2]}])")
            .array();
    }
    [[nodiscard]] static CriteriaDraft draft() {
        const auto group =
            model::decode<model::Group>(QJsonObject{{u"id"_s, u"g"_s}, {u"expression"_s, rich()}});
        return group ? CriteriaDraft(group->expression) : CriteriaDraft();
    }
    [[nodiscard]] static QString ids(const CriteriaDraft& draft) {
        QStringList words;
        for (const Criterion& criterion : draft.criteria()) {
            QString word = criterion.element.id.isEmpty() ? u"?"_s : criterion.element.id;
            if (!criterion.parts.empty()) {
                QStringList inner;
                for (const Criterion& part : criterion.parts) {
                    inner << (part.element.id.isEmpty() ? u"?"_s : part.element.id);
                }
                word += u'(' + inner.join(u' ') + u')';
            }
            if (!words.isEmpty()) {
                words << criterion.join.conjunction;
            }
            words << word;
        }
        return words.join(u' ');
    }

private Q_SLOTS:
    void nothingIsLost() {
        QCOMPARE(draft().json(), rich());
        QCOMPARE(ids(draft()), u"a AND c OR e(f h) OR j"_s);
    }

    void partsMoveAndTheirJoinsStay() {
        CriteriaDraft moved = draft();
        QCOMPARE(moved.move({2, -1}, -1), (CriterionPlace{1, -1}));
        QCOMPARE(ids(moved), u"a AND e(f h) OR c OR j"_s);
        QCOMPARE(moved.move({1, 0}, 1), (CriterionPlace{1, 1}));
        QCOMPARE(ids(moved), u"a AND e(h f) OR c OR j"_s);
        QCOMPARE(moved.move({0, -1}, -1), (CriterionPlace{0, -1})); // nowhere to go
        QCOMPARE(moved.move({9, -1}, 1), (CriterionPlace{9, -1}));
    }

    void partsComeAndGo() {
        CriteriaDraft changed = draft();
        QCOMPARE(changed.addBehind({2, 0}), (CriterionPlace{2, 1}));
        QCOMPARE(ids(changed), u"a AND c OR e(f ? h) OR j"_s);
        changed.remove({2, 1});
        changed.remove({2, 1});
        changed.remove({2, 0});
        QCOMPARE(ids(changed), u"a AND c OR j"_s); // the empty nested one went too
        QCOMPARE(changed.addNested(), (CriterionPlace{3, 0}));
        QCOMPARE(ids(changed), u"a AND c OR j OR ?(?)"_s);
        changed.remove({0, -1});
        QCOMPARE(ids(changed), u"c OR j OR ?(?)"_s);
        QCOMPARE(changed.expression().front().id, u"c"_s); // no conjunction in front
        changed.setJoin({1, -1}, u"AND"_s);
        QCOMPARE(ids(changed), u"c AND j OR ?(?)"_s);
    }

    void problemsFindTheirPart_data() {
        QTest::addColumn<QString>("element");
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("inner");
        QTest::newRow("whole") << u"expression"_s << -1 << -1;
        QTest::newRow("criterion") << u"expression[4]"_s << 2 << -1;
        QTest::newRow("conjunction") << u"expression[3]"_s << 2 << -1;
        QTest::newRow("part") << u"expression[4].expressions[2]"_s << 2 << 1;
        QTest::newRow("its exclusion") << u"expression[0].exclude"_s << 0 << -1;
    }
    void problemsFindTheirPart() {
        QFETCH(QString, element);
        QFETCH(int, index);
        QFETCH(int, inner);
        QCOMPARE(placeOf({element, {}, true}), (CriterionPlace{index, inner}));
    }

    void everySubjectIsOneThatNsxKnows() {
        QSet<QString> conditions;
        for (const CriterionSubject& subject : criterionSubjects()) {
            const model::Expression element = withSubject({}, subject);
            QCOMPARE(subjectIndexOf(element),
                     static_cast<int>(&subject - criterionSubjects().data()));
            if (subject.kind == model::ExpressionKind::Condition) {
                conditions.insert(subject.memberType);
            }
        }
        QCOMPARE(conditions, model::conditionMemberTypes());
        model::Expression unknown;
        unknown.kind = kindNamed(u"FutureExpression"_s);
        QCOMPARE(subjectIndexOf(unknown), -1);
    }

    void anotherMemberTypeKeepsWhatFits() {
        model::Expression machine = newCondition();
        machine.id = u"a"_s;
        machine.key = u"OSName"_s;
        machine.value = UntrustedText(u"Linux"_s);
        const CriterionSubject segment{model::ExpressionKind::Condition, u"Segment"_s, {}};
        const model::Expression changed = withSubject(machine, segment);
        QCOMPARE(changed.key, u"Tag"_s); // segments have no operating system
        QCOMPARE(changed.id, u"a"_s);
        QCOMPARE(changed.value.raw(), u"Linux"_s);
        for (const NsxWord& word : operatorsFor(newCondition())) {
            QVERIFY(word.value != u"NOTEQUALS"); // not for tags of machines
        }
    }

private:
    [[nodiscard]] static model::NsxEnum<model::ExpressionKind> kindNamed(const QString& text) {
        return model::NsxEnum<model::ExpressionKind>::fromText(text);
    }
};

QTEST_GUILESS_MAIN(TestCriteriaDraft)
#include "tst_criteria_draft.moc"
