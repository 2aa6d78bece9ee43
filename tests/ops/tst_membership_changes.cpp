// SPDX-License-Identifier: MIT
// Which groups machines enter and leave by other tags, and whom the firewall leaves alone.
#include "ops/membership_changes.h"
#include "snapshot/excluded_machines.h"
#include "support/estate_builder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using tests::EstateBuilder;

class TestMembershipChanges final : public QObject {
    Q_OBJECT

    /// web-01 and web-02 on a segment, db-01 nowhere.
    [[nodiscard]] static EstateBuilder builder() {
        EstateBuilder estate;
        estate.machine(u"web-01"_s, {u"tier|web"_s})
            .machine(u"web-02"_s, {u"tier|web"_s})
            .machine(u"db-01"_s, {u"tier|db"_s})
            .attach(u"web-01"_s, u"front"_s)
            .attach(u"web-02"_s, u"front"_s)
            .group(u"web"_s, {tests::tagged(u"tier|web"_s)})
            .group(u"outer"_s, {tests::listExpression(u"PathExpression"_s, u"paths"_s,
                                                      {EstateBuilder::groupPath(u"web"_s)})})
            .group(u"either"_s, {tests::tagged(u"tier|web"_s), tests::conjunction(u"OR"_s),
                                 tests::listExpression(u"PathExpression"_s, u"paths"_s,
                                                       {u"/infra/segments/front"_s})})
            .group(u"db"_s, {tests::tagged(u"tier|db"_s)});
        return estate;
    }
    [[nodiscard]] static QString shown(const std::vector<ops::GroupChange>& changes) {
        QStringList words;
        for (const ops::GroupChange& change : changes) {
            words << change.path.section(u'/', -1) + u" +"_s + change.entered.join(u',') + u" -"_s +
                         change.left.join(u',') + (change.isDoubtful ? u"?"_s : QString());
        }
        return words.join(u"; "_s);
    }

private Q_SLOTS:
    void segmentsAndNestedGroupsCount() {
        const snapshot::SnapshotPointer before = builder().make();
        snapshot::Replacement replacement;
        replacement.machineTags = {
            {u"id-web-01"_s, {{UntrustedText(u"tier"_s), UntrustedText(u"db"_s)}}}};
        const snapshot::SnapshotPointer after = before->with(replacement);
        // It stays in "either": it is on the segment, whatever its tags say.
        QCOMPARE(shown(ops::groupChanges(*before, *after, {u"id-web-01"_s})),
                 u"db +id-web-01 -; outer + -id-web-01; web + -id-web-01"_s);
        QCOMPARE(shown(ops::groupChanges(*before, *after, {u"id-web-02"_s})), QString());
        QCOMPARE(shown(ops::groupChanges(*before, *after, {u"nobody"_s})), QString());
    }

    void whoeverIsExcludedIsFoundByGroupPortAndSegment_data() {
        QTest::addColumn<QStringList>("members");
        QTest::addColumn<QStringList>("machines");
        QTest::newRow("nothing") << QStringList{} << QStringList{};
        QTest::newRow("group") << QStringList{EstateBuilder::groupPath(u"db"_s)}
                               << QStringList{u"id-db-01"_s};
        QTest::newRow("nested group") << QStringList{EstateBuilder::groupPath(u"outer"_s)}
                                      << QStringList{u"id-web-01"_s, u"id-web-02"_s};
        QTest::newRow("port") << QStringList{u"/infra/segments/front/ports/front-web-02"_s}
                              << QStringList{u"id-web-02"_s};
        QTest::newRow("segment") << QStringList{u"/infra/segments/front"_s}
                                 << QStringList{u"id-web-01"_s, u"id-web-02"_s};
        QTest::newRow("what is not there")
            << QStringList{u"/infra/segments/gone"_s} << QStringList{};
    }
    void whoeverIsExcludedIsFoundByGroupPortAndSegment() {
        QFETCH(QStringList, members);
        QFETCH(QStringList, machines);
        EstateBuilder estate = builder();
        const snapshot::SnapshotPointer unknown = estate.make();
        snapshot::MembershipEvaluator noList(unknown);
        QVERIFY(!snapshot::excludedMachines(*unknown, noList).has_value());
        estate.content().excludeList.emplace();
        estate.content().excludeList->members = members;
        const snapshot::SnapshotPointer known = estate.make();
        snapshot::MembershipEvaluator evaluator(known);
        const auto excluded = snapshot::excludedMachines(*known, evaluator);
        QVERIFY(excluded.has_value());
        QStringList found(excluded->cbegin(), excluded->cend());
        found.sort();
        QCOMPARE(found, machines);
    }
};

QTEST_GUILESS_MAIN(TestMembershipChanges)
#include "tst_membership_changes.moc"
