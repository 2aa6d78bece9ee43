// SPDX-License-Identifier: MIT
// The command palette: ranking, commands, objects, and what is related to them.
#include "desktop/finder/command_palette.h"
#include "desktop/finder/finder_model.h"
#include "desktop/finder/navigator.h"
#include "desktop/finder/relations.h"
#include "desktop/firewall/rule_search_index.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/filter_bar.h"
#include "window_driver.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;
using fixture::groupPath;
using fixture::rulePath;

namespace {

model::Group groupOf(const QString& id, const QStringList& members) {
    model::Group group = fixture::addressGroup(id, id, {});
    group.expression.front().kind = model::ExpressionKind::Path;
    group.expression.front().values = members;
    return group;
}

/// The small estate, where a rule names web through another group, too, and machines have hosts.
snapshot::SnapshotPointer estate() {
    snapshot::Content content = fixture::smallEstate()->content();
    std::vector<model::Group> groups = content.groups.get();
    groups.push_back(groupOf(u"fronts"_s, {groupPath(u"web"_s)}));
    content.groups = groups;
    std::vector<model::SecurityPolicy> policies = content.policies.get();
    for (model::SecurityPolicy& policy : policies) {
        if (policy.header.id == u"infra") {
            std::vector<model::Rule> rules = policy.rules.get();
            rules.push_back(fixture::rule(policy.header.path, u"monitor"_s, u"monitor fronts"_s));
            rules.back().sequenceNumber = 30;
            rules.back().sources = {u"10.200.0.9"_s};
            rules.back().destinations = {groupPath(u"fronts"_s)};
            policy.rules = rules;
        }
    }
    content.policies = policies;
    return snapshot::Snapshot::make(std::move(content));
}

} // namespace

