// SPDX-License-Identifier: MIT
// Tags of machines are added, removed, replaced and read from a file, and what the manager gets.
#include "desktop/inventory/consequence_view.h"
#include "desktop/inventory/inventory_place.h"
#include "desktop/inventory/tag_csv.h"
#include "desktop/inventory/tag_csv_model.h"
#include "desktop/inventory/tag_import_panel.h"
#include "desktop/inventory/tag_panel.h"
#include "desktop/theme/theme.h"
#include "window_fixture.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestTagEditing final : public QObject {
    Q_OBJECT

    fixture::WindowFixture m_at;
    QTemporaryDir m_folder;

    [[nodiscard]] InventoryPlace& place() const {
        return static_cast<InventoryPlace&>(m_at.window->place(PlaceId::Inventory));
    }
    [[nodiscard]] TagPanel& panel() const { return place().tagPanel(); }
    [[nodiscard]] QLineEdit* field() const {
        for (auto* found : panel().findChildren<QLineEdit*>(u"valueField"_s)) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton* stage() const { return m_at.child<QPushButton>(u"tagStage"_s); }
    [[nodiscard]] const std::vector<model::Tag>& tagsOf(const QString& id) const {
        return m_at.estate().machine(id)->tags;
    }
    [[nodiscard]] static bool has(const std::vector<model::Tag>& tags, const QString& word) {
        return std::any_of(tags.begin(), tags.end(),
                           [&word](const model::Tag& tag) { return tagWord(tag) == word; });
    }
    /// Machines with at least one tag.
    [[nodiscard]] QStringList tagged(int count) const {
        QStringList ids;
        for (const model::VirtualMachine& machine : m_at.estate().machines()) {
            if (!machine.tags.empty() && ids.size() < count) {
                ids << machine.externalId;
            }
        }
        return ids;
    }
    void choose(const QStringList& ids) {
        m_at.window->showPlace(PlaceId::Inventory);
        place().table().setFocus();
        place().table().selectKeys(ids);
        m_at.press(PlaceId::Inventory, Qt::Key_T, Qt::ControlModifier);
        QVERIFY(panel().isVisible());
        QVERIFY(field() != nullptr && field()->hasFocus());
    }
    void type(const QString& text) {
        QTest::keyClicks(field(), text);
        QTest::keyClick(field(), Qt::Key_Return);
    }
    [[nodiscard]] bool consequencesCame() const {
        return QTest::qWaitFor([this] { return panel().consequences().answer().has_value(); },
                               10'000);
    }
    [[nodiscard]] QString fileWith(const QByteArray& content) const {
        QFile file(m_folder.filePath(u"tags.csv"_s));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
                   ? file.fileName()
                   : QString();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() { QVERIFY(m_at.open()); }
    void cleanup() { QVERIFY(m_at.close()); }

    void tagsOfManyMachinesAreAddedAndPublished() {
        const QStringList ids = tagged(3);
        choose(ids);
        QVERIFY2(m_at.child<QLabel>(u"tagTitle"_s)->text().contains(u"3"_s),
                 qPrintable(m_at.child<QLabel>(u"tagTitle"_s)->text()));
        type(u"audit|2026"_s);
        QVERIFY(consequencesCame());
        QCOMPARE(panel().consequences().answer()->machines, 3);
        QVERIFY(!m_at.document().hasEdits()); // nothing is staged before somebody says so
        QTRY_VERIFY(stage()->isEnabled());
        QTest::mouseClick(stage(), Qt::LeftButton);
        QCOMPARE(m_at.document().edits()->steps().size(), std::size_t{1});
        for (const QString& id : ids) {
            QVERIFY(has(tagsOf(id), u"audit|2026"_s));
        }
        QVERIFY(m_at.publish());
        QVERIFY2(m_at.written().contains(u"audit"_s) && m_at.written().contains(ids.front()),
                 qPrintable(m_at.written()));
        for (const QString& id : ids) {
            QVERIFY(has(tagsOf(id), u"audit|2026"_s)); // read from the manager again
        }
    }

    void groupsEnteredAndLeftAreSaidBeforeStaging() {
        // A machine whose tags alone put it into a group.
        QString id;
        QString group;
        for (const model::VirtualMachine& machine : m_at.estate().machines()) {
            const QStringList groups = m_at.document().members()->groupsOf(machine.externalId);
            for (const QString& path : groups) {
                const auto& expression = m_at.estate().group(path)->expression;
                if (expression.size() == 1 && expression.front().key == u"Tag") {
                    id = machine.externalId;
                    group = m_at.estate().group(path)->header.label();
                }
            }
        }
        QVERIFY(!id.isEmpty());
        choose({id});
        auto* mode = m_at.child<QComboBox>(u"tagMode"_s);
        mode->setFocus();
        QTest::keyClick(mode, Qt::Key_End); // replace all
        field()->setFocus();
        type(u"other|thing"_s);
        QVERIFY(consequencesCame());
        const QString said = panel().consequences().answer()->groups.join(u'\n');
        QVERIFY2(said.contains(u"Group "_s + group + u" loses "_s), qPrintable(said));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(tagsOf(id).size(), std::size_t{1});
        QCOMPARE(tagWord(tagsOf(id).front()), u"other|thing"_s);
        QTRY_VERIFY(m_at.document().members()->isComplete());
        m_at.document().undo();
        QVERIFY(!has(tagsOf(id), u"other|thing"_s));
    }

    void aTypingErrorIsNoticed() {
        const QStringList ids = tagged(1);
        const model::Tag known = tagsOf(ids.front()).front();
        choose(tagged(2));
        QString wrong = tagWord(known);
        wrong.insert(wrong.size() - 1, u'x');
        type(wrong);
        QVERIFY(consequencesCame());
        const QStringList typos = panel().consequences().answer()->typos;
        QVERIFY2(!typos.isEmpty() && typos.front().contains(u"Did you mean"_s),
                 qPrintable(typos.join(u'\n')));
        QVERIFY(panel().findChild<QLabel*>(u"tagTypos"_s)->isVisible());
        // What NSX does not take is marked where it is typed.
        QTest::keyClicks(field(), QString(200, u's') + u"|v"_s);
        QTest::keyClick(field(), Qt::Key_Return);
        QVERIFY(field()->property("problem").toBool());
    }

    void removingTakesOnlyWhatIsNamed() {
        const QStringList ids = tagged(1);
        const std::vector<model::Tag> before = tagsOf(ids.front());
        choose(ids);
        auto* mode = m_at.child<QComboBox>(u"tagMode"_s);
        mode->setFocus();
        QTest::keyClick(mode, Qt::Key_Down);
        field()->setFocus();
        type(tagWord(before.front()));
        QTRY_VERIFY(stage()->isEnabled());
        QTest::mouseClick(stage(), Qt::LeftButton);
        QCOMPARE(tagsOf(ids.front()).size(), before.size() - 1);
        QVERIFY(!has(tagsOf(ids.front()), tagWord(before.front())));
        QTest::keyClick(field(), Qt::Key_Escape);
        QVERIFY(!panel().isVisible());
        QVERIFY(place().table().hasFocus());
        QVERIFY(m_at.publish());
        QVERIFY(!has(tagsOf(ids.front()), tagWord(before.front())));
    }

    void aFileIsShownLineByLineAndStaged() {
        const QStringList ids = tagged(2);
        const QString name = m_at.estate().machine(ids.front())->displayName.raw();
        const QString file =
            fileWith("vm,scope,tag\r\n\"" + name.toUtf8() + "\",wave,\"one, first\"\r\n" +
                     ids.at(1).toUtf8() + ",wave,two\n" + "no-such-machine,wave,two\n" +
                     name.toUtf8() + ",wave\n");
        QVERIFY(!file.isEmpty());
        m_at.window->showPlace(PlaceId::Inventory);
        place().importPanel().openFile(file);
        QVERIFY(place().importPanel().isVisible());
        const QAbstractItemModel& lines = *place().importPanel().table().model();
        QCOMPARE(lines.rowCount(), 4);
        const auto outcome = [&lines](int row) {
            return lines.index(row, static_cast<int>(CsvColumn::Outcome)).data().toString();
        };
        QCOMPARE(outcome(0), u"gets wave|one, first"_s);
        QVERIFY2(outcome(2).contains(u"no-such-machine"_s), qPrintable(outcome(2)));
        QVERIFY2(outcome(3).contains(u"three columns"_s), qPrintable(outcome(3)));
        QVERIFY(!m_at.document().hasEdits());
        QTest::mouseClick(m_at.child<QPushButton>(u"tagImportStage"_s), Qt::LeftButton);
        QVERIFY(!place().importPanel().isVisible());
        QVERIFY(has(tagsOf(ids.at(0)), u"wave|one, first"_s));
        QVERIFY(has(tagsOf(ids.at(1)), u"wave|two"_s));
        QCOMPARE(m_at.document().edits()->steps().size(), std::size_t{1});
        QVERIFY(m_at.publish());
        QVERIFY(has(tagsOf(ids.at(0)), u"wave|one, first"_s));
    }

    void aFileThatIsNoneIsRefused() {
        QSignalSpy failed(&place(), &Place::failed);
        place().importPanel().openFile(m_folder.filePath(u"absent.csv"_s));
        QCOMPARE(failed.size(), 1);
        place().importPanel().openFile(fileWith("a,\"b"));
        QCOMPARE(failed.size(), 2);
        place().importPanel().openFile(fileWith("\xff\xfe\xff"));
        QCOMPARE(failed.size(), 3);
        QVERIFY(!place().importPanel().isVisible());
    }

    void theLinesAreAModel() {
        TagCsvModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto csv = readTagCsv(u"web;scope;tag\nx;a;b"_s, m_at.estate());
        QVERIFY(csv.has_value());
        QCOMPARE(csv->mistakes, 1);
        model.show(csv->lines);
        QCOMPARE(model.rowCount({}), 1);
    }
};

QTEST_MAIN(TestTagEditing)
#include "tst_tag_editing.moc"
