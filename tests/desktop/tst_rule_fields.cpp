// SPDX-License-Identifier: MIT
// The fields of one or many rules: in the inspector, by the column's commands, by paste and drag.
#include "desktop/firewall/rule_editor.h"
#include "desktop/theme/theme.h"
#include "window_driver.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;
using fixture::groupPath;
using fixture::rulePath;

class TestRuleFields final : public QObject {
    Q_OBJECT

    std::unique_ptr<Document> m_document;
    std::unique_ptr<FirewallPlace> m_place;
    std::unique_ptr<QSignalSpy> m_failed;
    const QString m_web = rulePath(u"shop"_s, u"web-in"_s);
    const QString m_app = rulePath(u"shop"_s, u"web-to-app"_s);

    [[nodiscard]] const model::Rule& rule(const QString& path) const {
        const model::Rule* found = m_document->snapshot()->rule(path).rule;
        if (found == nullptr) {
            qFatal("no rule %s", qPrintable(path));
        }
        return *found;
    }
    template <typename T>
    [[nodiscard]] T* field(const QString& name) const {
        return fixture::shownChild<T>(m_place->inspector(), name);
    }
    [[nodiscard]] std::size_t steps() const { return m_document->edits()->steps().size(); }
    [[nodiscard]] QString complaint() const {
        return m_failed->isEmpty() ? QString()
                                   : m_failed->constLast().at(0).value<Error>().message();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&m_place->table(), key, modifiers);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_document = std::make_unique<Document>();
        m_place = std::make_unique<FirewallPlace>(*m_document);
        m_place->resize(1500, 900);
        m_place->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_place.get()));
        m_document->show(fixture::smallEstate());
        QTRY_VERIFY(m_document->search() != nullptr && m_document->members()->isComplete());
        m_failed = std::make_unique<QSignalSpy>(m_place.get(), &Place::failed);
    }
    void cleanup() {
        m_document->discardEdits();
        m_failed.reset();
        m_place.reset();
        m_document.reset();
    }

    void textsAreTypedInTheInspector_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("notes") << u"field_notes"_s;
        QTest::newRow("description") << u"field_description"_s;
    }
    void textsAreTypedInTheInspector() {
        QFETCH(QString, name);
        QVERIFY(fixture::choose(*m_place, m_web));
        QTRY_VERIFY(field<QPlainTextEdit>(name) != nullptr);
        QPlainTextEdit* text = field<QPlainTextEdit>(name);
        text->setFocus();
        QTest::keyClicks(text, u"see ticket 4711"_s);
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(steps(), std::size_t{1});
        QCOMPARE(name == u"field_notes" ? rule(m_web).notes.line()
                                        : rule(m_web).header.description.line(),
                 u"see ticket 4711"_s);
    }

    void aLogLabelThatIsTooLongIsSaidAndTaken() {
        QVERIFY(fixture::choose(*m_place, m_web));
        QTRY_VERIFY(field<QLineEdit>(u"field_tag"_s) != nullptr);
        QLineEdit* line = field<QLineEdit>(u"field_tag"_s);
        line->setFocus();
        QTest::keyClicks(line, QString(33, u'x'));
        auto* remark = fixture::shownChild<QLabel>(m_place->inspector(), u"problemLabel"_s);
        QVERIFY(remark != nullptr);
        QVERIFY2(remark->text().contains(u"32"_s), qPrintable(remark->text()));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(rule(m_web).logLabel.line(), QString(33, u'x'));
    }

    void wordsSayWhyTheyAreNotPossible() {
        QVERIFY(fixture::choose(*m_place, m_web, RuleColumn::Action));
        QTRY_VERIFY(field<QComboBox>(u"field_action"_s) != nullptr);
        const QComboBox* box = field<QComboBox>(u"field_action"_s);
        QVERIFY2(box->itemText(3).contains(u"only in category Environment"_s),
                 qPrintable(box->itemText(3)));
        QVERIFY(!qobject_cast<QStandardItemModel*>(box->model())->item(3)->isEnabled());
        key(Qt::Key_Return);
        auto* menu = m_place->findChild<QMenu*>(u"cellMenu"_s);
        QTRY_VERIFY(menu != nullptr && menu->isVisible());
        QVERIFY(!menu->actions().at(3)->isEnabled());
        QVERIFY(menu->actions().at(3)->text().contains(u"Environment"_s));
        menu->close();
    }

    void aFieldOfManyRulesIsOneStep() {
        QVERIFY(fixture::chooseAll(*m_place, {m_web, m_app}, RuleColumn::Name));
        QTRY_VERIFY(field<QComboBox>(u"field_direction"_s) != nullptr);
        QTest::keyClick(field<QComboBox>(u"field_direction"_s), Qt::Key_Down);
        QTRY_VERIFY(rule(m_web).effectiveDirection() == model::Direction::In);
        QVERIFY(rule(m_app).effectiveDirection() == model::Direction::In);
        QCOMPARE(steps(), std::size_t{1});
        QTRY_VERIFY(field<QLineEdit>(u"field_tag"_s) != nullptr);
        QLineEdit* label = field<QLineEdit>(u"field_tag"_s);
        label->setFocus();
        QTest::keyClicks(label, u"shop"_s);
        QTest::keyClick(label, Qt::Key_Return);
        QTRY_COMPARE(rule(m_app).logLabel.line(), u"shop"_s);
        QCOMPARE(rule(m_web).logLabel.line(), u"shop"_s);
        QCOMPARE(steps(), std::size_t{2});
    }

    void differentValuesAreNotShownAsOne() {
        QVERIFY(
            fixture::chooseAll(*m_place, {m_web, rulePath(u"shop"_s, u"old"_s)}, RuleColumn::Name));
        QTRY_VERIFY(field<QCheckBox>(u"field_disabled"_s) != nullptr);
        QCOMPARE(field<QCheckBox>(u"field_disabled"_s)->checkState(), Qt::PartiallyChecked);
    }

    void objectsAreAddedToAndTakenOutOfManyRules() {
        QVERIFY(fixture::chooseAll(*m_place, {m_web, m_app}, RuleColumn::Destinations));
        key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        OperandEditor* panel = fixture::operandPanel(*m_place);
        QVERIFY(panel != nullptr);
        fixture::answer(*panel, {u"dns"_s});
        QCOMPARE(rule(m_web).destinations, (QStringList{groupPath(u"web"_s), groupPath(u"dns"_s)}));
        QVERIFY(rule(m_app).destinations.contains(groupPath(u"dns"_s)));
        QVERIFY(rule(m_app).destinations.contains(u"10.9.0.0/24"_s));
        QCOMPARE(steps(), std::size_t{1});
        key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        panel = fixture::operandPanel(*m_place);
        QVERIFY(panel != nullptr);
        fixture::answer(*panel, {u"dns"_s});
        QCOMPARE(rule(m_web).destinations, QStringList{groupPath(u"web"_s)});
        QVERIFY(!rule(m_app).destinations.contains(groupPath(u"dns"_s)));
        // The last one stays: nothing means everything.
        key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        panel = fixture::operandPanel(*m_place);
        fixture::answer(*panel, {u"web"_s});
        QVERIFY(fixture::operandPanel(*m_place) != nullptr);
        auto* problem = panel->findChild<QLabel*>(u"operandProblem"_s);
        QVERIFY2(problem->text().contains(u"web-in"_s), qPrintable(problem->text()));
        QCOMPARE(rule(m_web).destinations, QStringList{groupPath(u"web"_s)});
    }

    void theLogLabelOfTheSelectionIsTypedInItsCell() {
        QVERIFY(fixture::chooseAll(*m_place, {m_web, m_app}, RuleColumn::Name));
        key(Qt::Key_L, Qt::ControlModifier);
        auto* line = m_place->findChild<QLineEdit*>(u"cellLine"_s);
        QVERIFY(line != nullptr && line->hasFocus());
        QTest::keyClicks(line, u"tier"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(rule(m_web).logLabel.line(), u"tier"_s);
        QCOMPARE(rule(m_app).logLabel.line(), u"tier"_s);
        QCOMPARE(rule(m_web).header.label(), u"web-in"_s);
    }

    void theSideIsNegatedInThePanel() {
        QVERIFY(fixture::choose(*m_place, m_web));
        QTRY_VERIFY(field<QToolButton>(u"edit_destination_groups"_s) != nullptr);
        QTest::mouseClick(field<QToolButton>(u"edit_destination_groups"_s), Qt::LeftButton);
        OperandEditor* panel = fixture::operandPanel(*m_place);
        QVERIFY(panel != nullptr);
        panel->findChild<QCheckBox*>(u"operandNot"_s)->setChecked(true);
        fixture::answer(*panel, {});
        QCOMPARE(rule(m_web).destinationsExcluded, true);
        QCOMPARE(rule(m_web).destinations, QStringList{groupPath(u"web"_s)});
    }

    void defaultRulesKeepWhatNsxKeeps() {
        const QString deny = rulePath(u"last"_s, u"deny"_s);
        QVERIFY(fixture::choose(*m_place, deny, RuleColumn::Sources));
        key(Qt::Key_Return);
        QVERIFY(fixture::operandPanel(*m_place) == nullptr);
        QVERIFY2(complaint().contains(u"default"_s), qPrintable(complaint()));
        key(Qt::Key_Space);
        QVERIFY(!rule(deny).isDisabled());
        QTRY_VERIFY(field<QComboBox>(u"field_action"_s) != nullptr);
        QTest::keyClick(field<QComboBox>(u"field_action"_s), Qt::Key_Home);
        QTRY_VERIFY(rule(deny).action == model::RuleAction::Allow);
    }

    void namesAndAddressesArePastedIntoACell() {
        QVERIFY(fixture::choose(*m_place, m_web, RuleColumn::Sources));
        QApplication::clipboard()->setText(u"app, 10.7.0.0/16\n2001:db8::/32"_s);
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(rule(m_web).sources,
                 (QStringList{groupPath(u"app"_s), u"10.7.0.0/16"_s, u"2001:db8::/32"_s}));
        QCOMPARE(steps(), std::size_t{1});
        QApplication::clipboard()->setText(u"app, no such thing"_s);
        key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY2(complaint().contains(u"no such thing"_s), qPrintable(complaint()));
        QCOMPARE(steps(), std::size_t{1});
    }

    void anObjectIsCopiedFromCellToCellAndToAnotherWindow() {
        QVERIFY(fixture::choose(*m_place, m_app, RuleColumn::Destinations));
        key(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(m_place->table().selectedChipPath(), groupPath(u"app"_s));
        m_place->copySelection();
        QCOMPARE(QApplication::clipboard()->text(), u"app"_s);
        QVERIFY(fixture::choose(*m_place, m_web, RuleColumn::Sources));
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(rule(m_web).sources, QStringList{groupPath(u"app"_s)});
        // A second window with an estate of its own.
        Document other;
        FirewallPlace second(other);
        second.resize(1200, 700);
        second.show();
        other.show(fixture::smallEstate(u"elsewhere"_s));
        QVERIFY(fixture::choose(second, m_web, RuleColumn::Sources));
        QTest::keyClick(&second.table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.snapshot()->rule(m_web).rule->sources, QStringList{groupPath(u"app"_s)});
        // And rules, which say in plain text what they are.
        QVERIFY(fixture::choose(*m_place, m_app));
        m_place->copySelection();
        QVERIFY(QApplication::clipboard()->text().contains(u"web-to-app\t"_s));
        QVERIFY(fixture::choose(second, rulePath(u"infra"_s, u"dns"_s)));
        QTest::keyClick(&second.table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.snapshot()->policy(fixture::policyPath(u"infra"_s))->rules.size(),
                 std::size_t{3});
        other.discardEdits();
    }

    void aDroppedObjectIsCopied() {
        QMimeData data;
        data.setData(RuleTableView::kOperandMime, groupPath(u"app"_s).toUtf8());
        data.setText(u"app"_s);
        QVERIFY(fixture::dropAt(*m_place, data,
                                fixture::cellRect(*m_place, m_web, RuleColumn::Sources).center()));
        QCOMPARE(rule(m_web).sources, QStringList{groupPath(u"app"_s)});
        QVERIFY(rule(m_app).destinations.contains(groupPath(u"app"_s)));
        // Where it belongs nowhere, it is not taken.
        QVERIFY(!fixture::dropAt(*m_place, data,
                                 fixture::cellRect(*m_place, m_web, RuleColumn::Action).center()));
    }

    void anObjectMovesFromCellToCellInOneStep() {
        const QModelIndex from =
            m_place->table().proxy().mapFromSource(m_place->table().cellModel().indexOfKey(m_app));
        QVERIFY(fixture::choose(*m_place, m_web, RuleColumn::Sources));
        m_place->editor().takeOperand(
            m_place->table().currentIndex(), groupPath(u"app"_s),
            from.siblingAtColumn(static_cast<int>(RuleColumn::Destinations)));
        QCOMPARE(rule(m_web).sources, QStringList{groupPath(u"app"_s)});
        QCOMPARE(rule(m_app).destinations, QStringList{u"10.9.0.0/24"_s});
        QCOMPARE(steps(), std::size_t{1});
        m_document->undo();
        QVERIFY(rule(m_app).destinations.contains(groupPath(u"app"_s)));
    }
};

QTEST_MAIN(TestRuleFields)
#include "tst_rule_fields.moc"
