// SPDX-License-Identifier: MIT
#include "desktop/estate/document.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/groups/group_table_model.h"
#include "desktop/inventory/machine_table_model.h"
#include "desktop/settings.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "estate_fixture.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

Q_DECLARE_METATYPE(bulkhead::desktop::ChipKind)

namespace {

/// Counts what a view asks for.
class CountingModel final : public CellModel {
public:
    explicit CountingModel(RuleTreeModel& inner) : m_inner(inner) {}
    int calls = 0;

    QVariant data(const QModelIndex& index, int role) const override {
        ++const_cast<CountingModel*>(this)->calls;
        return CellModel::data(index, role);
    }
    const Cell& cell(const QModelIndex& index) const override { return m_inner.cell(inner(index)); }
    QString key(const QModelIndex& index) const override { return m_inner.key(inner(index)); }
    QModelIndex indexOfKey(const QString& key) const override {
        return outer(m_inner.indexOfKey(key));
    }
    bool isSection(const QModelIndex& index) const override {
        return m_inner.isSection(inner(index));
    }
    QModelIndex index(int row, int column, const QModelIndex& parent) const override {
        return outer(m_inner.index(row, column, inner(parent)));
    }
    QModelIndex parent(const QModelIndex& child) const override {
        return outer(m_inner.parent(inner(child)));
    }
    int rowCount(const QModelIndex& parent) const override {
        return m_inner.rowCount(inner(parent));
    }
    int columnCount(const QModelIndex&) const override { return kRuleColumnCount; }
    Qt::ItemFlags flags(const QModelIndex& index) const override {
        return m_inner.flags(inner(index));
    }

private:
    QModelIndex outer(const QModelIndex& index) const {
        return index.isValid()
                   ? createIndex(index.row(), index.column(), index.constInternalPointer())
                   : QModelIndex();
    }
    QModelIndex inner(const QModelIndex& index) const {
        if (!index.isValid()) {
            return {};
        }
        const auto& node = *static_cast<const RuleNode*>(index.constInternalPointer());
        const QModelIndex parent = node.parent == nullptr ? QModelIndex() : parentOf(*node.parent);
        return m_inner.index(index.row(), index.column(), parent);
    }
    QModelIndex parentOf(const RuleNode& node) const {
        return m_inner.index(node.row, 0,
                             node.parent == nullptr ? QModelIndex() : parentOf(*node.parent));
    }
    RuleTreeModel& m_inner;
};

QStringList shownRules(const IndexVectorProxy& proxy, const QModelIndex& parent = {}) {
    QStringList names;
    for (int row = 0; row < proxy.rowCount(parent); ++row) {
        const QModelIndex index = proxy.index(row, 0, parent);
        if (index.flags().testFlag(Qt::ItemNeverHasChildren)) {
            names << index.data(kKeyRole).toString().section(u'/', -1);
        }
        names << shownRules(proxy, index);
    }
    return names;
}

} // namespace

