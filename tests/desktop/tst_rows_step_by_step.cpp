// SPDX-License-Identifier: MIT
// The table, the search index and the members after a step are those of the snapshot shown anew.
#include "change/change_set.h"
#include "desktop/changes/change_list_model.h"
#include "desktop/estate/member_index.h"
#include "desktop/firewall/rule_search_index.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/firewall/rule_tree_model.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "support/random_steps.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;

namespace {

/// Every row with its depth, as a person reads it.
void describe(const QAbstractItemModel& model, const QModelIndex& parent, int depth,
              QStringList& lines) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        QStringList cells{QString(depth, u' ') + index.data(kKeyRole).toString()};
        for (const RuleColumn column :
             {RuleColumn::Number, RuleColumn::Name, RuleColumn::Sources, RuleColumn::Log}) {
            const QModelIndex cell = index.siblingAtColumn(static_cast<int>(column));
            cells << cell.data(Qt::DisplayRole).toString()
                  << cell.data(Qt::AccessibleDescriptionRole).toString();
        }
        lines << cells.join(u" | "_s);
        describe(model, index, depth + 1, lines);
    }
}

QStringList rowsOf(const QAbstractItemModel& model) {
    QStringList lines;
    describe(model, {}, 0, lines);
    return lines;
}

QString lastLeafKey(const QAbstractItemModel& model) {
    QModelIndex index;
    while (model.rowCount(index) > 0) {
        index = model.index(model.rowCount(index) - 1, 0, index);
    }
    return index.data(kKeyRole).toString();
}

QStringList idsOf(const snapshot::Membership& members) {
    QStringList ids;
    for (const model::VirtualMachine* machine : members.machines) {
        ids << machine->externalId;
    }
    return ids;
}

QSet<QString> groupsAmong(const std::vector<change::Edit>& edits) {
    QSet<QString> groups;
    for (const change::Edit& edit : edits) {
        if (edit.kind == change::ObjectKind::Group) {
            groups.insert(edit.path);
        }
    }
    return groups;
}

/// Walks on: a step, sometimes back or forth. What it touched is answered.
std::vector<change::Edit> goOn(change::ChangeSet& set, tests::RandomSteps& steps) {
    if (steps.oneIn(5) && set.canUndo()) {
        const std::vector<change::Edit> touched = set.steps().back().edits;
        return set.undo() ? touched : std::vector<change::Edit>();
    }
    if (steps.oneIn(8) && set.canRedo()) {
        const std::vector<change::Edit> touched = set.undoneSteps().back().edits;
        return set.redo() ? touched : std::vector<change::Edit>();
    }
    const Result<change::Step> step = steps.next(*set.current());
    return step && set.push(*step) ? step->edits : std::vector<change::Edit>();
}

} // namespace

