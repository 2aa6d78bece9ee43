// SPDX-License-Identifier: MIT
// What the firewall leaves alone is shown, changed in the window and published.
#include "desktop/exclusions/exclusion_edit.h"
#include "desktop/exclusions/exclusion_table_model.h"
#include "desktop/exclusions/exclusions_place.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/inventory/machine_table_model.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/wrap_label.h"
#include "window_fixture.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestExclusionEditing final : public QObject {
    Q_OBJECT

    fixture::WindowFixture m_at;

    [[nodiscard]] QStringList members() const {
        return m_at.estate().excludeList() ? m_at.estate().excludeList()->members : QStringList();
    }
    [[nodiscard]] OperandEditor* panel() const {
        for (auto* found : m_at.window->findChildren<OperandEditor*>()) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    void typeInPanel(const QString& name) {
        auto* field = panel()->findChild<QLineEdit*>(u"operandField"_s);
        QTest::keyClicks(field, name);
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    }
    /// A group of machines that is not excluded.
    [[nodiscard]] const model::Group* freeGroup() const {
        for (const model::Group& group : m_at.estate().groups()) {
            const auto* membership = m_at.document().members()->of(group.header.path);
            if (!members().contains(group.header.path) && membership->machines.size() > 1) {
                return &group;
            }
        }
        return nullptr;
    }
    /// A running machine with a port that the firewall reaches.
    [[nodiscard]] QString protectedMachine() const {
        for (const model::VirtualMachine& machine : m_at.estate().machines()) {
            if (!portsOfMachine(m_at.estate(), machine.externalId).isEmpty() &&
                !m_at.document().members()->isExcluded(machine.externalId).value_or(true)) {
                return machine.externalId;
            }
        }
        return {};
    }
    [[nodiscard]] QString firewallWords(const QString& machine) const {
        const CellModel& model = m_at.window->tablePlace(PlaceId::Inventory).table().cellModel();
        return model
            .cell(model.indexOfKey(machine).siblingAtColumn(
                static_cast<int>(MachineColumn::Firewall)))
            .plain();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        QVERIFY(m_at.open());
        QVERIFY(m_at.estate().excludeList().has_value());
    }
    void cleanup() { QVERIFY(m_at.close()); }

    void aGroupIsExcludedAndPublishedAndItsMachinesSaySo() {
        const model::Group* group = freeGroup();
        QVERIFY(group != nullptr);
        const QString path = group->header.path;
        const QString name = group->header.label();
        const QString machine = m_at.document().members()->of(path)->machines.front()->externalId;
        m_at.window->showPlace(PlaceId::Exclusions);
        TableView& table = m_at.window->tablePlace(PlaceId::Exclusions).table();
        table.setFocus();
        for (QAction* command : m_at.window->place(PlaceId::Exclusions).commands()) {
            if (command->objectName() == u"changeExclusions") {
                command->trigger();
            }
        }
        QTRY_VERIFY(panel() != nullptr);
        QCOMPARE(panel()->findChild<QWidget*>(u"operandAny"_s)->isVisible(), false);
        typeInPanel(name);
        QTRY_VERIFY(members().contains(path));
        QTRY_COMPARE(firewallWords(machine), u"not protected"_s);
        m_at.window->showPlace(PlaceId::Groups);
        QVERIFY(m_at.choose(PlaceId::Groups, path));
        bool isSaid = false;
        QTRY_VERIFY([&] {
            for (const auto* label :
                 m_at.window->tablePlace(PlaceId::Groups).inspector().findChildren<WrapLabel*>()) {
                isSaid = isSaid || label->accessibleName().contains(u"exclusion list"_s);
            }
            return isSaid;
        }());
        QVERIFY(m_at.publish());
        QVERIFY2(m_at.written().contains(u"exclude"_s, Qt::CaseInsensitive) &&
                     m_at.written().contains(path),
                 qPrintable(m_at.written()));
        QVERIFY(members().contains(path));
        QVERIFY(m_at.choose(PlaceId::Exclusions, path));
        m_at.press(PlaceId::Exclusions, Qt::Key_Delete);
        QVERIFY(!members().contains(path));
        QVERIFY(m_at.publish());
        QVERIFY(!members().contains(path));
        QTRY_COMPARE(firewallWords(machine), u"protected"_s);
    }

    void aMachineIsExcludedByItsPortsAndProtectedAgain() {
        const QString machine = protectedMachine();
        QVERIFY(!machine.isEmpty());
        QVERIFY(m_at.choose(PlaceId::Inventory, machine));
        m_at.press(PlaceId::Inventory, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        for (const QString& port : portsOfMachine(m_at.estate(), machine)) {
            QVERIFY(members().contains(port));
        }
        QTRY_COMPARE(firewallWords(machine), u"not protected"_s);
        QVERIFY(m_at.choose(PlaceId::Inventory, machine));
        m_at.press(PlaceId::Inventory, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(firewallWords(machine), u"protected"_s);
        QVERIFY(!m_at.document().hasEdits());
        // What is not on the list by itself cannot be taken off: the remedy is said.
        m_at.press(PlaceId::Inventory, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        auto* notice = m_at.child<NoticeStrip>(u"noticeStrip"_s);
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains(u"exclusion list"_s), qPrintable(notice->text()));
    }

    void theListItselfIsFoundHere() {
        m_at.window->openObject(m_at.estate().excludeList()->header.path);
        QVERIFY(m_at.window->place(PlaceId::Exclusions).isVisible());
        // What stands on it is shown where it lives.
        m_at.window->openObject(members().constFirst());
        QVERIFY(m_at.window->place(PlaceId::Groups).isVisible());
        // Without anything on it the place says what that means, and what can be done.
        QVERIFY(m_at.document().stage(excludeExactly(m_at.estate(), {})).has_value());
        m_at.window->showPlace(PlaceId::Exclusions);
        auto* button = m_at.child<QAbstractButton>(u"exclusionsAdd"_s);
        QVERIFY(button != nullptr && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(panel() != nullptr);
        m_at.document().undo();
        QTRY_VERIFY(panel() == nullptr);
    }

    void theTableIsAModel() {
        ExclusionTableModel model(m_at.document());
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reload();
        QCOMPARE(model.rowCount({}), static_cast<int>(members().size()));
        const model::Group* group = freeGroup();
        QVERIFY(m_at.document().stage(exclude(m_at.estate(), {group->header.path})).has_value());
        model.reload();
        const QModelIndex row = model.indexOfKey(members().constLast());
        QVERIFY(row.isValid());
        QCOMPARE(model.cell(row).badge, u"new"_s);
    }
};

QTEST_MAIN(TestExclusionEditing)
#include "tst_exclusion_editing.moc"