class TestModels final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void theRuleTreeIsAModel() {
        RuleTreeModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(fixture::smallEstate());
        QCOMPARE(model.rowCount({}), 2);
        model.setSnapshot({});
        QCOMPARE(model.rowCount({}), 0);
    }

    void theProxyIsAModel() {
        RuleTreeModel model;
        IndexVectorProxy proxy;
        proxy.setSourceModel(&model);
        const QAbstractItemModelTester tester(
            &proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(fixture::smallEstate());
        QCOMPARE(proxy.shownLeaves(), 6);
        proxy.setFilter([&model](const QModelIndex& index) {
            return model.key(index).endsWith(u"web-to-app") || model.key(index).endsWith(u"dns");
        });
        QCOMPARE(shownRules(proxy), (QStringList{u"dns"_s, u"web-to-app"_s}));
        QCOMPARE(proxy.rowCount({}), 2); // both categories keep their policy
        proxy.setFilter([](const QModelIndex&) { return false; });
        QCOMPARE(proxy.rowCount({}), 0);
        QVERIFY(proxy.headerData(1, Qt::Horizontal, Qt::DisplayRole).isValid());
        proxy.setFilter({});
        QCOMPARE(proxy.shownLeaves(), 6);
    }

    void everyIndexMapsThereAndBack() {
        RuleTreeModel model;
        model.setSnapshot(fixture::largeEstate(7, 5));
        IndexVectorProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setFilter([&model](const QModelIndex& i) { return model.node(i).number() % 3 == 0; });
        QSet<quintptr> ids;
        const auto walk = [&](auto&& self, const QModelIndex& parent) -> void {
            for (int row = 0; row < proxy.rowCount(parent); ++row) {
                const QModelIndex index = proxy.index(row, 0, parent);
                QCOMPARE(proxy.mapFromSource(proxy.mapToSource(index)), index);
                QVERIFY(!ids.contains(index.internalId()));
                ids.insert(index.internalId());
                self(self, index);
            }
        };
        walk(walk, {});
        QCOMPARE(proxy.shownLeaves(), 35 / 3);
        QCOMPARE(proxy.allLeaves(), 35);
    }

    void groupsAndMachinesAreModels() {
        Document document;
        GroupTableModel groups(document);
        MachineTableModel machines(document);
        const QAbstractItemModelTester groupTester(
            &groups, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester machineTester(
            &machines, QAbstractItemModelTester::FailureReportingMode::QtTest);
        document.show(fixture::smallEstate());
        groups.reload();
        machines.reload();
        QCOMPARE(groups.rowCount({}), 3);
        QCOMPARE(machines.rowCount({}), 2);
        QTRY_VERIFY(document.members()->isComplete());
        groups.refreshCounts();
        machines.refreshCounts();
        const QModelIndex web = groups.indexOfKey(fixture::groupPath(u"web"_s));
        QCOMPARE(web.siblingAtColumn(static_cast<int>(GroupColumn::Members)).data().toString(),
                 u"1 address"_s);
        QCOMPARE(web.siblingAtColumn(static_cast<int>(GroupColumn::UsedIn)).data().toString(),
                 u"2 rules"_s);
        // IPv4 comes before link-local IPv6.
        const QModelIndex machine = machines.indexOfKey(u"id-web-01"_s);
        QCOMPARE(
            machine.siblingAtColumn(static_cast<int>(MachineColumn::Addresses)).data().toString(),
            u"10.1.0.7, fe80::1"_s);
        // Nobody said who is excluded, so nobody is called protected.
        QCOMPARE(
            machine.siblingAtColumn(static_cast<int>(MachineColumn::Firewall)).data().toString(),
            u"not known"_s);
    }

    void cellsSayWhatARuleSays() {
        RuleTreeModel model;
        model.setSnapshot(fixture::smallEstate());
        const auto text = [&model](const QString& id, RuleColumn column) {
            const QString path = fixture::kDomain + u"/security-policies/shop/rules/"_s + id;
            return model.indexOfKey(path)
                .siblingAtColumn(static_cast<int>(column))
                .data()
                .toString();
        };
        QCOMPARE(text(u"web-in"_s, RuleColumn::Sources), u"Any"_s);
        QCOMPARE(text(u"web-in"_s, RuleColumn::Destinations), u"web"_s);
        QCOMPARE(text(u"web-in"_s, RuleColumn::Services), u"HTTPS"_s);
        QCOMPARE(text(u"web-in"_s, RuleColumn::Action), u"Allow"_s);
        QCOMPARE(text(u"web-in"_s, RuleColumn::Hits), u"—"_s);
        QCOMPARE(text(u"web-in"_s, RuleColumn::AppliedTo), u"DFW"_s);
        QCOMPARE(text(u"web-to-app"_s, RuleColumn::Sources), u"not web"_s);
        QCOMPARE(text(u"web-to-app"_s, RuleColumn::Destinations), u"app, 10.9.0.0/24"_s);
        QCOMPARE(text(u"old"_s, RuleColumn::Destinations), u"gone"_s);
        const QModelIndex old =
            model.indexOfKey(fixture::kDomain + u"/security-policies/shop/rules/old"_s);
        QCOMPARE(model.cell(old.siblingAtColumn(static_cast<int>(RuleColumn::Name))).badge,
                 u"disabled"_s);
        QVERIFY(model.cell(old.siblingAtColumn(static_cast<int>(RuleColumn::Destinations)))
                    .chips.chips.front()
                    .kind == ChipKind::Missing);
    }

    void chipsKnowWhatAnOperandIs_data() {
        QTest::addColumn<QString>("operand");
        QTest::addColumn<ChipKind>("kind");
        QTest::newRow("group") << fixture::groupPath(u"web"_s) << ChipKind::Group;
        QTest::newRow("service") << u"/infra/services/HTTPS"_s << ChipKind::Service;
        QTest::newRow("lost path") << fixture::groupPath(u"gone"_s) << ChipKind::Missing;
        QTest::newRow("IPv4 prefix") << u"10.0.0.0/8"_s << ChipKind::Address;
        QTest::newRow("IPv6") << u"fd00::1"_s << ChipKind::Address;
        QTest::newRow("range") << u"10.0.0.1-10.0.0.9"_s << ChipKind::Address;
        QTest::newRow("MAC") << u"00:50:56:a0:00:01"_s << ChipKind::Address;
        QTest::newRow("a name without a path") << u"Gryffindor"_s << ChipKind::Missing;
    }
    void chipsKnowWhatAnOperandIs() {
        QFETCH(QString, operand);
        QFETCH(ChipKind, kind);
        QVERIFY(chipFor(*fixture::smallEstate(), operand).kind == kind);
    }

    void aReloadKeepsSelectionScrollAndFolding() {
        settings().remove(u"columns/firewall"_s);
        RuleTreeModel model;
        model.setSnapshot(fixture::largeEstate(40, 10));
        RuleTableView view(&model);
        view.resize(900, 300);
        view.show();
        view.setFilter({});
        model.setSnapshot(fixture::largeEstate(40, 10));
        const QString folded = fixture::kDomain + u"/security-policies/p3"_s;
        view.collapse(view.proxy().mapFromSource(model.indexOfKey(folded)));
        const QString chosen = fixture::kDomain + u"/security-policies/p20/rules/r4"_s;
        QVERIFY(view.goTo(chosen));
        view.setCurrentIndex(view.currentIndex().siblingAtColumn(3));
        const int scroll = view.verticalScrollBar()->value();
        QVERIFY(scroll > 0);
        model.setSnapshot(fixture::largeEstate(40, 10));
        QCOMPARE(view.currentKey(), chosen);
        QCOMPARE(view.currentIndex().column(), 3);
        QCOMPARE(view.selectionModel()->selectedRows().size(), 1);
        QCOMPARE(view.verticalScrollBar()->value(), scroll);
        QVERIFY(!view.isExpanded(view.proxy().mapFromSource(model.indexOfKey(folded))));
        // A filter that hides the row does not forget it.
        view.setFilter(
            [&model](const QModelIndex& index) { return model.node(index).number() == 1; });
        QVERIFY(view.currentKey() != chosen);
        view.setFilter({});
        QCOMPARE(view.currentKey(), chosen);
        QVERIFY(!view.isExpanded(view.proxy().mapFromSource(model.indexOfKey(folded))));
    }

    void paintingAsksOnlyForWhatIsSeen() {
        RuleTreeModel rules;
        rules.setSnapshot(fixture::largeEstate(1000, 100));
        CountingModel model(rules);
        TableView view(u"counting"_s, &model);
        view.resize(1200, 600);
        view.show();
        view.expandAll();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const int rowsSeen = view.viewport()->height() / Theme::current().rowHeight() + 2;
        for (const int place : {0, 40'000, 2'000'000}) {
            view.verticalScrollBar()->setValue(place);
            view.viewport()->grab();
            model.calls = 0;
            view.viewport()->grab();
            QVERIFY2(model.calls > 0, "nothing was painted");
            QVERIFY2(model.calls <= rowsSeen * kRuleColumnCount * 3,
                     qPrintable(u"%1 calls for %2 rows"_s.arg(model.calls).arg(rowsSeen)));
        }
    }

    void sortingIsNatural() {
        QVERIFY(naturalKey(u"web-2"_s) < naturalKey(u"web-10"_s));
        QVERIFY(naturalKey(u"10.0.0.9"_s) < naturalKey(u"10.0.0.10"_s));
        QCOMPARE(naturalKey(u"WEB"_s), naturalKey(u"web"_s));
    }
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
