// SPDX-License-Identifier: MIT
// Findings where they belong: at the cell, at the row, at the policy, in the inspector, by F8.
#include "change/rule_edits.h"
#include "desktop/estate/findings.h"
#include "desktop/firewall/section_words.h"
#include "desktop/main_window.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/wrap_label.h"
#include "window_driver.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;
using fixture::rulePath;

class TestFindingsAtCells final : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> m_window;
    const QString m_old = rulePath(u"shop"_s, u"old"_s);
    const QString m_deny = rulePath(u"last"_s, u"deny"_s);

    [[nodiscard]] Document& document() const { return m_window->document(); }
    [[nodiscard]] FirewallPlace& place() const {
        return static_cast<FirewallPlace&>(m_window->place(PlaceId::Firewall));
    }
    [[nodiscard]] RuleTreeModel& model() const {
        return static_cast<RuleTreeModel&>(place().table().cellModel());
    }
    [[nodiscard]] QModelIndex cell(const QString& path, RuleColumn column) const {
        return model().indexOfKey(path).siblingAtColumn(static_cast<int>(column));
    }
    [[nodiscard]] QString said(const QString& path, RuleColumn column) const {
        return cell(path, column).data(Qt::AccessibleDescriptionRole).toString();
    }
    [[nodiscard]] SectionFindings below(const QString& policy) const {
        return model().findingsBelow(model().node(model().indexOfKey(fixture::policyPath(policy))));
    }
    /// Enables the rule whose destination is gone: a dangling reference, and no logging.
    void enableTheOldRule() {
        QSignalSpy looked(&document().findings(), &Findings::changed);
        const auto step = change::changeRules(*document().snapshot(), {m_old}, u"state"_s,
                                              [](model::Rule& rule) { rule.disabled = false; });
        QVERIFY(document().stage(step).has_value());
        QTRY_VERIFY(!looked.isEmpty() && !document().findings().of(m_old).empty());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(m_window.get(), key, modifiers);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_window = std::make_unique<MainWindow>(DesktopOptions{});
        m_window->resize(1500, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        document().show(fixture::smallEstate());
        QTRY_VERIFY(document().search() != nullptr && document().members()->isComplete());
    }
    void cleanup() {
        document().discardEdits();
        QSignalSpy left(m_window.get(), &MainWindow::left);
        m_window->close();
        QTRY_COMPARE(left.size(), 1);
        m_window.reset();
    }

    void theCellAndItsRowSayWhatIsWrong() {
        QVERIFY(said(m_old, RuleColumn::Destinations).isEmpty());
        enableTheOldRule();
        QVERIFY2(said(m_old, RuleColumn::Destinations).contains(u"not there"_s),
                 qPrintable(said(m_old, RuleColumn::Destinations)));
        QCOMPARE(model().cell(cell(m_old, RuleColumn::Destinations)).mark, u"octagon-x"_s);
        QVERIFY(!said(m_old, RuleColumn::Log).isEmpty());
        QVERIFY(said(m_old, RuleColumn::Sources).isEmpty());
        // The row has the worst of them, and all sentences.
        const Cell& name = model().cell(cell(m_old, RuleColumn::Name));
        QCOMPARE(name.mark, u"octagon-x"_s);
        QCOMPARE(name.markWords.count(u'\n'),
                 static_cast<qsizetype>(document().findings().of(m_old).size()) - 1);
        document().undo();
        QTRY_VERIFY(said(m_old, RuleColumn::Destinations).isEmpty());
        QVERIFY(model().cell(cell(m_old, RuleColumn::Name)).mark.isEmpty());
    }

    void thePolicyCountsThem() {
        QCOMPARE(below(u"shop"_s).count, 0);
        enableTheOldRule();
        QCOMPARE(below(u"shop"_s).count, static_cast<int>(document().findings().of(m_old).size()));
        QVERIFY(below(u"shop"_s).worst == change::Severity::Error);
        QCOMPARE(below(u"infra"_s).count, 0);
        const SectionWords words = sectionWords(
            *document().snapshot(),
            model().node(model().indexOfKey(fixture::policyPath(u"shop"_s))), -1, below(u"shop"_s));
        QVERIFY(std::any_of(words.marks.begin(), words.marks.end(), [](const SectionMark& mark) {
            return mark.text.contains(u"finding"_s);
        }));
    }

    void theInspectorSaysThemWithWhatToDo() {
        enableTheOldRule();
        QVERIFY(fixture::choose(place(), m_old));
        const change::Finding worst = document().findings().of(m_old).front();
        const auto isSaid = [&] {
            const auto all = place().inspector().findChildren<WrapLabel*>();
            return std::any_of(all.begin(), all.end(), [&worst](const WrapLabel* label) {
                return label->isVisible() && label->accessibleName() == findingWords(worst);
            });
        };
        QTRY_VERIFY(isSaid());
        QVERIFY(!worst.fix.isEmpty());
    }

    void f8WalksFromCellToCell() {
        press(Qt::Key_F8); // nothing is staged: nothing to go to
        enableTheOldRule();
        const auto step = change::changeRules(
            *document().snapshot(), {rulePath(u"infra"_s, u"dns"_s)}, u"action"_s,
            [](model::Rule& rule) { rule.action = model::RuleAction::Drop; });
        QVERIFY(document().stage(step).has_value());
        QTRY_VERIFY(!document().findings().of(rulePath(u"infra"_s, u"dns"_s)).empty());
        const int count = static_cast<int>(document().findings().all().size());
        QVERIFY(count >= 3);
        QVERIFY(fixture::choose(place(), fixture::policyPath(u"infra"_s)));
        QStringList walked;
        for (int i = 0; i < count; ++i) {
            press(Qt::Key_F8);
            QVERIFY(place().table().hasFocus());
            walked << place().currentKey();
            const QModelIndex current = place().table().currentIndex();
            QVERIFY2(!current.data(Qt::AccessibleDescriptionRole).toString().isEmpty(),
                     qPrintable(place().currentKey()));
        }
        QCOMPARE(walked.constFirst(), rulePath(u"infra"_s, u"dns"_s));
        QCOMPARE(walked.constLast(), m_old);
        press(Qt::Key_F8); // round
        QCOMPARE(place().currentKey(), walked.constFirst());
        press(Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(place().currentKey(), m_old);
    }

    void theMarksKeepTheModelsPromises() {
        RuleTreeModel rules;
        const QAbstractItemModelTester tester(
            &rules, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rules.setSnapshot(document().snapshot());
        QSignalSpy told(&rules, &QAbstractItemModel::dataChanged);
        change::Finding finding;
        finding.path = m_old;
        finding.field = u"destination_groups"_s;
        finding.sentence = u"gone"_s;
        rules.setFindings({finding});
        QCOMPARE(told.size(), 2); // the policy, and its rules
        rules.setFindings({});
        QCOMPARE(told.size(), 4);
        rules.setFindings({});
        QCOMPARE(told.size(), 4);
    }
};

QTEST_MAIN(TestFindingsAtCells)
#include "tst_findings_at_cells.moc"