class TestRowsStepByStep final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void theTableFollows_data() {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<bool>("filtered");
        for (quint32 seed = 1; seed <= 3; ++seed) {
            QTest::addRow("seed %u", seed) << seed << false;
            QTest::addRow("seed %u, filtered", seed) << seed << true;
        }
    }

    void theTableFollows() {
        QFETCH(quint32, seed);
        QFETCH(bool, filtered);
        constexpr int edits = 300;
        tests::RandomSteps steps(seed);
        change::ChangeSet set(tests::mediumEstate(16, 6));
        RuleTreeModel model;
        RuleTableView view(&model);
        view.resize(900, 300);
        view.show();
        model.setSnapshot(set.current());
        if (filtered) {
            view.setFilter([&model](const QModelIndex& index) {
                return model.key(index).endsWith(u'1') || model.key(index).endsWith(u"copy");
            });
        }
        const QAbstractItemModelTester ofModel(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester ofProxy(
            &view.proxy(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        int followed = 0;
        for (int i = 0; i < edits; ++i) {
            goOn(set, steps);
            const QString chosen = lastLeafKey(model);
            view.goTo(chosen);
            const QPersistentModelIndex kept = model.indexOfKey(chosen);
            const RowMarks marks = rowMarks(set);
            if (model.follow(set.current(), marks)) {
                ++followed;
                QVERIFY(!kept.isValid() || model.key(kept) == chosen);
                QCOMPARE(kept.isValid(), model.indexOfKey(chosen).isValid());
                if (!filtered && kept.isValid()) {
                    QCOMPARE(view.currentKey(), chosen);
                }
            } else {
                model.setSnapshot(set.current(), marks);
            }
            RuleTreeModel anew;
            IndexVectorProxy shownAnew;
            shownAnew.setSourceModel(&anew);
            if (filtered) {
                shownAnew.setFilter([&anew](const QModelIndex& index) {
                    return anew.key(index).endsWith(u'1') || anew.key(index).endsWith(u"copy");
                });
            }
            anew.setSnapshot(set.current(), marks);
            QCOMPARE(rowsOf(model), rowsOf(anew));
            QCOMPARE(rowsOf(view.proxy()), rowsOf(shownAnew));
            QCOMPARE(view.proxy().shownLeaves(), shownAnew.shownLeaves());
            QCOMPARE(view.proxy().allLeaves(), shownAnew.allLeaves());
        }
        QVERIFY2(followed > edits / 2, qPrintable(QString::number(followed)));
    }

    void theChangesAreAModel() {
        tests::RandomSteps steps(5);
        change::ChangeSet set(tests::mediumEstate(8, 4));
        ChangeListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 60; ++i) {
            const std::vector<change::Edit> touched = goOn(set, steps);
            change::Finding finding;
            finding.path = u"/somewhere"_s;
            finding.sentence = u"Something is odd."_s;
            model.show(&set, {finding});
            const int edits = static_cast<int>(set.net().size());
            QCOMPARE(model.rowCount({}), edits == 0 ? 0 : edits + 1);
            QCOMPARE(model.sentences().size(), edits);
            for (int row = 0; row < edits; ++row) {
                QCOMPARE(model.index(row).data().toString(), model.sentences().at(row));
                QCOMPARE(model.rowOf(model.pathAt(row)), row);
            }
            if (edits > 0) {
                QCOMPARE(model.pathAt(edits), finding.path);
                QCOMPARE(model.index(edits).data().toString(), finding.sentence);
                QVERIFY(model.editAt(edits) == nullptr);
            }
        }
        model.show(nullptr, {});
        QCOMPARE(model.rowCount({}), 0);
    }

    void theSearchIndexFollows() {
        tests::RandomSteps steps(11);
        change::ChangeSet set(tests::mediumEstate(16, 6));
        std::shared_ptr<const RuleSearchIndex> index = RuleSearchIndex::make(set.current());
        for (int i = 0; i < 300; ++i) {
            goOn(set, steps);
            index = RuleSearchIndex::make(set.current(), index.get());
            const auto anew = RuleSearchIndex::make(set.current());
            QCOMPARE(index->size(), anew->size());
            for (std::size_t rule = 0; rule < anew->size(); ++rule) {
                QCOMPARE(index->all(rule).toByteArray(), anew->all(rule).toByteArray());
            }
        }
        QVERIFY(!RuleSearchIndex::make(set.current(), nullptr, [] { return true; }));
    }

    /// What is still known after a step is right.
    void theMembersFollow() {
        tests::RandomSteps steps(13);
        change::ChangeSet set(tests::mediumEstate(8, 4));
        std::optional<MemberIndex> members;
        qsizetype kept = 0;
        for (int i = 0; i < 300; ++i) {
            const std::vector<change::Edit> touched = goOn(set, steps);
            snapshot::MembershipEvaluator evaluator(set.current());
            members = members ? MemberIndex(set.current(), *members, groupsAmong(touched))
                              : MemberIndex(set.current());
            kept += members->all().size();
            std::vector<GroupMembers> missing;
            for (const model::Group& group : set.current()->groups()) {
                const QString& path = group.header.path;
                if (const snapshot::Membership* known = members->of(path)) {
                    QCOMPARE(idsOf(*known), idsOf(evaluator.of(path)));
                } else {
                    missing.push_back({path, evaluator.pointerTo(path)});
                }
            }
            members->add(missing);
        }
        QVERIFY(kept > 1000);
    }
};

QTEST_MAIN(TestRowsStepByStep)
#include "tst_rows_step_by_step.moc"
