// SPDX-License-Identifier: MIT
// From an edit in the table to the manager and back: publish, revert, refresh, drafts.
#include "change/rule_edits.h"
#include "desktop/changes/change_panel.h"
#include "desktop/changes/confirm_dialog.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/manager_session.h"
#include "desktop/estate/document.h"
#include "desktop/main_window.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/notice_strip.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QMessageBox>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestPublishing final : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_guard;
    QString m_rule;

    [[nodiscard]] Document& document() const { return m_window->document(); }
    [[nodiscard]] bool isDisabled(const QString& path) const {
        return document().snapshot()->rule(path).rule->isDisabled();
    }
    void openDemo() {
        m_window = std::make_unique<MainWindow>(DesktopOptions{});
        m_window->resize(1300, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QSignalSpy loaded(&m_window->session(), &ManagerSession::loaded);
        m_window->connectToDemo();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 30'000);
        m_rule =
            document().snapshot()->findPolicy(u"app-webshop"_s).value()->rules.at(1).header.path;
    }
    void closeWindow() {
        if (m_window) {
            QSignalSpy left(m_window.get(), &MainWindow::left);
            document().discardEdits();
            m_window->close();
            QTRY_COMPARE(left.size(), 1);
            m_window.reset();
        }
    }
    void disableTheRule() {
        const auto step = change::changeRules(*document().snapshot(), {m_rule}, u"state"_s,
                                              [](model::Rule& rule) { rule.disabled = true; });
        QVERIFY(document().stage(step).has_value());
    }
    [[nodiscard]] NoticeStrip& notice() const {
        return *m_window->findChild<NoticeStrip*>(u"noticeStrip"_s);
    }
    void pressNotice(const QString& name) {
        QAbstractButton* button = nullptr;
        QTRY_VERIFY((button = notice().findChild<QAbstractButton*>(name)) != nullptr);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void confirm(bool yes) {
        ConfirmDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = m_window->findChild<ConfirmDialog*>()) != nullptr &&
                                     dialog->isVisible(),
                                 30'000);
        auto* button =
            dialog->findChild<QAbstractButton*>(yes ? u"confirmGo"_s : u"confirmCancel"_s);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void pressPublish() {
        auto* button = m_window->findChild<QAbstractButton*>(u"changePublish"_s);
        QVERIFY2(button->isEnabled(), qPrintable(button->toolTip()));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] static QString draftFolder() {
        return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
               u"/drafts"_s;
    }
    [[nodiscard]] static QStringList drafts() {
        return QDir(draftFolder()).entryList({u"*.draft"_s}, QDir::Files);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_guard = std::make_unique<QTemporaryDir>();
        qputenv("OPS_HOME", m_guard->path().toLocal8Bit());
        QDir(draftFolder()).removeRecursively();
        openDemo();
    }
    void cleanup() { closeWindow(); }

    void whatIsStagedIsPublishedAndTakenBack() {
        const bool before = isDisabled(m_rule);
        QVERIFY(!before);
        QVERIFY(m_window->changes().isHidden());
        disableTheRule();
        QVERIFY(m_window->changes().isVisible());
        QCOMPARE(drafts().size(), 1);
        QSignalSpy published(&m_window->publisher(), &Publisher::published);
        QSignalSpy loaded(&m_window->session(), &ManagerSession::loaded);
        pressPublish();
        QVERIFY(!document().stage(change::deleteRules(*document().snapshot(), {m_rule})));
        confirm(true);
        QTRY_COMPARE_WITH_TIMEOUT(published.size(), 1, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 30'000);
        QVERIFY(isDisabled(m_rule)); // read from the manager again
        QVERIFY(!document().hasEdits());
        QVERIFY(drafts().isEmpty());
        QVERIFY(notice().isVisible());
        QSignalSpy reverted(&m_window->publisher(), &Publisher::reverted);
        pressNotice(u"noticeRevert"_s);
        confirm(true);
        QTRY_COMPARE_WITH_TIMEOUT(reverted.size(), 1, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 2, 30'000);
        QVERIFY(!isDisabled(m_rule));
    }

    void aDeclinedPublishSendsNothingAndKeepsTheEdits() {
        disableTheRule();
        QSignalSpy failed(&m_window->publisher(), &Publisher::failed);
        pressPublish();
        confirm(false);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
        QVERIFY(document().hasEdits());
        QVERIFY(m_window->changes().isVisible());
        document().undo(); // and they can be edited again
        QVERIFY(!document().hasEdits());
        QSignalSpy loaded(&m_window->session(), &ManagerSession::loaded);
        document().discardEdits();
        m_window->session().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 30'000);
        QVERIFY(!isDisabled(m_rule));
    }

    void aRefreshCarriesTheEditsOver() {
        disableTheRule();
        QSignalSpy loaded(&m_window->session(), &ManagerSession::loaded);
        m_window->session().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 30'000);
        QVERIFY(isDisabled(m_rule));
        QVERIFY(document().hasEdits());
        QCOMPARE(drafts().size(), 1);
    }

    void aDraftThatACrashLeftIsRestored() {
        disableTheRule();
        // What a crash leaves behind: the file, and nobody who holds it.
        const QString file = draftFolder() + u'/' + drafts().constFirst();
        const QString copy = m_guard->filePath(u"crashed"_s);
        QVERIFY(QFile::copy(file, copy));
        closeWindow();
        QVERIFY(drafts().isEmpty());
        QVERIFY(QFile::copy(copy, draftFolder() + u"/20200101-000000-000-1.draft"_s));
        openDemo();
        QVERIFY(!isDisabled(m_rule));
        pressNotice(u"noticeRestore"_s);
        QTRY_VERIFY(document().hasEdits());
        QVERIFY(isDisabled(m_rule));
        document().undo();
        QVERIFY(!isDisabled(m_rule));
    }

    void closingAsksAboutWhatIsStaged() {
        disableTheRule();
        m_window->close();
        QTRY_VERIFY(m_window->findChild<QMessageBox*>(u"discardQuestion"_s) != nullptr);
        auto* question = m_window->findChild<QMessageBox*>(u"discardQuestion"_s);
        QVERIFY(m_window->isVisible());
        question->reject();
        QVERIFY(document().hasEdits());
        QCOMPARE(drafts().size(), 1);
    }
};

QTEST_MAIN(TestPublishing)
#include "tst_publishing.moc"
