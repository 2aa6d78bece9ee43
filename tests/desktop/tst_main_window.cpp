// SPDX-License-Identifier: MIT
// The real window, driven by keyboard and mouse against a simulated manager in this process.
#include "desktop/connection/environment_badge.h"
#include "desktop/connection/manager_session.h"
#include "desktop/estate/document.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/places/table_place.h"
#include "desktop/settings.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/table_view.h"
#include "ops/demo_manager.h"
#include "simulator/simulated_manager.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestMainWindow final : public QObject {
    Q_OBJECT

    std::unique_ptr<ops::DemoManager> m_demo;
    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;

    void makeWindow(DesktopOptions options = {}) {
        m_window = std::make_unique<MainWindow>(std::move(options));
        m_window->resize(1300, 800);
        m_window->show();
        m_window->begin();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    /// The demo manager as a target that nobody has pinned and that has no password anywhere.
    [[nodiscard]] config::Target stranger() const {
        config::Target target = m_demo->target();
        target.name = u"stranger"_s;
        target.environment = u"production"_s;
        target.fingerprintSha256.clear();
        return target;
    }
    [[nodiscard]] QDialog* dialog(const QString& name) const {
        auto* found = m_window->findChild<QDialog*>(name);
        return found != nullptr && found->isVisible() ? found : nullptr;
    }
    static void click(QWidget* parent, const QString& button) {
        auto* found = parent->findChild<QPushButton*>(button);
        QVERIFY2(found != nullptr, qPrintable(button));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    void answerPassword(const QString& password) {
        QTRY_VERIFY(dialog(u"passwordDialog"_s) != nullptr);
        QDialog* asked = dialog(u"passwordDialog"_s);
        QTest::keyClicks(asked->findChild<QLineEdit*>(u"passwordField"_s), password);
        click(asked, u"passwordConnect"_s);
        QTRY_VERIFY(dialog(u"passwordDialog"_s) == nullptr);
    }
    [[nodiscard]] QString notice() const {
        auto* strip = m_window->findChild<NoticeStrip*>(u"noticeStrip"_s);
        return strip->isVisible() ? strip->text() : QString();
    }
    [[nodiscard]] TableView& rules() const {
        return m_window->tablePlace(PlaceId::Firewall).table();
    }
    [[nodiscard]] bool isComplete() const {
        return !m_window->document().isEmpty() && m_window->document().search() != nullptr &&
               m_window->document().members()->isComplete();
    }
    /// A key for the window itself; the dialogs before may have taken the activation.
    void press(Qt::Key key) {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), key);
    }
    void loadDemo() {
        m_window->connectToTarget(m_demo->target());
        answerPassword(m_demo->password().reveal());
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 30'000);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(Theme::install().has_value());
        QVERIFY(m_folder.isValid());
    }
    void init() {
        settings().remove(u"recentFiles"_s);
        auto demo = ops::DemoManager::start();
        QVERIFY2(demo.has_value(), qPrintable(demo ? QString() : demo.error().message()));
        m_demo = std::move(*demo);
    }
    void cleanup() {
        if (m_window) {
            // The session on the manager must be gone before the window is.
            QSignalSpy left(m_window.get(), &MainWindow::left);
            m_window->close();
            QTRY_COMPARE(left.size(), 1);
            m_window.reset();
        }
        m_demo.reset();
    }

    void aWindowWithoutAnythingSaysWhatToDo() {
        makeWindow();
        auto* tryDemo = m_window->findChild<QPushButton*>(u"welcomeDemo"_s);
        QVERIFY(tryDemo != nullptr && tryDemo->isVisible());
        QVERIFY(!m_window->actions().saveSnapshot->isEnabled());
        QTest::mouseClick(tryDemo, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 30'000);
        QVERIFY(m_window->place(PlaceId::Firewall).isVisible());
        QVERIFY(rules().proxy().allLeaves() > 50);
    }

    void firstContactShowsTheCertificate() {
        makeWindow();
        m_window->connectToTarget(stranger());
        answerPassword(m_demo->password().reveal());
        QTRY_VERIFY_WITH_TIMEOUT(dialog(u"certificateDialog"_s) != nullptr, 15'000);
        QDialog* asked = dialog(u"certificateDialog"_s);
        const QString shown = asked->findChild<QLabel*>(u"certificateFingerprint"_s)->text();
        QCOMPARE(QString(shown).remove(u' ').remove(u'\n'),
                 QString(m_demo->target().fingerprintSha256).remove(u':'));
        QVERIFY(asked->findChild<QPushButton*>(u"certificateCancel"_s)->isDefault());
        QVERIFY(!asked->findChild<QPushButton*>(u"certificateTrust"_s)->isDefault());
        QCOMPARE(m_demo->manager().openSessions(), 0); // nothing was sent before the decision
        click(asked, u"certificateTrust"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 30'000);
        QVERIFY(m_window->findChild<EnvironmentFrame*>()->isFramed());
    }

    void aRefusedCertificateSendsNothing() {
        makeWindow();
        m_window->connectToTarget(stranger());
        answerPassword(m_demo->password().reveal());
        QTRY_VERIFY_WITH_TIMEOUT(dialog(u"certificateDialog"_s) != nullptr, 15'000);
        QTest::keyClick(dialog(u"certificateDialog"_s), Qt::Key_Escape);
        QTRY_VERIFY(!notice().isEmpty());
        QVERIFY(m_window->document().isEmpty());
        QVERIFY(m_demo->manager().requests().empty());
    }

    void aWrongPasswordIsSaidAndAskedAgain() {
        makeWindow();
        m_window->connectToTarget(m_demo->target());
        answerPassword(u"certainly wrong"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!notice().isEmpty(), 15'000);
        QVERIFY(!notice().contains(u"certainly wrong"));
        click(m_window.get(), u"noticeRetry"_s);
        answerPassword(m_demo->password().reveal());
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 30'000);
        QVERIFY(notice().isEmpty());
    }

    void aDeadPortIsSaid() {
        makeWindow();
        config::Target target = m_demo->target();
        m_demo.reset(); // nobody listens there any more
        m_window->connectToTarget(target);
        answerPassword(u"anything"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!notice().isEmpty(), 30'000);
        QVERIFY(m_window->document().isEmpty());
        QVERIFY(m_window->findChild<QPushButton*>(u"noticeRetry"_s) != nullptr);
        QVERIFY(m_window->findChild<QPushButton*>(u"welcomeDemo"_s) != nullptr);
    }

    void cancelLeavesTheWindowUsable() {
        makeWindow();
        m_window->connectToTarget(m_demo->target());
        answerPassword(m_demo->password().reveal());
        QVERIFY(m_window->session().isBusy());
        click(m_window.get(), u"progressCancel"_s);
        QVERIFY(!m_window->session().isBusy());
        QVERIFY(m_window->document().isEmpty());
        m_window->actions().refresh->trigger();
        if (dialog(u"passwordDialog"_s) != nullptr) {
            answerPassword(m_demo->password().reveal());
        }
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 30'000);
    }

    void refreshKeepsThePlace() {
        makeWindow();
        loadDemo();
        const QModelIndex third = rules().indexBelow(rules().indexBelow(
            rules().indexBelow(rules().indexBelow(rules().model()->index(0, 0)))));
        rules().setCurrentIndex(third.siblingAtColumn(3));
        const QString key = rules().currentKey();
        const QModelIndex last = rules().model()->index(rules().model()->rowCount() - 1, 0);
        const QString folded = last.data(kKeyRole).toString();
        rules().collapse(last);
        rules().verticalScrollBar()->setValue(60);
        const int scroll = rules().verticalScrollBar()->value();
        QSignalSpy changed(&m_window->document(), &Document::snapshotChanged);
        press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 30'000);
        QCOMPARE(rules().currentKey(), key);
        QCOMPARE(rules().currentIndex().column(), 3);
        QCOMPARE(rules().verticalScrollBar()->value(), scroll);
        const QModelIndex again = rules().model()->index(rules().model()->rowCount() - 1, 0);
        QCOMPARE(again.data(kKeyRole).toString(), folded);
        QVERIFY(!rules().isExpanded(again));
    }

    void aFailedRefreshKeepsTheOldDataAndSaysSo() {
        makeWindow();
        loadDemo();
        const int before = rules().proxy().allLeaves();
        m_demo->manager().stop();
        press(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document().isStale(), 40'000);
        QCOMPARE(rules().proxy().allLeaves(), before);
        QVERIFY(m_window->findChild<QLabel*>(u"dataAge"_s)->text().contains(u"Stale"));
        QVERIFY(!notice().isEmpty());
    }

    void theFilterNarrowsWhileTyping() {
        makeWindow();
        loadDemo();
        QApplication::setActiveWindow(m_window.get());
        m_window->actions().filter->trigger();
        auto* field = m_window->findChild<QLineEdit*>(u"firewallFilter"_s);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"action:drop"_s);
        const IndexVectorProxy& proxy = rules().proxy();
        QVERIFY(proxy.shownLeaves() > 0);
        QVERIFY(proxy.shownLeaves() < proxy.allLeaves());
        QVERIFY(m_window->findChild<QLabel*>(u"firewallCount"_s)->text().contains(u" of "));
        QTest::keyClicks(field, u" zzzz"_s);
        QCOMPARE(proxy.shownLeaves(), 0);
        QVERIFY(m_window->findChild<QPushButton*>(u"firewallClearFilter"_s)->isVisible());
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(proxy.shownLeaves(), proxy.allLeaves());
        QTest::keyClicks(field, u"ip:nonsense"_s);
        QVERIFY(m_window->findChild<QLabel*>(u"firewallFilterProblem"_s)->isVisible());
    }

    void arrowsMoveByCellAndWithControlOverObjects() {
        makeWindow();
        loadDemo();
        TableView& table = rules();
        table.setFocus();
        QModelIndex row = table.model()->index(0, 0);
        while (row.isValid() &&
               row.siblingAtColumn(3).data(kChipPathRole).toStringList().isEmpty()) {
            row = table.indexBelow(row);
        }
        QVERIFY(row.isValid());
        table.setCurrentIndex(row.siblingAtColumn(1));
        QTest::keyClick(&table, Qt::Key_Right);
        QTest::keyClick(&table, Qt::Key_Right);
        QCOMPARE(table.currentIndex().column(), 3);
        QVERIFY(table.selectedChipPath().isEmpty());
        QTest::keyClick(&table, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(!table.selectedChipPath().isEmpty());
        const QString path = table.selectedChipPath();
        if (m_window->document().snapshot()->group(path) != nullptr) {
            auto* title =
                m_window->place(PlaceId::Firewall).findChild<QLabel*>(u"inspectorTitle"_s);
            QTRY_COMPARE(title->text(), m_window->document().snapshot()->nameOf(path));
            QTest::keyClick(&table, Qt::Key_Return, Qt::ControlModifier);
            QVERIFY(m_window->place(PlaceId::Groups).isVisible());
            QCOMPARE(m_window->tablePlace(PlaceId::Groups).table().currentKey(), path);
        }
    }

    void copyGivesATable() {
        makeWindow();
        loadDemo();
        rules().goTo(m_window->document().snapshot()->policies().front().rules.front().header.path);
        m_window->actions().copyTable->trigger();
        const QString text = QApplication::clipboard()->text();
        QVERIFY(text.count(u'\t') >= 10);
        m_window->actions().copyWords->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(u"in policy"));
    }

    void aSnapshotIsSavedAndOpened() {
        makeWindow();
        loadDemo();
        const qsizetype count = m_window->document().snapshot()->ruleCount();
        const QString file = m_folder.filePath(u"saved.json"_s);
        m_window->saveFile(file);
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains(u"Saved"), 15'000);
        m_window->openFile(file);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document().isOffline(), 15'000);
        QCOMPARE(m_window->document().snapshot()->ruleCount(), count);
        auto* offline = m_window->findChild<NoticeStrip*>(u"offlineStrip"_s);
        QVERIFY(offline->isVisible());
        QVERIFY(offline->text().contains(u"saved.json"));
        QCOMPARE(settings().recentFiles().constFirst(), file);
        QTRY_COMPARE_WITH_TIMEOUT(m_demo->manager().openSessions(), 0, 15'000);
    }

    void aCutFileLeavesWhatWasOpen() {
        makeWindow();
        loadDemo();
        const QString whole = m_folder.filePath(u"whole.json"_s);
        m_window->saveFile(whole);
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains(u"Saved"), 15'000);
        QFile source(whole);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray bytes = source.readAll();
        const snapshot::SnapshotPointer before = m_window->document().snapshot();
        const auto refused = [&](const QByteArray& content) {
            QFile file(m_folder.filePath(u"broken.json"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
            file.close();
            m_window->openFile(file.fileName());
            QTRY_VERIFY_WITH_TIMEOUT(notice().contains(u"broken.json"), 15'000);
            QCOMPARE(m_window->document().snapshot(), before);
        };
        refused(bytes.left(bytes.size() / 2));
        refused("<html>no</html>");
        refused({});
        m_window->openFile(m_folder.filePath(u"absent.json"_s));
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains(u"absent.json"), 15'000);
        QCOMPARE(m_window->document().snapshot(), before);
    }

    void aWrongConfigurationOrTargetIsSaid_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("said");
        QTest::newRow("misspelt key")
            << QByteArray("targets:\n  lab:\n    hots: nsx.example\n") << u"config.yaml:"_s;
        QTest::newRow("unknown target")
            << QByteArray("targets:\n  lab:\n    host: nsx.example\n") << u"lab"_s;
    }
    void aWrongConfigurationOrTargetIsSaid() {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, said);
        QFile config(m_folder.filePath(u"config.yaml"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(yaml);
        config.close();
        DesktopOptions options;
        options.configFile = config.fileName();
        options.target = u"lap"_s;
        makeWindow(options);
        QVERIFY2(notice().contains(said), qPrintable(notice()));
        QVERIFY(m_window->findChild<QPushButton*>(u"welcomeDemo"_s) != nullptr);
    }

    void switchingTheThemeRepaintsTheWindow() {
        makeWindow();
        loadDemo();
        m_window->actions().themeLight->trigger();
        const QColor light = m_window->grab().toImage().pixelColor(5, m_window->height() / 2);
        m_window->actions().themeDark->trigger();
        const QColor dark = m_window->grab().toImage().pixelColor(5, m_window->height() / 2);
        QVERIFY(dark.lightness() < light.lightness());
        m_window->actions().themeLight->trigger();
    }

    void everyControlHasANameAndEveryActionAShortcut() {
        makeWindow();
        loadDemo();
        for (const PlaceId place : {PlaceId::Firewall, PlaceId::Groups, PlaceId::Inventory}) {
            m_window->showPlace(place);
            for (QWidget* widget : m_window->findChildren<QWidget*>()) {
                if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) {
                    continue;
                }
                QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(face != nullptr && !face->text(QAccessible::Name).isEmpty(),
                         qPrintable(u"%1 “%2” has no name"_s.arg(
                             QString::fromLatin1(widget->metaObject()->className()),
                             widget->objectName())));
            }
        }
        QSet<QString> shortcuts;
        for (const QAction* action : m_window->actions().all()) {
            QVERIFY2(!action->objectName().isEmpty() && !action->shortcut().isEmpty(),
                     qPrintable(action->text()));
            const QString keys = action->shortcut().toString();
            QVERIFY2(!shortcuts.contains(keys), qPrintable(keys));
            shortcuts.insert(keys);
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
