// SPDX-License-Identifier: MIT
// Groups are made, typed, nested, duplicated and deleted in the window, and what the manager gets.
#include "change/object_edits.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/firewall/rule_cells.h"
#include "desktop/groups/criteria_draft.h"
#include "desktop/groups/criterion_row.h"
#include "desktop/groups/group_editor.h"
#include "desktop/groups/groups_place.h"
#include "desktop/groups/member_preview.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/notice_strip.h"
#include "window_fixture.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestGroupEditing final : public QObject {
    Q_OBJECT

    fixture::WindowFixture m_at;

    [[nodiscard]] GroupEditor& editor() const { return *m_at.child<GroupEditor>(u"groupEditor"_s); }
    [[nodiscard]] QLineEdit* nameField() const { return m_at.child<QLineEdit>(u"groupName"_s); }
    [[nodiscard]] CriterionRow* row(const QString& name) const {
        for (auto* found : editor().findChildren<CriterionRow*>(name)) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    /// Chooses in a box as the keyboard does.
    static void chooseIn(CriterionRow* row, const QString& box, const QString& text) {
        auto* found = row->findChild<QComboBox*>(box);
        QVERIFY2(found != nullptr, qPrintable(box));
        const int index = found->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        found->setFocus();
        while (found->currentIndex() != index) {
            QTest::keyClick(found, found->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
            if (!row->isVisible()) {
                return; // it was rebuilt with what was chosen
            }
        }
    }
    static void type(CriterionRow* row, const QString& field, const QString& text) {
        auto* line = row->findChild<QLineEdit*>(field);
        QVERIFY2(line != nullptr, qPrintable(field));
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    /// True once the row has the fields of the subject.
    [[nodiscard]] bool isAbout(const QString& rowName, const QString& subject) const {
        const int index = row(rowName) == nullptr ? -1 : subjectIndexOf(row(rowName)->element());
        return index >= 0 && criterionSubjects()[static_cast<std::size_t>(index)].text == subject;
    }
    void click(const QString& button) {
        auto* found = editor().findChild<QPushButton*>(button);
        QVERIFY2(found != nullptr, qPrintable(button));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    [[nodiscard]] const model::Group* named(const QString& name) const {
        const auto found = m_at.estate().findGroup(name);
        return found ? *found : nullptr;
    }
    [[nodiscard]] QString words(const model::Group& group) const {
        return model::criteriaInWords(
            group.expression, [this](const QString& path) { return m_at.estate().nameOf(path); });
    }
    /// Every edit has the memberships worked out again: waits for them.
    [[nodiscard]] QString firstTaggedGroup() const {
        if (!QTest::qWaitFor([this] { return m_at.document().members()->isComplete(); },
                             m_at.kLongest)) {
            return {};
        }
        for (const model::Group& group : m_at.estate().groups()) {
            if (group.expression.size() == 1 && group.expression.front().key == u"Tag" &&
                group.expression.front().memberType == u"VirtualMachine" &&
                m_at.document().members()->of(group.header.path)->machines.size() > 1) {
                return group.header.path;
            }
        }
        return {};
    }
    void makeNew(const QString& name) {
        m_at.window->showPlace(PlaceId::Groups);
        m_at.window->tablePlace(PlaceId::Groups).table().setFocus();
        m_at.press(PlaceId::Groups, Qt::Key_N, Qt::ControlModifier);
        QVERIFY(editor().isVisible());
        QVERIFY(nameField()->hasFocus());
        QTest::keyClicks(nameField(), name);
        QTest::keyClick(nameField(), Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() { QVERIFY(m_at.open()); }
    void cleanup() { QVERIFY(m_at.close()); }

    void aNewGroupIsStagedTypedAndPublished() {
        makeNew(u"Test group"_s);
        QCOMPARE(m_at.net().size(), std::size_t{1});
        QVERIFY(named(u"Test group"_s) != nullptr);
        QCOMPARE(m_at.window->tablePlace(PlaceId::Groups).table().currentKey(),
                 u"/infra/domains/default/groups/Test-group"_s);
        QTRY_VERIFY(editor().preview().answer().has_value());
        QVERIFY2(editor().preview().text().contains(u"Nobody"_s),
                 qPrintable(editor().preview().text()));
        click(u"addCriterion"_s);
        CriterionRow* first = row(u"criterion0"_s);
        QVERIFY(first != nullptr);
        // A copy: every edit replaces the snapshot that it is in.
        const model::VirtualMachine machine =
            *m_at.document().members()->of(firstTaggedGroup())->machines.front();
        QVERIFY(!machine.tags.empty());
        type(first, u"scopeField"_s, machine.tags.front().scope.raw());
        type(first, u"valueField"_s, machine.tags.front().tag.raw());
        QTRY_VERIFY(!named(u"Test group"_s)->expression.empty());
        QTRY_VERIFY(editor().preview().answer().has_value());
        QVERIFY(editor().preview().answer()->machines.contains(machine.label()));
        QCOMPARE(editor().preview().answer()->joins, editor().preview().answer()->machines);
        QVERIFY(m_at.child<QLabel>(u"criteriaSentence"_s)
                    ->text()
                    .contains(machine.tags.front().tag.raw()));
        QTRY_COMPARE(
            named(u"Test group"_s)->expression.front().value.raw(),
            QString(machine.tags.front().scope.raw() + u'|' + machine.tags.front().tag.raw()));
        QVERIFY(m_at.publish());
        const QString written = m_at.written();
        QVERIFY2(written.contains(u"\"ChildGroup\""_s) && written.contains(u"Test group"_s),
                 qPrintable(written));
        QVERIFY2(written.contains(machine.tags.front().tag.raw()), qPrintable(written));
        QVERIFY(named(u"Test group"_s) != nullptr); // read from the manager again
        QVERIFY(!m_at.document().hasEdits());
    }

    void typingIsOneStepAndUndoTakesItBackIntoTheFields() {
        const QString path = firstTaggedGroup();
        QVERIFY(m_at.choose(PlaceId::Groups, path));
        const QJsonArray before = CriteriaDraft(m_at.estate().group(path)->expression).json();
        QVERIFY(!editor().isVisible()); // selecting opens nothing
        m_at.press(PlaceId::Groups, Qt::Key_Return);
        QVERIFY(editor().isVisible());
        CriterionRow* first = row(u"criterion0"_s);
        QVERIFY(first != nullptr);
        const QString old = first->findChild<QLineEdit*>(u"valueField"_s)->text();
        type(first, u"valueField"_s, u"nothing-carries-this"_s);
        QTRY_VERIFY(m_at.document().hasEdits());
        QTRY_VERIFY(editor().preview().answer().has_value());
        QVERIFY(editor().preview().answer()->machines.isEmpty());
        QVERIFY(editor().preview().answer()->leaves.size() > 1);
        const auto* advice = row(u"criterion0"_s)->findChild<QLabel*>(u"adviceLabel"_s);
        QVERIFY2(advice->isVisible() && advice->text().contains(u"Nothing carries"_s),
                 qPrintable(advice->text()));
        QTRY_COMPARE(m_at.estate().group(path)->expression.front().value.raw().section(u'|', -1),
                     u"nothing-carries-this"_s);
        QCOMPARE(m_at.document().edits()->steps().size(), std::size_t{1});
        m_at.document().undo();
        QCOMPARE(CriteriaDraft(m_at.estate().group(path)->expression).json(), before);
        QCOMPARE(row(u"criterion0"_s)->findChild<QLineEdit*>(u"valueField"_s)->text(), old);
        QVERIFY(!m_at.document().hasEdits());
    }

    void whatNsxRefusesIsSaidAtItsPartAndNotStaged() {
        makeNew(u"Refused"_s);
        click(u"addCriterion"_s);
        click(u"addCriterion"_s);
        type(row(u"criterion0"_s), u"valueField"_s, u"prod"_s);
        chooseIn(row(u"criterion1"_s), u"subject"_s, u"IP addresses"_s);
        QTRY_VERIFY(isAbout(u"criterion1"_s, u"IP addresses"_s));
        type(row(u"criterion1"_s), u"valueField"_s, u"10.0.0.0/24,"_s);
        QTRY_COMPARE(words(*named(u"Refused"_s)),
                     u"virtual machine tag is \"prod\", or IP 10.0.0.0/24"_s);
        // AND joins two conditions of one member type only.
        chooseIn(row(u"criterion1"_s), u"join"_s, u"and"_s);
        auto* problem =
            row(u"criterion1"_s)->findChild<QLabel*>(u"problemLabel"_s, Qt::FindDirectChildrenOnly);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"AND joins two single conditions"_s),
                 qPrintable(problem->text()));
        QCOMPARE(named(u"Refused"_s)->expression.at(1).conjunction, u"OR"_s);
        chooseIn(row(u"criterion1"_s), u"join"_s, u"or"_s);
        QVERIFY(!problem->isVisible());
        // A mistake is marked where it is.
        type(row(u"criterion1"_s), u"valueField"_s, u"10.0.0.300"_s);
        QTest::keyClick(row(u"criterion1"_s)->findChild<QLineEdit*>(u"valueField"_s),
                        Qt::Key_Return);
        QVERIFY(row(u"criterion1"_s)
                    ->findChild<QLineEdit*>(u"valueField"_s)
                    ->property("problem")
                    .toBool());
        QCOMPARE(named(u"Refused"_s)->expression.at(2).values, QStringList{u"10.0.0.0/24"_s});
    }

    void partsAreNestedMovedAndRemovedByKeyboard() {
        makeNew(u"Nested"_s);
        click(u"addNested"_s);
        type(row(u"criterion0part0"_s), u"scopeField"_s, u"env"_s);
        type(row(u"criterion0part0"_s), u"valueField"_s, u"prod"_s);
        QTest::keyClick(row(u"criterion0part0"_s)->findChild<QLineEdit*>(u"valueField"_s),
                        Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(row(u"criterion0part1"_s) != nullptr);
        type(row(u"criterion0part1"_s), u"valueField"_s, u"web"_s);
        click(u"addCriterion"_s);
        chooseIn(row(u"criterion1"_s), u"subject"_s, u"Members of"_s);
        QTRY_VERIFY(isAbout(u"criterion1"_s, u"Members of"_s));
        const QString other = m_at.estate().group(firstTaggedGroup())->header.label();
        type(row(u"criterion1"_s), u"valueField"_s, other);
        QTest::keyClick(row(u"criterion1"_s)->findChild<QLineEdit*>(u"valueField"_s),
                        Qt::Key_Return);
        const QString nested =
            u"(virtual machine tag \"env\" is \"prod\" and virtual machine tag is \"web\")"_s;
        QTRY_COMPARE(words(*named(u"Nested"_s)), QString(nested + u", or member of "_s + other));
        QTest::keyClick(row(u"criterion1"_s)->findChild<QLineEdit*>(u"valueField"_s), Qt::Key_Up,
                        Qt::AltModifier);
        QTRY_COMPARE(words(*named(u"Nested"_s)),
                     QString(u"member of "_s + other + u", or "_s + nested));
        QTest::keyClick(row(u"criterion1part1"_s)->findChild<QLineEdit*>(u"valueField"_s),
                        Qt::Key_Delete, Qt::AltModifier);
        QTRY_COMPARE(
            words(*named(u"Nested"_s)),
            QString(u"member of "_s + other + u", or (virtual machine tag \"env\" is \"prod\")"_s));
        QTest::mouseClick(row(u"criterion0"_s)->findChild<QToolButton*>(u"criterionRemove"_s),
                          Qt::LeftButton);
        QTRY_COMPARE(words(*named(u"Nested"_s)), u"(virtual machine tag \"env\" is \"prod\")"_s);
        QVERIFY(m_at.publish());
        QVERIFY2(m_at.written().contains(u"NestedExpression"_s), qPrintable(m_at.written()));
        QCOMPARE(words(*named(u"Nested"_s)), u"(virtual machine tag \"env\" is \"prod\")"_s);
    }

    void renamingDuplicatingAndDeleting() {
        const QString path = firstTaggedGroup();
        QVERIFY(m_at.choose(PlaceId::Groups, path));
        m_at.press(PlaceId::Groups, Qt::Key_F2);
        QVERIFY(nameField()->hasFocus());
        QTest::keyClicks(nameField(), u"Renamed"_s);
        QTest::keyClick(nameField(), Qt::Key_Escape);
        QVERIFY(!editor().isVisible());
        QCOMPARE(m_at.estate().group(path)->header.label(), u"Renamed"_s);
        QVERIFY(m_at.window->tablePlace(PlaceId::Groups).table().hasFocus());
        // A group that is used stays, and who uses it is said.
        m_at.press(PlaceId::Groups, Qt::Key_Delete);
        QVERIFY(m_at.estate().group(path) != nullptr);
        auto* notice = m_at.child<NoticeStrip>(u"noticeStrip"_s);
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains(u"Take it out of these first"_s),
                 qPrintable(notice->text()));
        m_at.press(PlaceId::Groups, Qt::Key_D, Qt::ControlModifier);
        const model::Group* copy = named(u"Renamed copy"_s);
        QVERIFY(copy != nullptr);
        QCOMPARE(words(*copy), words(*m_at.estate().group(path)));
        QVERIFY(copy->expression.front().id.isEmpty());
        QTest::keyClick(nameField(), Qt::Key_Escape);
        QVERIFY(m_at.publish());
        QVERIFY(named(u"Renamed copy"_s) != nullptr);
        QVERIFY(m_at.choose(PlaceId::Groups, named(u"Renamed copy"_s)->header.path));
        m_at.press(PlaceId::Groups, Qt::Key_Delete);
        QVERIFY(named(u"Renamed copy"_s) == nullptr);
        QVERIFY(m_at.publish());
        QVERIFY2(m_at.written().contains(u"marked_for_delete"_s) ||
                     m_at.written().contains(u"DELETE"_s),
                 qPrintable(m_at.written()));
        QVERIFY(named(u"Renamed copy"_s) == nullptr);
    }

    void aNameTypedIntoARuleBecomesAGroup() {
        const model::SecurityPolicy& policy = **m_at.estate().findPolicy(u"app-webshop"_s);
        const QString rule = policy.rules.get().front().header.path;
        QVERIFY(m_at.choose(PlaceId::Firewall, rule));
        TableView& table = m_at.window->tablePlace(PlaceId::Firewall).table();
        table.setCurrentIndex(
            table.currentIndex().siblingAtColumn(static_cast<int>(RuleColumn::Sources)));
        m_at.press(PlaceId::Firewall, Qt::Key_F2);
        OperandEditor* panel = nullptr;
        QTRY_VERIFY((panel = m_at.window->findChild<OperandEditor*>()) != nullptr &&
                    panel->isVisible());
        auto* field = panel->findChild<QLineEdit*>(u"operandField"_s);
        QTest::keyClicks(field, u"Brand new group"_s);
        auto* list = panel->findChild<QListWidget*>(u"operandList"_s);
        QCOMPARE(list->count(), 1);
        QVERIFY(list->currentItem() == nullptr); // Enter alone makes nothing
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(panel->findChild<QLabel*>(u"operandProblem"_s)->isVisible());
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        const model::Group* group = named(u"Brand new group"_s);
        QVERIFY(group != nullptr);
        QVERIFY(m_at.estate().rule(rule).rule->sources.contains(group->header.path));
        QCOMPARE(m_at.document().edits()->steps().size(), std::size_t{1});
        m_at.document().undo(); // both at once
        QVERIFY(named(u"Brand new group"_s) == nullptr);
        QVERIFY(!m_at.document().hasEdits());
        m_at.document().redo();
        QVERIFY(m_at.publish());
        QVERIFY2(m_at.written().contains(u"Brand new group"_s), qPrintable(m_at.written()));
        QVERIFY(m_at.estate().rule(rule).rule->sources.contains(
            named(u"Brand new group"_s)->header.path));
    }

    void everyFieldHasAName() {
        makeNew(u"Named"_s);
        click(u"addNested"_s);
        click(u"addCriterion"_s);
        for (QWidget* widget : editor().findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->focusPolicy() != Qt::NoFocus) {
                QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(face != nullptr && !face->text(QAccessible::Name).isEmpty(),
                         qPrintable(widget->objectName()));
            }
        }
    }

    void everyKindOfCriterionSurvivesItsFields() {
        makeNew(u"Kinds"_s);
        for (const QString& subject :
             {u"Segment"_s, u"MAC addresses"_s, u"These virtual machines"_s}) {
            click(u"addCriterion"_s);
            CriterionRow* last = nullptr;
            for (int i = 0; row(u"criterion%1"_s.arg(i)) != nullptr; ++i) {
                last = row(u"criterion%1"_s.arg(i));
            }
            QVERIFY(last != nullptr);
            const QString place = last->objectName();
            chooseIn(last, u"subject"_s, subject);
            QTRY_VERIFY(isAbout(place, subject));
            const model::VirtualMachine& machine = m_at.estate().machines().front();
            const QString value = subject == u"Segment"         ? u"web"_s
                                  : subject == u"MAC addresses" ? u"00:50:56:01:02:03"_s
                                                                : machine.externalId;
            type(row(place), u"valueField"_s, value);
            QTest::keyClick(row(place)->findChild<QLineEdit*>(u"valueField"_s), Qt::Key_Return);
        }
        const QString id = m_at.estate().machines().front().externalId;
        QTRY_COMPARE(words(*named(u"Kinds"_s)),
                     QString(u"segment tag is \"web\", or MAC 00:50:56:01:02:03, or virtual "
                             "machine with id "_s +
                             id));
        QVERIFY(m_at.publish());
        QVERIFY2(m_at.written().contains(u"MACAddressExpression"_s), qPrintable(m_at.written()));
    }
};

QTEST_MAIN(TestGroupEditing)
#include "tst_group_editing.moc"
