// SPDX-License-Identifier: MIT
// Editing in the firewall table with keyboard, mouse, menus, clipboard and drops.
#include "change/change_set.h"
#include "change/rule_edits.h"
#include "desktop/changes/change_panel.h"
#include "desktop/estate/document.h"
#include "desktop/estate/findings.h"
#include "desktop/firewall/firewall_place.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "estate_fixture.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestRuleEditing final : public QObject {
    Q_OBJECT

    std::unique_ptr<Document> m_document;
    std::unique_ptr<FirewallPlace> m_place;
    std::unique_ptr<QSignalSpy> m_failed;

    [[nodiscard]] RuleTableView& view() const {
        return static_cast<RuleTableView&>(m_place->table());
    }
    [[nodiscard]] static QString path(const QString& policy, const QString& rule) {
        return fixture::kDomain + u"/security-policies/"_s + policy + u"/rules/"_s + rule;
    }
    [[nodiscard]] const model::Rule& rule(const QString& rulePath) const {
        const model::Rule* found = m_document->snapshot()->rule(rulePath).rule;
        if (found == nullptr) {
            qFatal("no rule %s", qPrintable(rulePath));
        }
        return *found;
    }
    void choose(const QString& rulePath, RuleColumn column = RuleColumn::Name) {
        QVERIFY(view().goTo(rulePath));
        // The row stays selected whatever modifiers the key before has left behind.
        view().selectionModel()->setCurrentIndex(
            view().currentIndex().siblingAtColumn(static_cast<int>(column)),
            QItemSelectionModel::NoUpdate);
        view().setFocus();
    }
    [[nodiscard]] QRect rectOf(const QString& rulePath, RuleColumn column) {
        const QModelIndex source = view().cellModel().indexOfKey(rulePath);
        return view().visualRect(
            view().proxy().mapFromSource(source).siblingAtColumn(static_cast<int>(column)));
    }
    [[nodiscard]] QStringList order(const QString& policy) const {
        QStringList ids;
        const auto* found =
            m_document->snapshot()->policy(fixture::kDomain + u"/security-policies/"_s + policy);
        for (const model::Rule& one : found->rules) {
            ids << one.header.id;
        }
        return ids;
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&view(), key, modifiers);
    }
    [[nodiscard]] OperandEditor* panel() const {
        const auto all = m_place->findChildren<OperandEditor*>();
        const auto shown = std::find_if(all.begin(), all.end(),
                                        [](const OperandEditor* one) { return one->isVisible(); });
        return shown == all.end() ? nullptr : *shown;
    }
    void type(const QString& text) {
        QTest::keyClicks(panel()->findChild<QLineEdit*>(u"operandField"_s), text);
    }
    void panelKey(Qt::Key key) {
        QTest::keyClick(panel()->findChild<QLineEdit*>(u"operandField"_s), key);
    }
    void drop(const QMimeData& data, const QPoint& position, Qt::DropAction action) {
        QDragEnterEvent enter(position, Qt::MoveAction | Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(view().viewport(), &enter);
        QDropEvent event(position, Qt::MoveAction | Qt::CopyAction, &data, Qt::LeftButton,
                         action == Qt::CopyAction ? Qt::ControlModifier : Qt::NoModifier);
        QApplication::sendEvent(view().viewport(), &event);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_document = std::make_unique<Document>();
        m_place = std::make_unique<FirewallPlace>(*m_document);
        m_place->resize(1300, 700);
        m_place->show();
        m_place->activateWindow(); // shortcuts belong to the active window
        QVERIFY(QTest::qWaitForWindowActive(m_place.get()));
        m_document->show(fixture::smallEstate());
        QTRY_VERIFY(m_document->search() != nullptr);
        m_failed = std::make_unique<QSignalSpy>(m_place.get(), &TablePlace::failed);
    }
    void cleanup() {
        m_failed.reset();
        m_place.reset();
        m_document.reset();
    }

    void enterRenamesAndUndoTakesItBack() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        choose(web);
        key(Qt::Key_Return);
        auto* line = m_place->findChild<QLineEdit*>(u"cellLine"_s);
        QVERIFY(line != nullptr && line->hasFocus());
        QCOMPARE(line->selectedText(), rule(web).header.label());
        QTest::keyClicks(line, u"Web from anywhere"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(rule(web).header.label(), u"Web from anywhere"_s);
        QCOMPARE(m_document->edits()->steps().size(), std::size_t{1});
        QCOMPARE(view().currentKey(), web);
        QVERIFY(view().hasFocus());
        m_document->undo();
        QCOMPARE(rule(web).header.label(), u"web-in"_s);
        QVERIFY(!m_document->hasEdits());
        m_document->redo();
        QCOMPARE(rule(web).header.label(), u"Web from anywhere"_s);
    }

    void escapeLeavesTheNameAsItWas() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        choose(web);
        key(Qt::Key_F2);
        auto* line = m_place->findChild<QLineEdit*>(u"cellLine"_s);
        QTest::keyClicks(line, u"nonsense"_s);
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(rule(web).header.label(), u"web-in"_s);
        QVERIFY(!m_document->edits()->canUndo());
    }

    void spaceDisablesAllThatIsSelected() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        const QString app = path(u"shop"_s, u"web-to-app"_s);
        choose(web);
        view().selectKeys({web, app});
        key(Qt::Key_Space);
        QVERIFY(rule(web).isDisabled() && rule(app).isDisabled());
        QCOMPARE(m_document->edits()->steps().size(), std::size_t{1});
        key(Qt::Key_Space);
        QVERIFY(!rule(web).isDisabled() && !rule(app).isDisabled());
    }

    void deletedRulesStayToBeSeen() {
        const QString app = path(u"shop"_s, u"web-to-app"_s);
        const int before = view().proxy().allLeaves();
        choose(app);
        key(Qt::Key_Delete);
        QVERIFY(m_document->snapshot()->rule(app).rule == nullptr);
        QCOMPARE(view().proxy().allLeaves(), before);
        const QModelIndex row = view().cellModel().indexOfKey(app);
        QVERIFY(row.isValid());
        const QString name =
            view().cellModel().cell(row.siblingAtColumn(static_cast<int>(RuleColumn::Name))).badge;
        QCOMPARE(name, u"deleted"_s);
        key(Qt::Key_Space); // a deleted rule cannot be edited
        QCOMPARE(m_document->edits()->steps().size(), std::size_t{1});
        m_document->undo();
        QVERIFY(m_document->snapshot()->rule(app).rule != nullptr);
        QCOMPARE(view().proxy().allLeaves(), before);
    }

    void duplicatesAreNewDisabledAndSelected() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        choose(web);
        key(Qt::Key_D, Qt::ControlModifier);
        const QString copy = view().currentKey();
        QVERIFY(copy != web);
        QVERIFY(rule(copy).isDisabled());
        QCOMPARE(rule(copy).destinations, rule(web).destinations);
        QCOMPARE(order(u"shop"_s).indexOf(rule(copy).header.id),
                 order(u"shop"_s).indexOf(u"web-in"_s) + 1);
    }

    void newRulesAreDisabledAndWantAName() {
        choose(path(u"shop"_s, u"web-in"_s));
        key(Qt::Key_N, Qt::ControlModifier);
        auto* line = m_place->findChild<QLineEdit*>(u"cellLine"_s);
        QVERIFY(line != nullptr && line->hasFocus());
        QTest::keyClicks(line, u"Backup"_s);
        QTest::keyClick(line, Qt::Key_Return);
        const model::Rule& made = rule(view().currentKey());
        QCOMPARE(made.header.label(), u"Backup"_s);
        QVERIFY(made.isDisabled());
        QVERIFY(made.isLogged());
        QCOMPARE(order(u"shop"_s).indexOf(made.header.id), 1);
    }

    void altArrowsMoveWithinAndAcrossPolicies() {
        const QStringList before = order(u"shop"_s);
        const QString second = path(u"shop"_s, before.at(1));
        choose(second);
        key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(order(u"shop"_s).constFirst(), before.at(1));
        QCOMPARE(view().currentKey(), second);
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(order(u"shop"_s), before);
        QVERIFY(!m_document->hasEdits());
        key(Qt::Key_Up, Qt::AltModifier);
        key(Qt::Key_Up, Qt::AltModifier); // over the top: into the policy before
        QVERIFY(!order(u"shop"_s).contains(before.at(1)));
        QVERIFY(view().currentKey() != second);
        QCOMPARE(rule(view().currentKey()).header.label(), before.at(1));
    }

    void operandsAreSearchedTypedAndTakenOut() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        choose(web, RuleColumn::Sources);
        key(Qt::Key_Return);
        QVERIFY(panel() != nullptr);
        type(u"10.1.2.0/24"_s);
        QCOMPARE(panel()->findChild<QListWidget*>(u"operandList"_s)->currentRow(), 0);
        panelKey(Qt::Key_Return);
        type(u"2001:db8::1-2001:db8::9, 192.0.2.7"_s);
        panelKey(Qt::Key_Return);
        QVERIFY(panel()->operands().contains(u"10.1.2.0/24"_s));
        panelKey(Qt::Key_Return); // nothing typed: done
        QVERIFY(panel() == nullptr);
        QVERIFY(rule(web).sources.contains(u"10.1.2.0/24"_s));
        QVERIFY(rule(web).sources.contains(u"192.0.2.7"_s));
        QVERIFY(rule(web).sources.contains(u"2001:db8::1-2001:db8::9"_s));
        QCOMPARE(m_document->edits()->steps().size(), std::size_t{1});
    }

    void aMistypedAddressIsMarkedWhereItIs() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        const QStringList before = rule(web).sources;
        choose(web, RuleColumn::Sources);
        key(Qt::Key_Return);
        type(u"10.1.2.0/24, 10.1.2.300"_s);
        panelKey(Qt::Key_Return);
        QVERIFY(panel() != nullptr);
        auto* problem = panel()->findChild<QLabel*>(u"operandProblem"_s);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"10.1.2.300"_s), qPrintable(problem->text()));
        panelKey(Qt::Key_Escape);
        QCOMPARE(rule(web).sources, before);
        QVERIFY(!m_document->edits()->canUndo());
    }

    void whatNsxRefusesIsSaidInThePanel() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        const Result<change::Step> onlyIpv4 =
            change::changeRules(*m_document->snapshot(), {web}, u"protocol"_s,
                                [](model::Rule& one) { one.ipProtocol = model::IpProtocol::Ipv4; });
        QVERIFY(m_document->stage(onlyIpv4).has_value());
        choose(web, RuleColumn::Sources);
        key(Qt::Key_Return);
        type(u"2001:db8::/32"_s);
        panelKey(Qt::Key_Return);
        panelKey(Qt::Key_Return);
        QVERIFY(panel() != nullptr); // an IPv4 rule takes no IPv6 address
        QVERIFY(panel()->findChild<QLabel*>(u"operandProblem"_s)->isVisible());
        QVERIFY(!rule(web).sources.contains(u"2001:db8::/32"_s));
    }

    void tabGoesOnToTheNextCell() {
        choose(path(u"shop"_s, u"web-in"_s), RuleColumn::Sources);
        key(Qt::Key_Return);
        panelKey(Qt::Key_Tab);
        QVERIFY(panel() != nullptr);
        QCOMPARE(view().currentIndex().column(), static_cast<int>(RuleColumn::Destinations));
        panelKey(Qt::Key_Escape);
        QTRY_VERIFY(panel() == nullptr);
    }

    void aWordIsChosenFromAMenuForAllSelected() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        const QString app = path(u"shop"_s, u"web-to-app"_s);
        choose(web, RuleColumn::Action);
        view().selectKeys({web, app});
        view().setCurrentIndex(
            view().currentIndex().siblingAtColumn(static_cast<int>(RuleColumn::Action)));
        view().selectKeys({web, app});
        key(Qt::Key_Return);
        auto* menu = m_place->findChild<QMenu*>(u"cellMenu"_s);
        QTRY_VERIFY(menu != nullptr && menu->isVisible());
        for (QAction* action : menu->actions()) {
            if (action->text() == u"Reject"_s) {
                action->trigger();
            }
        }
        menu->close();
        QVERIFY(rule(web).action == model::RuleAction::Reject);
        QVERIFY(rule(app).action == model::RuleAction::Reject);
        QCOMPARE(m_document->edits()->steps().size(), std::size_t{1});
    }

    void rulesTravelThroughTheClipboardAlsoAsText() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        choose(web);
        m_place->copySelection();
        const QMimeData* data = QApplication::clipboard()->mimeData();
        QVERIFY(data->text().contains(u"web-in"_s));
        const QString json = QString::fromUtf8(data->data(RuleTreeModel::kRulesMime));
        QVERIFY(!json.isEmpty());
        QApplication::clipboard()->setText(json); // as from a mail
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(m_failed->size(), 0);
        const model::Rule& pasted = rule(view().currentKey());
        QVERIFY(pasted.header.path != web);
        QCOMPARE(pasted.destinations, rule(web).destinations);
        QVERIFY(!pasted.ruleId.has_value());
        QApplication::clipboard()->setText(u"not rules"_s);
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(m_failed->size(), 1);
    }

    void aDropMovesRulesBeforeARow() {
        const QStringList before = order(u"shop"_s);
        const QString last = path(u"shop"_s, before.constLast());
        choose(last);
        const std::unique_ptr<QMimeData> data(m_place->editor().selectionData());
        const QRect first = rectOf(path(u"shop"_s, before.constFirst()), RuleColumn::Name);
        // The event names no source here, which is what another window's drag looks like: a copy.
        drop(*data, QPoint(first.center().x(), first.top() + 2), Qt::CopyAction);
        QCOMPARE(order(u"shop"_s).size(), before.size() + 1);
        QVERIFY(order(u"shop"_s).constFirst() != before.constFirst());
        m_document->undo();
        m_place->editor().moveTo({last}, fixture::kDomain + u"/security-policies/shop"_s,
                                 change::Place::top());
        QCOMPARE(order(u"shop"_s).constFirst(), before.constLast());
        QCOMPARE(view().currentKey(), last);
    }

    void anObjectIsDroppedIntoACell() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        QMimeData data;
        data.setData(RuleTableView::kOperandMime, fixture::groupPath(u"app"_s).toUtf8());
        choose(web);
        drop(data, rectOf(web, RuleColumn::Sources).center(), Qt::CopyAction);
        QCOMPARE(m_failed->size(), 0);
        QVERIFY(rule(web).sources.contains(fixture::groupPath(u"app"_s)));
        drop(data, rectOf(web, RuleColumn::Services).center(), Qt::CopyAction);
        QCOMPARE(m_failed->size(), 1); // a group is no service
    }

    void theLastObjectIsNotTakenOutByAccident() {
        const QString app = path(u"shop"_s, u"web-in"_s);
        QVERIFY(rule(app).destinations.size() == 1);
        choose(app, RuleColumn::Destinations);
        key(Qt::Key_Right, Qt::ControlModifier); // selects the chip
        QVERIFY(!view().selectedChipPath().isEmpty());
        key(Qt::Key_Delete);
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(rule(app).destinations.size(), 1);
    }

    void whatIsEditedStaysUnderItsFilter() {
        const QString web = path(u"shop"_s, u"web-in"_s);
        m_place->filterBar().setText(u"web-in"_s);
        QTRY_COMPARE(view().proxy().shownLeaves(), 1);
        choose(web);
        key(Qt::Key_F2);
        auto* line = m_place->findChild<QLineEdit*>(u"cellLine"_s);
        QTest::keyClicks(line, u"Renamed"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(view().proxy().shownLeaves(), 1); // not even for a moment
        QTRY_VERIFY(m_document->search() != nullptr);
        QCOMPARE(view().proxy().shownLeaves(), 1);
        QCOMPARE(view().currentKey(), web);
    }

    void thePanelSaysEachChangeInWords() {
        ChangePanel panel(*m_document);
        QVERIFY(panel.isHidden());
        choose(path(u"shop"_s, u"web-in"_s));
        key(Qt::Key_Space);
        QCOMPARE(panel.count(), 1);
        QVERIFY2(panel.sentences().constFirst().contains(u"web-in"_s),
                 qPrintable(panel.sentences().join(u'\n')));
        QVERIFY2(panel.sentences().constFirst().contains(u"disabled"_s),
                 qPrintable(panel.sentences().join(u'\n')));
        m_document->undo();
        QCOMPARE(panel.count(), 0);
        // A rule that names something that is not there is found, after a moment.
        QSignalSpy looked(&m_document->findings(), &Findings::changed);
        choose(path(u"shop"_s, u"old"_s));
        key(Qt::Key_Space);
        QTRY_VERIFY(!looked.isEmpty());
        const std::vector<change::Finding>& found = m_document->findings().all();
        const auto dangling =
            std::find_if(found.begin(), found.end(), [](const change::Finding& one) {
                return one.kind == change::FindingKind::DanglingReference;
            });
        QVERIFY(dangling != found.end());
        QCOMPARE(dangling->path, path(u"shop"_s, u"old"_s));
    }

    void theModelKeepsItsPromisesWhileEdited() {
        RuleTreeModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const QString& id : {u"web-in"_s, u"web-to-app"_s}) {
            QVERIFY(m_document
                        ->stage(change::deleteRules(*m_document->snapshot(), {path(u"shop"_s, id)}))
                        .has_value());
            model.setSnapshot(m_document->snapshot(), rowMarks(*m_document->edits()));
            QVERIFY(model.indexOfKey(path(u"shop"_s, id)).isValid());
        }
    }
};

QTEST_MAIN(TestRuleEditing)
#include "tst_rule_editing.moc"
