// SPDX-License-Identifier: MIT
// From an edit in the table to the manager and back: publish, revert, refresh, a crash.
#include "desktop/demo_window.h"
#include "desktop/theme/theme.h"

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;
using bulkhead::desktop::tests::DemoWindow;
using bulkhead::desktop::tests::kPatience;

class TestPublishing final : public QObject {
    Q_OBJECT

    std::unique_ptr<DemoWindow> m_demo;

    [[nodiscard]] MainWindow& window() const { return m_demo->window(); }
    [[nodiscard]] Document& document() const { return m_demo->document(); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_demo = std::make_unique<DemoWindow>();
        QVERIFY(m_demo->open());
    }
    void cleanup() { QVERIFY(m_demo->close()); }

    void whatIsStagedIsPublishedAndTakenBack() {
        QVERIFY(!m_demo->isDisabled());
        QVERIFY(window().changes().isHidden());
        QVERIFY(m_demo->disableTheRule());
        QVERIFY(window().changes().isVisible());
        QCOMPARE(DemoWindow::drafts().size(), 1);
        QSignalSpy published(&window().publisher(), &Publisher::published);
        QSignalSpy loaded(&window().session(), &ManagerSession::loaded);
        QVERIFY(m_demo->press(u"changePublish"_s));
        const auto meanwhile = change::deleteRules(*document().snapshot(), {m_demo->rule()});
        QVERIFY(!document().stage(meanwhile)); // what is on its way stays as it is
        QVERIFY(m_demo->press(u"confirmGo"_s));
        QTRY_COMPARE_WITH_TIMEOUT(published.size(), 1, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, kPatience);
        QVERIFY(m_demo->isDisabled()); // read from the manager again
        QVERIFY(!document().hasEdits());
        QVERIFY(DemoWindow::drafts().isEmpty());
        QVERIFY(m_demo->notice().isVisible());
        QSignalSpy reverted(&window().publisher(), &Publisher::reverted);
        QVERIFY(m_demo->press(u"noticeRevert"_s));
        QVERIFY(m_demo->press(u"confirmGo"_s));
        QTRY_COMPARE_WITH_TIMEOUT(reverted.size(), 1, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 2, kPatience);
        QVERIFY(!m_demo->isDisabled());
    }

    // Whose answer would it be? The other manager's edits would be taken for published.
    void nobodyLeavesWhileChangesAreOnTheirWay() {
        QVERIFY(m_demo->disableTheRule());
        QVERIFY(m_demo->press(u"changePublish"_s));
        QVERIFY(window().publisher().isBusy());
        QSignalSpy leaving(&window().session(), &ManagerSession::leaving);
        config::Target elsewhere;
        elsewhere.name = u"elsewhere"_s;
        elsewhere.host = u"192.0.2.1"_s;
        window().connectToTarget(elsewhere);
        QVERIFY(m_demo->notice().isVisible());
        QVERIFY(m_demo->notice().text().contains(u"on their way"_s));
        QCOMPARE(leaving.size(), 0);
        QVERIFY(window().session().isConnected());
        QVERIFY(m_demo->press(u"confirmCancel"_s));
        QTRY_VERIFY(!window().publisher().isBusy());
        QVERIFY(document().hasEdits());
    }

    void aDeclinedPublishSendsNothingAndKeepsTheEdits() {
        QVERIFY(m_demo->disableTheRule());
        QSignalSpy failed(&window().publisher(), &Publisher::failed);
        QVERIFY(m_demo->press(u"changePublish"_s));
        QVERIFY(m_demo->press(u"confirmCancel"_s));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatience);
        QVERIFY(document().hasEdits());
        QVERIFY(window().changes().isVisible());
        document().undo(); // and they can be edited again
        QVERIFY(!document().hasEdits());
        QSignalSpy loaded(&window().session(), &ManagerSession::loaded);
        document().discardEdits();
        window().session().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, kPatience);
        QVERIFY(!m_demo->isDisabled());
    }

    void aRefreshCarriesTheEditsOver() {
        QVERIFY(m_demo->disableTheRule());
        QSignalSpy loaded(&window().session(), &ManagerSession::loaded);
        window().session().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, kPatience);
        QVERIFY(m_demo->isDisabled());
        QVERIFY(document().hasEdits());
        QCOMPARE(DemoWindow::drafts().size(), 1);
    }

    void aDraftThatACrashLeftIsRestored() {
        QVERIFY(m_demo->disableTheRule());
        // What a crash leaves behind: the file, and nobody who holds it.
        const QString file = DemoWindow::draftFolder() + u'/' + DemoWindow::drafts().constFirst();
        const QString copy = m_demo->guardFolder() + u"/crashed"_s;
        QVERIFY(QFile::copy(file, copy));
        QVERIFY(m_demo->close());
        QVERIFY(DemoWindow::drafts().isEmpty());
        QVERIFY(QFile::copy(copy, DemoWindow::draftFolder() + u"/20200101-000000-000-1.draft"_s));
        QVERIFY(m_demo->open());
        QVERIFY(!m_demo->isDisabled());
        QVERIFY(m_demo->press(u"noticeRestore"_s));
        QTRY_VERIFY(document().hasEdits());
        QVERIFY(m_demo->isDisabled());
        document().undo();
        QVERIFY(!m_demo->isDisabled());
    }
};

QTEST_MAIN(TestPublishing)
#include "tst_publishing.moc"
