// SPDX-License-Identifier: MIT
// Staged edits: applying, history, places, merging, words.
#include "change/apply_edits.h"
#include "change/change_set.h"
#include "change/edit_words.h"
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "snapshot/formats.h"
#include "support/estate_builder.h"

#include <QRandomGenerator>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::change;
using namespace Qt::StringLiterals;

namespace {

QString policyPath(const QString& id) {
    return u"/infra/domains/default/security-policies/"_s + id;
}

QString rulePath(const QString& policy, const QString& id) {
    return policyPath(policy) + u"/rules/"_s + id;
}

QJsonObject ruleJson(const QString& policy, const QString& id, int sequence) {
    return {{u"resource_type"_s, u"Rule"_s},
            {u"id"_s, id},
            {u"display_name"_s, id},
            {u"path"_s, rulePath(policy, id)},
            {u"parent_path"_s, policyPath(policy)},
            {u"action"_s, u"ALLOW"_s},
            {u"logged"_s, false},
            {u"source_groups"_s, QJsonArray{tests::EstateBuilder::groupPath(u"web"_s)}},
            {u"destination_groups"_s, QJsonArray{u"ANY"_s}},
            {u"services"_s, QJsonArray{u"ANY"_s}},
            {u"sequence_number"_s, sequence},
            {u"rule_id"_s, 1000 + sequence},
            {u"_revision"_s, 3}};
}

snapshot::SnapshotPointer estate() {
    tests::EstateBuilder builder;
    builder.machine(u"web-01"_s, {u"tier|web"_s})
        .machine(u"db-01"_s)
        .group(u"web"_s, {tests::tagged(u"tier|web"_s)})
        .group(u"db"_s, {tests::tagged(u"tier|db"_s)})
        .group(u"unused"_s, {})
        .policy(u"shop"_s, u"Application"_s, 10,
                {ruleJson(u"shop"_s, u"a"_s, 10), ruleJson(u"shop"_s, u"b"_s, 11),
                 ruleJson(u"shop"_s, u"c"_s, 12)})
        .policy(u"mail"_s, u"Application"_s, 20, {ruleJson(u"mail"_s, u"a"_s, 10)})
        .policy(u"infra"_s, u"Infrastructure"_s, 10, {});
    builder.content().excludeList = *model::decode<model::ExcludeList>(
        QJsonObject{{u"id"_s, u"exclude-list"_s},
                    {u"path"_s, u"/infra/settings/firewall/security/exclude-list"_s},
                    {u"members"_s, QJsonArray{}}});
    return builder.make();
}

QStringList ruleIds(const snapshot::Snapshot& snapshot, const QString& policy) {
    QStringList ids;
    for (const model::Rule& rule : snapshot.policy(policyPath(policy))->rules.get()) {
        ids << rule.header.id;
    }
    return ids;
}

void pushed(ChangeSet& set, Result<Step> step) {
    QVERIFY2(step.has_value(), qPrintable(step ? QString() : step.error().message()));
    const auto result = set.push(*std::move(step));
    QVERIFY2(result.has_value(), qPrintable(result ? QString() : result.error().message()));
}

} // namespace

