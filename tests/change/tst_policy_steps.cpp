// SPDX-License-Identifier: MIT
// Steps of policies that people trip over: the category while it is new, and other people's locks.
#include "change/change_set.h"
#include "change/object_edits.h"
#include "change/policy_lock.h"
#include "change/rule_edits.h"
#include "support/estate_builder.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::change;
using namespace Qt::StringLiterals;

namespace {

QString policyPath(const QString& id) {
    return u"/infra/domains/default/security-policies/"_s + id;
}

QJsonObject ruleJson(const QString& policy, const QString& id) {
    return {{u"resource_type"_s, u"Rule"_s}, {u"id"_s, id},
            {u"display_name"_s, id},         {u"path"_s, policyPath(policy) + u"/rules/"_s + id},
            {u"action"_s, u"ALLOW"_s},       {u"sequence_number"_s, 10}};
}

snapshot::SnapshotPointer estate() {
    tests::EstateBuilder builder;
    builder.policy(u"shop"_s, u"Application"_s, 10, {ruleJson(u"shop"_s, u"a"_s)})
        .policy(u"mail"_s, u"Application"_s, 20, {})
        .policy(u"base"_s, u"Infrastructure"_s, 10, {});
    return builder.make();
}

/// The estate as `reader` read it, with the shop locked by `owner`.
snapshot::SnapshotPointer lockedEstate(const QString& reader, const QString& owner) {
    snapshot::Content content = estate()->content();
    content.origin.userName = reader;
    std::vector<model::SecurityPolicy> policies = content.policies.get();
    for (model::SecurityPolicy& policy : policies) {
        if (policy.header.id == u"shop") {
            policy.locked = true;
            policy.lockModifiedBy = owner;
            policy.comments = UntrustedText(u"freeze\nuntil Monday"_s);
        }
    }
    content.policies = policies;
    return snapshot::Snapshot::make(std::move(content));
}

} // namespace

class TestPolicySteps final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewPolicyChangesItsCategory() {
        ChangeSet set(estate());
        model::SecurityPolicy fresh;
        fresh.header.displayName = UntrustedText(u"fresh"_s);
        const auto made = createPolicy(*set.current(), fresh, Place::top());
        QVERIFY(made.has_value());
        const QString path = made->edits.front().path;
        QVERIFY(set.push(*made).has_value());
        const auto moved = chooseCategory(*set.current(), path, model::Category::Infrastructure);
        QVERIFY(moved.has_value());
        QVERIFY(set.push(*moved).has_value());
        const model::SecurityPolicy* now = set.current()->policy(path);
        QVERIFY(now->effectiveCategory() == model::Category::Infrastructure);
        QVERIFY(*now->sequenceNumber > 10); // behind those that are there
        QCOMPARE(set.net().size(), std::size_t{1});
        QVERIFY(set.net().front().isCreation());
        const auto ethernet = chooseCategory(*set.current(), path, model::Category::Ethernet);
        QVERIFY(ethernet.has_value() && set.push(*ethernet).has_value());
        QCOMPARE(set.current()->policy(path)->stateful, false);
        QVERIFY(set.undo().has_value() && set.undo().has_value());
        QVERIFY(set.current()->policy(path)->effectiveCategory() == model::Category::Application);
        QVERIFY(
            chooseCategory(*set.current(), path, model::Category::Application)->changesNothing());
    }

    void rulesKeepAPolicyOnItsLayer() {
        const auto step =
            chooseCategory(*estate(), policyPath(u"shop"_s), model::Category::Ethernet);
        QVERIFY(!step.has_value());
        QVERIFY(step.error().kind == ErrorKind::Refused);
    }

    void onlyTheOwnerEditsWhatIsLocked_data() {
        QTest::addColumn<QString>("reader");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<bool>("refused");
        QTest::newRow("mine") << u"bob"_s << u"bob"_s << false;
        QTest::newRow("somebody else's") << u"bob"_s << u"alice"_s << true;
        QTest::newRow("nobody knows whose") << u"bob"_s << QString() << true;
        QTest::newRow("nobody knows who I am") << QString() << u"alice"_s << true;
        QTest::newRow("nobody knows anything") << QString() << QString() << true;
    }
    void onlyTheOwnerEditsWhatIsLocked() {
        QFETCH(QString, reader);
        QFETCH(QString, owner);
        QFETCH(bool, refused);
        const snapshot::SnapshotPointer base = lockedEstate(reader, owner);
        QCOMPARE(isLockedByOther(*base, policyPath(u"shop"_s)), refused);
        const auto rename = [&](const QString& id) {
            return *changePolicies(*base, {policyPath(id)}, u"name"_s,
                                   [](model::SecurityPolicy& policy) {
                                       policy.header.displayName = UntrustedText(u"other"_s);
                                   });
        };
        QCOMPARE(checkLocks(*base, rename(u"shop"_s)).has_value(), !refused);
        QVERIFY(checkLocks(*base, rename(u"mail"_s)).has_value());
        const auto disable = changeRules(*base, {policyPath(u"shop"_s) + u"/rules/a"_s}, u"state"_s,
                                         [](model::Rule& rule) { rule.disabled = true; });
        const Result<void> allowed = checkLocks(*base, *disable);
        QCOMPARE(allowed.has_value(), !refused);
        if (refused) {
            QVERIFY(allowed.error().kind == ErrorKind::Conflict);
            QVERIFY2(allowed.error().problem.contains(u"freeze"_s),
                     qPrintable(allowed.error().problem));
            QVERIFY(!allowed.error().problem.contains(u'\n'));
        }
    }

    void aLockThatIsOnlyStagedHoldsNobodyBack() {
        ChangeSet set(estate());
        const auto lock = changePolicies(*set.current(), {policyPath(u"shop"_s)}, u"lock"_s,
                                         [](model::SecurityPolicy& one) { one.locked = true; });
        QVERIFY(checkLocks(*set.base(), *lock).has_value());
        QVERIFY(set.push(*lock).has_value());
        const auto rename = changePolicies(
            *set.current(), {policyPath(u"shop"_s)}, u"name"_s,
            [](model::SecurityPolicy& one) { one.header.displayName = UntrustedText(u"other"_s); });
        QVERIFY(checkLocks(*set.base(), *rename).has_value());
    }
};

QTEST_GUILESS_MAIN(TestPolicySteps)
#include "tst_policy_steps.moc"
