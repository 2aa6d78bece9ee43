// SPDX-License-Identifier: MIT
// A policy's own fields: in the inspector, by keyboard and by drag, with NSX's constraints.
#include "desktop/estate/findings.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/theme/theme.h"
#include "window_driver.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;
using fixture::policyPath;
using fixture::rulePath;

namespace {

/// The small estate as "bob" reads it, with a policy that alice has locked and two schedules.
snapshot::SnapshotPointer estate() {
    snapshot::Content content = fixture::smallEstate()->content();
    content.origin.userName = u"bob"_s;
    std::vector<model::SecurityPolicy> policies = content.policies.get();
    auto locked = fixture::policy(u"locked"_s, u"Payments"_s, model::Category::Application, 15);
    locked.locked = true;
    locked.lockModifiedBy = u"alice"_s;
    locked.comments = UntrustedText(u"audit until Friday"_s);
    locked.rules.push_back(fixture::rule(locked.header.path, u"pay"_s, u"pay"_s));
    policies.push_back(locked);
    content.policies = policies;
    std::vector<model::FirewallScheduler> schedulers;
    for (const QString& id : {u"nights"_s, u"weekend"_s}) {
        model::FirewallScheduler scheduler;
        scheduler.header = fixture::header(u"/infra/firewall-schedulers"_s, id, id);
        scheduler.days = {u"SUNDAY"_s};
        schedulers.push_back(scheduler);
    }
    content.schedulers = schedulers;
    return snapshot::Snapshot::make(std::move(content));
}

} // namespace

class TestPolicyEditing final : public QObject {
    Q_OBJECT

    std::unique_ptr<Document> m_document;
    std::unique_ptr<FirewallPlace> m_place;
    std::unique_ptr<QSignalSpy> m_failed;