class TestChangeSet final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appliesAndTakesBack() {
        const auto base = estate();
        const QByteArray before = snapshot::write(*base);
        ChangeSet set(base);
        pushed(set, changeRules(*set.current(), {rulePath(u"shop"_s, u"a"_s)}, u"action"_s,
                                [](model::Rule& rule) { rule.action = model::RuleAction::Drop; }));
        const model::Rule* rule = set.current()->rule(rulePath(u"shop"_s, u"a"_s)).rule;
        QCOMPARE(rule->action->value(), model::RuleAction::Drop);
        QCOMPARE(*rule->ruleId, 1010);
        QCOMPARE(snapshot::write(*base), before);
        QVERIFY(set.undo());
        QCOMPARE(snapshot::write(*set.current()), before);
        QVERIFY(set.net().empty());
        QVERIFY(set.redo());
        QCOMPARE(set.net().size(), 1U);
    }

    void sharesWhatIsUnchanged() {
        ChangeSet set(estate());
        pushed(set, changeRules(*set.current(), {rulePath(u"shop"_s, u"a"_s)}, u"log"_s,
                                [](model::Rule& rule) { rule.logged = true; }));
        const auto& base = set.base()->content();
        const auto& now = set.current()->content();
        QVERIFY(base.groups.sharesWith(now.groups));
        QVERIFY(base.machines.sharesWith(now.machines));
        QVERIFY(set.base()
                    ->policy(policyPath(u"mail"_s))
                    ->rules.sharesWith(set.current()->policy(policyPath(u"mail"_s))->rules));
        QVERIFY(!set.base()
                     ->policy(policyPath(u"shop"_s))
                     ->rules.sharesWith(set.current()->policy(policyPath(u"shop"_s))->rules));
    }

    void createsARuleAtAPlace_data() {
        QTest::addColumn<QString>("anchor");
        QTest::addColumn<bool>("isBefore");
        QTest::addColumn<QStringList>("order");
        QTest::newRow("first") << u"a"_s << true << QStringList{u"new"_s, u"a"_s, u"b"_s, u"c"_s};
        QTest::newRow("no number free")
            << u"a"_s << false << QStringList{u"a"_s, u"new"_s, u"b"_s, u"c"_s};
        QTest::newRow("last") << u"c"_s << false << QStringList{u"a"_s, u"b"_s, u"c"_s, u"new"_s};
    }

    void createsARuleAtAPlace() {
        QFETCH(QString, anchor);
        QFETCH(bool, isBefore);
        QFETCH(QStringList, order);
        ChangeSet set(estate());
        model::Rule rule;
        rule.header.displayName = UntrustedText(u"new"_s);
        const QString path = rulePath(u"shop"_s, anchor);
        pushed(set, createRules(*set.current(), policyPath(u"shop"_s), {rule},
                                isBefore ? Place::before(path) : Place::after(path)));
        QCOMPARE(ruleIds(*set.current(), u"shop"_s), order);
        const model::Rule* made = set.current()->rule(rulePath(u"shop"_s, u"new"_s)).rule;
        QVERIFY(made != nullptr);
        QVERIFY(made->isLogged());
        QCOMPARE(made->sources, QStringList{u"ANY"_s});
        QVERIFY(!made->header.revision);
        QStringList numbers;
        for (const model::Rule& one : set.current()->policy(policyPath(u"shop"_s))->rules.get()) {
            QVERIFY(!numbers.contains(QString::number(*one.sequenceNumber)));
            numbers << QString::number(*one.sequenceNumber);
        }
    }

    void movesWithinAndAcrossPolicies() {
        ChangeSet set(estate());
        pushed(set, moveRules(*set.current(), {rulePath(u"shop"_s, u"c"_s)}, policyPath(u"shop"_s),
                              Place::top()));
        QCOMPARE(ruleIds(*set.current(), u"shop"_s), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
        QCOMPARE(set.net().size(), 1U);
        pushed(set,
               moveRules(*set.current(), {rulePath(u"shop"_s, u"a"_s), rulePath(u"shop"_s, u"b"_s)},
                         policyPath(u"mail"_s), Place::bottom()));
        QCOMPARE(ruleIds(*set.current(), u"shop"_s), QStringList{u"c"_s});
        QCOMPARE(ruleIds(*set.current(), u"mail"_s), (QStringList{u"a"_s, u"a-2"_s, u"b"_s}));
        const model::Rule* moved = set.current()->rule(rulePath(u"mail"_s, u"b"_s)).rule;
        QVERIFY(moved != nullptr);
        QVERIFY(!moved->ruleId);
        QCOMPARE(set.current()->ruleCount(), set.base()->ruleCount());
        QVERIFY(set.undo());
        QVERIFY(set.undo());
        QCOMPARE(snapshot::write(*set.current()), snapshot::write(*set.base()));
    }

    void movingToTheSamePlaceChangesNothing() {
        ChangeSet set(estate());
        const auto step =
            moveRules(*set.current(), {rulePath(u"shop"_s, u"b"_s)}, policyPath(u"shop"_s),
                      Place::after(rulePath(u"shop"_s, u"a"_s)));
        QVERIFY(step);
        const auto result = set.push(*step);
        QVERIFY(result);
        QCOMPARE(*result, ChangeSet::Pushed::Nothing);
        QVERIFY(set.isEmpty());
    }

    void typingBecomesOneStep() {
        ChangeSet set(estate());
        const QString path = rulePath(u"shop"_s, u"a"_s);
        for (const QString& name : {u"w"_s, u"we"_s, u"web"_s}) {
            pushed(set, changeRules(*set.current(), {path}, u"name"_s, [&name](model::Rule& rule) {
                       rule.header.displayName = UntrustedText(name);
                   }));
        }
        QCOMPARE(set.steps().size(), 1U);
        pushed(set, changeRules(*set.current(), {path}, u"log"_s,
                                [](model::Rule& rule) { rule.logged = true; }));
        QCOMPARE(set.steps().size(), 2U);
        QVERIFY(set.undo());
        QVERIFY(set.undo());
        QCOMPARE(set.current()->rule(path).rule->header.label(), u"a"_s);
    }

    void manyRowsAreOneStep() {
        ChangeSet set(estate());
        pushed(set, changeRules(*set.current(),
                                {rulePath(u"shop"_s, u"a"_s), rulePath(u"mail"_s, u"a"_s)},
                                u"log"_s, [](model::Rule& rule) { rule.logged = true; }));
        QCOMPARE(set.net().size(), 2U);
        QVERIFY(set.undo());
        QVERIFY(set.net().empty());
    }

    void aStaleStepIsRefused() {
        ChangeSet set(estate());
        const QString path = rulePath(u"shop"_s, u"a"_s);
        const auto first = changeRules(*set.current(), {path}, u"log"_s,
                                       [](model::Rule& rule) { rule.logged = true; });
        const auto second = changeRules(*set.current(), {path}, u"action"_s, [](model::Rule& rule) {
            rule.action = model::RuleAction::Reject;
        });
        pushed(set, first);
        const auto refused = set.push(*second);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        QCOMPARE(set.steps().size(), 1U);
    }

    void usedGroupsStay() {
        const auto base = estate();
        const auto refused = deleteObjects(*base, {tests::EstateBuilder::groupPath(u"web"_s)});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(refused.error().remedy.contains(u"Take it out of these first: a"_s));
        ChangeSet set(base);
        pushed(set, deleteObjects(*base, {tests::EstateBuilder::groupPath(u"unused"_s)}));
        QVERIFY(set.current()->group(tests::EstateBuilder::groupPath(u"unused"_s)) == nullptr);
    }

    void policiesTagsAndExclusions() {
        ChangeSet set(estate());
        model::SecurityPolicy policy;
        policy.header.displayName = UntrustedText(u"New shop"_s);
        model::Rule rule;
        rule.header.displayName = UntrustedText(u"first"_s);
        policy.rules = {rule};
        pushed(set, createPolicy(*set.current(), policy, Place::before(policyPath(u"mail"_s))));
        const model::SecurityPolicy* made = set.current()->policy(policyPath(u"New-shop"_s));
        QVERIFY(made != nullptr);
        QCOMPARE(*made->sequenceNumber, 15);
        QCOMPARE(made->rules.size(), 1U);
        pushed(set, movePolicies(*set.current(), {policyPath(u"mail"_s)}, Place::top()));
        QCOMPARE(set.current()->policies()[1].header.id, u"mail"_s);
        pushed(set, deletePolicies(*set.current(), {policyPath(u"shop"_s)}));
        QVERIFY(set.current()->rule(rulePath(u"shop"_s, u"a"_s)).rule == nullptr);
        pushed(set, changeMachineTags(*set.current(), {u"id-db-01"_s}, u"Tag db-01"_s,
                                      [](std::vector<model::Tag>& tags) {
                                          tags.push_back(
                                              {UntrustedText(u"tier"_s), UntrustedText(u"db"_s)});
                                      }));
        QCOMPARE(set.current()->machine(u"id-db-01"_s)->tags.size(), 1U);
        pushed(set, setExcludeList(*set.current(), {tests::EstateBuilder::groupPath(u"db"_s)}));
        QCOMPARE(set.current()->excludeList()->members.size(), 1);
        while (set.canUndo()) {
            QVERIFY(set.undo());
        }
        QCOMPARE(snapshot::write(*set.current()), snapshot::write(*set.base()));
        const auto moved = movePolicies(*set.current(), {policyPath(u"mail"_s)},
                                        Place::before(policyPath(u"infra"_s)));
        QVERIFY(!moved);
        QCOMPARE(moved.error().kind, ErrorKind::Refused);
    }

    void speaksInWords() {
        ChangeSet set(estate());
        pushed(set, changeRules(*set.current(), {rulePath(u"shop"_s, u"a"_s)}, u"fields"_s,
                                [](model::Rule& rule) {
                                    rule.action = model::RuleAction::Drop;
                                    rule.disabled = true;
                                    rule.sources << tests::EstateBuilder::groupPath(u"db"_s);
                                    rule.header.description = UntrustedText(u"x\u202Ey"_s);
                                }));
        const NameOf names = namesOf(set.base(), set.current());
        QCOMPARE(inWords(set.net().front(), names),
                 u"Rule 'a' of policy 'shop': action ALLOW → DROP; description nothing → "
                 u"x\uFFFDy; disabled; source + db"_s);
    }

    void survivesJson() {
        ChangeSet set(estate());
        pushed(set, moveRules(*set.current(), {rulePath(u"shop"_s, u"a"_s)}, policyPath(u"mail"_s),
                              Place::top()));
        pushed(set, changeMachineTags(*set.current(), {u"id-web-01"_s}, u"Untag"_s,
                                      [](std::vector<model::Tag>& tags) { tags.clear(); }));
        std::vector<Step> steps;
        for (const Step& step : set.steps()) {
            const auto read = stepFromJson(toJson(step));
            QVERIFY(read);
            QCOMPARE(read->edits, step.edits);
            steps.push_back(*read);
        }
        const auto restored = ChangeSet::restore(set.base(), steps, {});
        QVERIFY(restored);
        QCOMPARE(snapshot::write(*restored->current()), snapshot::write(*set.current()));
        std::reverse(steps.begin(), steps.end());
        steps.front().edits.front().before = QJsonArray{};
        QVERIFY(!ChangeSet::restore(set.base(), steps, {}));
    }

    /// Whatever is done, undoing leads back byte for byte, and redoing forth again.
    void undoIsExactWhateverWasDone_data() {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void undoIsExactWhateverWasDone() {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        ChangeSet set(estate());
        std::vector<QByteArray> states{snapshot::write(*set.current())};
        for (int i = 0; i < 30; ++i) {
            const Result<Step> step = randomStep(*set.current(), random);
            if (!step) {
                continue;
            }
            const auto result = set.push(*step);
            QVERIFY2(result, qPrintable(result ? QString() : result.error().message()));
            if (*result == ChangeSet::Pushed::Merged) {
                states.pop_back();
            }
            if (*result != ChangeSet::Pushed::Nothing) {
                states.push_back(snapshot::write(*set.current()));
            }
        }
        QCOMPARE(set.steps().size(), states.size() - 1);
        QVERIFY(set.steps().size() > 5);
        for (std::size_t i = states.size() - 1; i > 0; --i) {
            QCOMPARE(snapshot::write(*set.current()), states[i]);
            QVERIFY(set.undo());
        }
        QCOMPARE(snapshot::write(*set.current()), states.front());
        while (set.canRedo()) {
            QVERIFY(set.redo());
        }
        QCOMPARE(snapshot::write(*set.current()), states.back());
    }

private:
    static Result<Step> randomStep(const snapshot::Snapshot& now, QRandomGenerator& random) {
        QStringList rules;
        QStringList policies;
        for (const model::SecurityPolicy& policy : now.policies()) {
            policies << policy.header.path;
            for (const model::Rule& rule : policy.rules.get()) {
                rules << rule.header.path;
            }
        }
        if (policies.isEmpty()) {
            return createPolicy(now, {}, Place::top());
        }
        const QString policy = policies.at(random.bounded(policies.size()));
        const QString rule = rules.isEmpty() ? QString() : rules.at(random.bounded(rules.size()));
        switch (random.bounded(7)) {
        case 0:
            return createRules(now, policy, {model::Rule()}, Place::bottom());
        case 1:
            return moveRules(now, {rule}, policy, Place::top());
        case 2:
            return deleteRules(now, {rule});
        case 3:
            return duplicateRules(now, {rule});
        case 4:
            return changeRules(now, {rule}, u"log"_s,
                               [](model::Rule& one) { one.logged = !one.isLogged(); });
        case 5:
            return movePolicies(now, {policy}, Place::bottom());
        default:
            return random.bounded(4) == 0 ? deletePolicies(now, {policy})
                                          : createPolicy(now, {}, Place::top());
        }
    }
};

QTEST_GUILESS_MAIN(TestChangeSet)
#include "tst_change_set.moc"