class TestCommandPalette final : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] Document& document() const { return m_window->document(); }
    [[nodiscard]] CommandPalette& palette() const { return m_window->navigator().palette(); }
    [[nodiscard]] QLineEdit& line() const {
        return *palette().findChild<QLineEdit*>(u"paletteLine"_s);
    }
    [[nodiscard]] const std::vector<FinderHit>& hits() const {
        return palette().findChild<FinderModel*>()->hits();
    }
    [[nodiscard]] QStringList names() const {
        QStringList all;
        for (const FinderHit& hit : hits()) {
            all << hit.name;
        }
        return all;
    }
    void openIt() {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(palette().isVisible() && line().hasFocus());
    }
    /// Types and waits until it is answered.
    void type(const QString& text) {
        QTest::keyClicks(&line(), text);
        QTRY_VERIFY(!palette().isSearching());
    }
    void key(Qt::Key key) { QTest::keyClick(&line(), key); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_window = std::make_unique<MainWindow>(DesktopOptions{});
        m_window->resize(1400, 850);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        document().show(estate());
        QTRY_VERIFY(document().search() != nullptr && document().members()->isComplete());
        m_window->place(PlaceId::Firewall).focusContent();
    }
    void cleanup() {
        QSignalSpy left(m_window.get(), &MainWindow::left);
        m_window->close();
        QTRY_COMPARE(left.size(), 1);
        m_window.reset();
    }

    void theBetterMatchRanksHigher_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("whole before start") << u"web"_s << u"web"_s << u"web-in"_s;
        QTest::newRow("start before word") << u"web"_s << u"web-in"_s << u"allow web"_s;
        QTest::newRow("word before part") << u"web"_s << u"allow-web"_s << u"cobweb"_s;
        QTest::newRow("part before letters") << u"web"_s << u"cobweb"_s << u"wide edge box"_s;
        QTest::newRow("case does not matter") << u"WEB"_s << u"web"_s << u"Web-in"_s;
        QTest::newRow("other scripts") << u"ウェブ"_s << u"ウェブ"_s << u"Webshop ウェブ"_s;
        QTest::newRow("two words") << u"web in"_s << u"web-in"_s << u"xweb-main"_s;
    }
    void theBetterMatchRanksHigher() {
        QFETCH(QString, typed);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const FinderQuery query(typed);
        const auto rank = [&query](const QString& name) {
            const QByteArray text = foldForSearch(name);
            return query.rank(text, text.size());
        };
        QVERIFY(rank(better).has_value() && rank(worse).has_value());
        QVERIFY(*rank(better) < *rank(worse));
        QVERIFY(!rank(u"nothing"_s).has_value());
    }

    void idsAndAddressesAreFoundBehindNames() {
        const auto index = FinderIndex::make(document().snapshot());
        const std::atomic<int> newest = 1;
        const auto found = [&](const QString& typed) {
            const auto all = index->find(FinderQuery(typed), 5, std::nullopt, newest, 1);
            return all.empty() ? QString() : all.front().key;
        };
        QCOMPARE(found(u"10.1.0.7"_s), u"id-web-01"_s);
        QCOMPARE(found(u"web-to-app"_s), rulePath(u"shop"_s, u"web-to-app"_s));
        QCOMPARE(found(u"HTTPS"_s), u"/infra/services/HTTPS"_s);
        QVERIFY(index->find(FinderQuery(u"web"_s), 5, std::nullopt, newest, 0).empty()); // late
        const auto machines = index->find(FinderQuery(u"web"_s), 5, FinderKind::Machine, newest, 1);
        QCOMPARE(machines.size(), std::size_t{1});
        QCOMPARE(index->find(FinderQuery(u"a"_s), 3, std::nullopt, newest, 1).size(),
                 std::size_t{3});
    }

    void typingFindsAndEnterOpens() {
        openIt();
        type(u"web-to"_s);
        QCOMPARE(names().constFirst(), u"web-to-app"_s);
        key(Qt::Key_Return);
        QVERIFY(palette().isHidden());
        QCOMPARE(m_window->place(PlaceId::Firewall).currentKey(),
                 rulePath(u"shop"_s, u"web-to-app"_s));
        QVERIFY(m_window->tablePlace(PlaceId::Firewall).table().hasFocus());
    }

    void aCommandIsRunByItsName() {
        m_window->actions().inspector->setChecked(true);
        openIt();
        type(u"inspec"_s);
        QCOMPARE(hits().front().name, u"Inspector"_s);
        QVERIFY(!hits().front().shortcut.isEmpty());
        key(Qt::Key_Return);
        QVERIFY(!m_window->actions().inspector->isChecked());
        m_window->actions().inspector->setChecked(true);
    }

    void escapeReturnsTheKeyboardAndChangesNothing() {
        auto& filter = m_window->tablePlace(PlaceId::Firewall).filterBar();
        filter.focusField();
        QWidget* before = m_window->focusWidget();
        openIt();
        type(u"dns"_s);
        key(Qt::Key_Escape);
        QVERIFY(palette().isHidden());
        QCOMPARE(m_window->focusWidget(), before);
        // It is not modal: a click elsewhere ends it, too.
        openIt();
        QWidget* viewport = m_window->tablePlace(PlaceId::Firewall).table().viewport();
        QTest::mouseClick(viewport, Qt::LeftButton, {}, {300, viewport->height() - 5});
        QTRY_VERIFY(palette().isHidden());
    }

    void nothingFoundSaysWhatToTry() {
        openIt();
        type(u"zzqqx"_s);
        QCOMPARE(hits().size(), std::size_t{1});
        QVERIFY(!hits().front().isEnabled);
        key(Qt::Key_Return); // does nothing
        QVERIFY(palette().isVisible());
        key(Qt::Key_Escape);
    }

    void whatWasOpenedLastIsOfferedFirst() {
        m_window->openObject(groupPath(u"app"_s));
        m_window->showPlace(PlaceId::Firewall);
        openIt();
        QVERIFY2(names().mid(0, 3).contains(u"app"_s), qPrintable(names().join(u'|')));
        QVERIFY(names().size() > 10); // and the commands
    }

    void whereItIsUsedGoesThroughGroups() {
        m_window->openObject(groupPath(u"web"_s));
        QTest::keyClick(m_window.get(), Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(palette().isVisible());
        QTRY_VERIFY(!palette().isSearching());
        QVERIFY2(names().contains(u"web-in"_s) && names().contains(u"fronts"_s),
                 qPrintable(names().join(u'|')));
        const auto monitor = std::find_if(hits().begin(), hits().end(), [](const FinderHit& hit) {
            return hit.name == u"monitor fronts";
        });
        QVERIFY(monitor != hits().end());
        QVERIFY2(monitor->hint.contains(u"fronts"_s), qPrintable(monitor->hint));
        type(u"monitor"_s); // narrows
        QCOMPARE(hits().front().name, u"monitor fronts"_s);
        key(Qt::Key_Return);
        QCOMPARE(m_window->place(PlaceId::Firewall).currentKey(),
                 rulePath(u"infra"_s, u"monitor"_s));
    }

    void aMachineAnswersWithItsRulesInOrder() {
        openIt();
        type(u"web-01"_s);
        QCOMPARE(hits().front().kind, FinderKind::Machine);
        key(Qt::Key_Return);
        QTRY_VERIFY(!palette().isSearching());
        QVERIFY(palette().mode() == FinderMode::RulesFor);
        QStringList rules;
        for (const FinderHit& hit : hits()) {
            if (hit.kind == FinderKind::Rule) {
                rules << hit.name;
            }
        }
        // dns is from anywhere; web-in and monitor lead to it; web-to-app is for all but web.
        QCOMPARE(rules, (QStringList{u"allow-dns"_s, u"Zeit für alle"_s, u"monitor fronts"_s,
                                     u"web-in"_s, u"old <b>rule</b>"_s, u"deny-all"_s}));
        QVERIFY(hits().front().opens); // the first line opens the machine itself
        key(Qt::Key_Return);
        QCOMPARE(m_window->place(PlaceId::Inventory).currentKey(), u"id-web-01"_s);
    }

    void groupsOfAMachineAreAskedForByCommand() {
        QVERIFY(fixture::choose(static_cast<FirewallPlace&>(m_window->place(PlaceId::Firewall)),
                                rulePath(u"shop"_s, u"web-in"_s)));
        QTest::keyClick(m_window.get(), Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        // A rule is no machine: first it asks for one.
        QVERIFY(palette().isVisible());
        QVERIFY(palette().findChild<QLabel*>(u"paletteScope"_s)->text().endsWith(u'?'));
        type(u"0"_s);
        for (const FinderHit& hit : hits()) {
            QCOMPARE(hit.kind, FinderKind::Machine);
        }
        line().clear();
        type(u"web-01"_s);
        key(Qt::Key_Return);
        QTRY_VERIFY(!palette().isSearching());
        QVERIFY(!palette().findChild<QLabel*>(u"paletteScope"_s)->text().endsWith(u'?'));
        const auto web = std::find_if(hits().begin(), hits().end(),
                                      [](const FinderHit& hit) { return hit.name == u"web"; });
        QVERIFY(web != hits().end());
        QVERIFY2(web->hint.contains(u"address"_s), qPrintable(web->hint));
        key(Qt::Key_Escape);
        QVERIFY(palette().isHidden());
    }

    void tabAsksMoreAboutAnObject() {
        openIt();
        type(u"fronts"_s);
        key(Qt::Key_Tab);
        QVERIFY2(names().contains(u"Where fronts is used"_s), qPrintable(names().join(u'|')));
        key(Qt::Key_Down);
        key(Qt::Key_Return);
        QTRY_VERIFY(!palette().isSearching());
        QVERIFY(palette().mode() == FinderMode::UsesOf);
        QVERIFY(names().contains(u"monitor fronts"_s));
        key(Qt::Key_Escape); // back to everything, then away
        QVERIFY(palette().isVisible() && palette().mode() == FinderMode::Everything);
        key(Qt::Key_Escape);
        QVERIFY(palette().isHidden());
    }

    void theListIsAModel() {
        FinderModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FinderHit enabled;
        enabled.name = u"web"_s;
        enabled.kind = FinderKind::Group;
        enabled.key = groupPath(u"web"_s);
        FinderHit disabled;
        disabled.isEnabled = false;
        model.setHits({enabled, disabled});
        QCOMPARE(model.rowCount({}), 2);
        QVERIFY(!model.index(1).flags().testFlag(Qt::ItemIsEnabled));
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), u"web, Group"_s);
        model.setHits({});
        QCOMPARE(model.rowCount({}), 0);
    }

    void aLargeEstateIsFoundIn() {
        document().show(fixture::largeEstate(500, 100));
        openIt();
        type(u"rule 99 of 499"_s);
        QCOMPARE(hits().front().key, fixture::policyPath(u"p499"_s) + u"/rules/r99"_s);
        QVERIFY(hits().size() <= CommandPalette::kMostHits);
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