    [[nodiscard]] const model::SecurityPolicy& policy(const QString& id) const {
        const model::SecurityPolicy* found = m_document->snapshot()->policy(policyPath(id));
        if (found == nullptr) {
            qFatal("no policy %s", qPrintable(id));
        }
        return *found;
    }
    template <typename T>
    [[nodiscard]] T* field(const QString& name) const {
        return fixture::shownChild<T>(m_place->inspector(), name);
    }
    [[nodiscard]] QStringList order() const {
        QStringList ids;
        for (const model::SecurityPolicy& one : m_document->snapshot()->policies()) {
            ids << one.header.id;
        }
        return ids;
    }
    /// Types into a line of the inspector and takes it with Enter.
    void typeInto(const QString& name, const QString& text) {
        QTRY_VERIFY(field<QLineEdit>(name) != nullptr);
        QLineEdit* line = field<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    [[nodiscard]] QString problem() const {
        auto* label = fixture::shownChild<QLabel>(m_place->inspector(), u"problemLabel"_s);
        return label == nullptr ? QString() : label->text();
    }
    [[nodiscard]] std::size_t steps() const { return m_document->edits()->steps().size(); }
    [[nodiscard]] QString complaint() const {
        return m_failed->isEmpty() ? QString()
                                   : m_failed->constLast().at(0).value<Error>().message();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_document = std::make_unique<Document>();
        m_place = std::make_unique<FirewallPlace>(*m_document);
        m_place->resize(1500, 900);
        m_place->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_place.get()));
        m_document->show(estate());
        QTRY_VERIFY(m_document->search() != nullptr && m_document->members()->isComplete());
        m_failed = std::make_unique<QSignalSpy>(m_place.get(), &Place::failed);
    }
    void cleanup() {
        m_document->discardEdits();
        m_failed.reset();
        m_place.reset();
        m_document.reset();
    }

    void theNumberIsTypedAndKeepsTheKeyboard() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        typeInto(u"field_sequence_number"_s, u"17"_s);
        QTRY_COMPARE(policy(u"shop"_s).sequenceNumber, 17);
        QCOMPARE(steps(), std::size_t{1});
        QTRY_VERIFY(field<QLineEdit>(u"field_sequence_number"_s)->hasFocus());
        m_document->undo();
        QCOMPARE(policy(u"shop"_s).sequenceNumber, 10);
    }

    void aNumberThatIsTakenOrNoneIsSaidWhileTyping() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        QTRY_VERIFY(field<QLineEdit>(u"field_sequence_number"_s) != nullptr);
        QLineEdit* line = field<QLineEdit>(u"field_sequence_number"_s);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, u"20"_s); // that of the default policy
        QVERIFY2(problem().contains(u"Default"_s), qPrintable(problem()));
        QTest::keyClicks(line, u"x"_s);
        QVERIFY2(problem().contains(u"999999"_s), qPrintable(problem()));
        QVERIFY(line->property("problem").toBool());
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::processEvents();
        QCOMPARE(steps(), std::size_t{0});
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(line->text(), u"10"_s);
        QVERIFY(m_place->table().hasFocus());
    }

    void switchesChangeStateAndStrictness() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        QTRY_VERIFY(field<QCheckBox>(u"field_tcp_strict"_s) != nullptr);
        QTest::mouseClick(field<QCheckBox>(u"field_tcp_strict"_s), Qt::LeftButton, {}, {8, 8});
        QTRY_COMPARE(policy(u"shop"_s).tcpStrict, true);
        QTRY_VERIFY(field<QCheckBox>(u"field_stateful"_s) != nullptr);
        QTest::keyClick(field<QCheckBox>(u"field_stateful"_s), Qt::Key_Space);
        QTRY_COMPARE(policy(u"shop"_s).stateful, false);
        QCOMPARE(policy(u"shop"_s).tcpStrict, false); // it needs a state
        QTRY_VERIFY(!field<QCheckBox>(u"field_tcp_strict"_s)->isEnabled());
        QVERIFY(field<QCheckBox>(u"field_tcp_strict"_s)
                    ->accessibleDescription()
                    .contains(u"stateful"_s));
    }

    void aScheduleIsChosenAndTakenAway() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        QTRY_VERIFY(field<QComboBox>(u"field_scheduler_path"_s) != nullptr);
        QTest::keyClick(field<QComboBox>(u"field_scheduler_path"_s), Qt::Key_Down);
        QTRY_COMPARE(policy(u"shop"_s).schedulerPath, u"/infra/firewall-schedulers/nights"_s);
        QTRY_COMPARE(field<QComboBox>(u"field_scheduler_path"_s)->currentText(), u"nights"_s);
        QTest::keyClick(field<QComboBox>(u"field_scheduler_path"_s), Qt::Key_Up);
        QTRY_VERIFY(policy(u"shop"_s).schedulerPath.isEmpty());
    }

    void itIsLockedWithAReason() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        QTRY_VERIFY(field<QCheckBox>(u"field_locked"_s) != nullptr);
        QTest::keyClick(field<QCheckBox>(u"field_locked"_s), Qt::Key_Space);
        QTRY_COMPARE(policy(u"shop"_s).locked, true);
        typeInto(u"field_comments"_s, u"release tonight"_s);
        QTRY_COMPARE(policy(u"shop"_s).comments.line(), u"release tonight"_s);
        // A lock of one's own holds nobody back.
        QVERIFY(fixture::choose(*m_place, rulePath(u"shop"_s, u"web-in"_s)));
        QTest::keyClick(&m_place->table(), Qt::Key_Space);
        QCOMPARE(m_failed->size(), 0);
    }

    void whatSomebodyElseHasLockedSaysSoAndStays() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"locked"_s)));
        QTRY_VERIFY(field<QLineEdit>(u"field_sequence_number"_s) != nullptr);
        QVERIFY(!field<QLineEdit>(u"field_sequence_number"_s)->isEnabled());
        QVERIFY(!field<QCheckBox>(u"field_locked"_s)->isEnabled());
        QVERIFY(fixture::choose(*m_place, rulePath(u"locked"_s, u"pay"_s)));
        for (const Qt::Key key : {Qt::Key_Space, Qt::Key_F2, Qt::Key_Delete}) {
            m_failed->clear();
            QTest::keyClick(&m_place->table(), key);
            QVERIFY2(complaint().contains(u"alice"_s), qPrintable(complaint()));
            QVERIFY2(complaint().contains(u"audit until Friday"_s), qPrintable(complaint()));
        }
        QCOMPARE(steps(), std::size_t{0});
        // Nor can a rule be moved into it.
        m_failed->clear();
        m_place->editor().moveTo({rulePath(u"shop"_s, u"web-in"_s)}, policyPath(u"locked"_s),
                                 change::Place::top());
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(steps(), std::size_t{0});
    }

    void theAppliedToReplacesThatOfTheRules() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        QTRY_VERIFY(field<QToolButton>(u"edit_scope"_s) != nullptr);
        QTest::mouseClick(field<QToolButton>(u"edit_scope"_s), Qt::LeftButton);
        OperandEditor* panel = fixture::operandPanel(*m_place);
        QVERIFY(panel != nullptr);
        fixture::answer(*panel, {u"app"_s});
        QCOMPARE(policy(u"shop"_s).scope, QStringList{fixture::groupPath(u"app"_s)});
        const QModelIndex rule =
            m_place->table().cellModel().indexOfKey(rulePath(u"shop"_s, u"web-in"_s));
        QCOMPARE(rule.siblingAtColumn(static_cast<int>(RuleColumn::AppliedTo)).data().toString(),
                 u"app"_s);
    }

    void theCategoryCanBeChosenOnlyWhileItIsNew() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        QTRY_VERIFY(field<QCheckBox>(u"field_stateful"_s) != nullptr);
        QVERIFY(field<QComboBox>(u"field_category"_s) == nullptr);
        m_place->editor().addPolicyIn(model::Category::Application);
        auto* name = m_place->findChild<QLineEdit*>(u"cellLine"_s);
        QVERIFY(name != nullptr);
        QTest::keyClicks(name, u"Quarantine"_s);
        QTest::keyClick(name, Qt::Key_Return);
        const QString path = m_place->table().currentKey();
        QTRY_VERIFY(field<QComboBox>(u"field_category"_s) != nullptr);
        QTest::keyClick(field<QComboBox>(u"field_category"_s), Qt::Key_Home); // Ethernet
        QTRY_VERIFY(m_document->snapshot()->policy(path)->effectiveCategory() ==
                    model::Category::Ethernet);
        QCOMPARE(m_document->snapshot()->policy(path)->stateful, false);
        QTRY_VERIFY(field<QCheckBox>(u"field_stateful"_s) != nullptr &&
                    !field<QCheckBox>(u"field_stateful"_s)->isEnabled());
        QVERIFY(
            field<QCheckBox>(u"field_stateful"_s)->accessibleDescription().contains(u"Ethernet"_s));
        QCOMPARE(m_document->edits()->net().size(), std::size_t{1});
        QVERIFY(m_document->edits()->net().front().isCreation());
    }

    void severalPoliciesChangeInOneStep() {
        const QStringList both{policyPath(u"shop"_s), policyPath(u"infra"_s)};
        QVERIFY(fixture::chooseAll(*m_place, both, RuleColumn::Name));
        QTRY_VERIFY(field<QCheckBox>(u"field_tcp_strict"_s) != nullptr &&
                    field<QLineEdit>(u"field_sequence_number"_s) == nullptr);
        QTest::keyClick(field<QCheckBox>(u"field_tcp_strict"_s), Qt::Key_Space);
        QTRY_COMPARE(policy(u"shop"_s).tcpStrict, true);
        QCOMPARE(policy(u"infra"_s).tcpStrict, true);
        QCOMPARE(steps(), std::size_t{1});
    }

    void keysAndDropsMovePoliciesWithinTheirCategory() {
        QCOMPARE(order(), (QStringList{u"infra"_s, u"shop"_s, u"locked"_s, u"last"_s}));
        QVERIFY(fixture::choose(*m_place, policyPath(u"last"_s)));
        QTest::keyClick(&m_place->table(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(order(), (QStringList{u"infra"_s, u"shop"_s, u"last"_s, u"locked"_s}));
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        QTest::keyClick(&m_place->table(), Qt::Key_Up, Qt::AltModifier);
        QVERIFY2(complaint().contains(u"category"_s), qPrintable(complaint()));
        m_document->undo();
        QVERIFY(fixture::choose(*m_place, policyPath(u"last"_s)));
        const std::unique_ptr<QMimeData> dragged(m_place->editor().selectionData());
        QVERIFY(dragged->hasFormat(RuleTreeModel::kPoliciesMime));
        const QRect shop = fixture::cellRect(*m_place, policyPath(u"shop"_s), RuleColumn::Name);
        QVERIFY(fixture::dropAt(*m_place, *dragged, {shop.left() + 40, shop.top() + 2}));
        QCOMPARE(order(), (QStringList{u"infra"_s, u"last"_s, u"shop"_s, u"locked"_s}));
        const QRect infra = fixture::cellRect(*m_place, policyPath(u"infra"_s), RuleColumn::Name);
        QVERIFY(!fixture::dropAt(*m_place, *dragged, infra.center())); // of another category
    }

    void unfinishedTypingSurvivesThatThePanelIsBuiltAnew() {
        QVERIFY(fixture::choose(*m_place, policyPath(u"shop"_s)));
        QTRY_VERIFY(field<QPlainTextEdit>(u"field_description"_s) != nullptr);
        QPlainTextEdit* before = field<QPlainTextEdit>(u"field_description"_s);
        before->setFocus();
        QTest::keyClicks(before, u"half a sent"_s);
        Q_EMIT m_document->membersChanged(); // as the background computation does
        QPlainTextEdit* after = nullptr;
        QTRY_VERIFY((after = field<QPlainTextEdit>(u"field_description"_s)) != nullptr &&
                    after != before);
        QTRY_VERIFY(after->hasFocus());
        QTest::keyClicks(after, u"ence"_s);
        m_place->table().setFocus();
        QTRY_COMPARE(policy(u"shop"_s).header.description.line(), u"half a sentence"_s);
        QCOMPARE(steps(), std::size_t{1});
    }
};

QTEST_MAIN(TestPolicyEditing)
#include "tst_policy_editing.moc"
