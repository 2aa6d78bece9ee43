// SPDX-License-Identifier: MIT
// Staged changes outlive the window: kept for next time, saved as files, opened by colleagues,
// carried over the work of others, finished or taken back after a publish that broke off.
#include "change/draft_journal.h"
#include "change/object_edits.h"
#include "desktop/changes/change_fit.h"
#include "desktop/changes/change_transfer.h"
#include "desktop/changes/conflict_dialog.h"
#include "desktop/changes/open_changes_dialog.h"
#include "desktop/demo_window.h"
#include "desktop/estate_fixture.h"
#include "desktop/theme/theme.h"
#include "nsx/connection.h"
#include "nsx/object_api.h"
#include "support/await.h"
#include "support/lab.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QUrl>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::desktop::tests::DemoWindow;
using bulkhead::desktop::tests::kPatience;

namespace {

bool write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QByteArray kOneDoesNotFit = R"(title: Open the cache
author: jane
reason: CHG-4711
changes:
  - {create: group, id: cache, set: {display_name: Cache, addresses: [10.9.0.0/28]}}
  - {update: rule, policy: nowhere, id: x, set: {logged: true}}
  - {create: policy, id: cache-tier, set: {display_name: Cache tier}}
)";

} // namespace

class TestDrafts final : public QObject {
    Q_OBJECT

    std::unique_ptr<::bulkhead::tests::Lab> m_lab;
    std::unique_ptr<DemoWindow> m_demo;
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] MainWindow& window() const { return m_demo->window(); }
    [[nodiscard]] Document& document() const { return m_demo->document(); }
    [[nodiscard]] ChangeTransfer& transfer() const {
        return *window().findChild<ChangeTransfer*>();
    }
    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
    [[nodiscard]] QString notes() const {
        return document().snapshot()->rule(m_demo->rule()).rule->notes.line();
    }
    [[nodiscard]] bool writeNotes(const QString& text) const {
        return m_demo->stage(u"notes"_s,
                             [text](model::Rule& rule) { rule.notes = UntrustedText(text); });
    }
    /// Somebody else, through the manager's API.
    [[nodiscard]] bool othersWriteNotes(const QString& text) const {
        nsx::Connection& manager = *window().session().connection();
        const nsx::ObjectApi objects(&manager);
        auto rule = ::bulkhead::tests::await(objects.object(m_demo->rule(), CancellationToken()));
        if (!rule) {
            return false;
        }
        rule->insert(u"notes"_s, text);
        const QByteArray body = QJsonDocument(*rule).toJson();
        const auto sent = ::bulkhead::tests::await(manager.send(
            "PUT", u"/policy/api/v1"_s + m_demo->rule(), {}, body, CancellationToken()));
        return sent.has_value();
    }
    [[nodiscard]] bool refresh() const {
        QSignalSpy loaded(&window().session(), &ManagerSession::loaded);
        window().session().refresh();
        return QTest::qWaitFor([&loaded] { return !loaded.isEmpty(); }, kPatience);
    }
    [[nodiscard]] bool drop(const QString& file, bool& accepted) const {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        const QPointF place(400, 400);
        QDragEnterEvent enter(place.toPoint(), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QCoreApplication::sendEvent(&window(), &enter);
        accepted = enter.isAccepted();
        QDropEvent dropped(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        return QCoreApplication::sendEvent(&window(), &dropped);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_lab = std::make_unique<::bulkhead::tests::Lab>();
        m_demo = std::make_unique<DemoWindow>();
        QVERIFY(m_demo->open(m_lab->configFile()));
    }
    void cleanup() {
        m_demo.reset();
        m_lab.reset();
    }

    void leavingAsksAndDoesWhatWasAnswered_data() {
        QTest::addColumn<QString>("way");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("goesOn");
        QTest::addColumn<int>("drafts");
        for (const QString& way : {u"close"_s, u"disconnect"_s, u"connect"_s}) {
            QTest::newRow(qPrintable(way + u", keep"_s)) << way << u"keepGo"_s << true << 1;
            QTest::newRow(qPrintable(way + u", discard"_s)) << way << u"discardGo"_s << true << 0;
            QTest::newRow(qPrintable(way + u", cancel"_s)) << way << QString() << false << 1;
        }
    }
    void leavingAsksAndDoesWhatWasAnswered() {
        QFETCH(const QString, way);
        QFETCH(const QString, answer);
        QFETCH(const bool, goesOn);
        QFETCH(const int, drafts);
        QVERIFY(m_demo->disableTheRule());
        QSignalSpy left(&window(), &MainWindow::left);
        QSignalSpy loaded(&window().session(), &ManagerSession::loaded);
        if (way == u"close") {
            window().close();
        } else if (way == u"disconnect") {
            window().actions().disconnect->trigger();
        } else {
            window().connectToDemo();
        }
        auto* question = window().findChild<QMessageBox*>(u"discardQuestion"_s);
        QVERIFY(question != nullptr && question->isVisible());
        if (answer.isEmpty()) {
            question->reject();
        } else {
            QVERIFY(m_demo->press(answer));
        }
        if (!goesOn) {
            QVERIFY(document().hasEdits());
            QVERIFY(m_demo->isDisabled());
            QVERIFY(left.isEmpty());
        } else if (way == u"close") {
            QTRY_COMPARE_WITH_TIMEOUT(left.size(), 1, kPatience);
        } else if (way == u"disconnect") {
            QTRY_VERIFY(document().isEmpty());
        } else {
            QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, kPatience);
            QVERIFY(!document().hasEdits());
        }
        QCOMPARE(DemoWindow::drafts().size(), drafts);
        if (answer != u"keepGo") {
            return;
        }
        // Next time it is offered, and nothing of it is lost.
        m_demo->forget();
        QVERIFY(m_demo->open(m_lab->configFile()));
        QVERIFY(!m_demo->isDisabled());
        QVERIFY(m_demo->press(u"noticeRestore"_s));
        QTRY_VERIFY(m_demo->isDisabled());
        document().undo();
        QVERIFY(!m_demo->isDisabled());
    }

    void thePanelsDiscardReallyDrops() {
        QVERIFY(m_demo->disableTheRule());
        QCOMPARE(DemoWindow::drafts().size(), 1);
        QVERIFY(m_demo->press(u"changeDiscard"_s));
        QVERIFY(window().findChild<QAbstractButton*>(u"keepGo"_s) == nullptr);
        QVERIFY(m_demo->press(u"discardGo"_s));
        QTRY_VERIFY(!document().hasEdits());
        QCOMPARE(DemoWindow::drafts().size(), 0);
    }

    void whatIsSavedComesBack() {
        QVERIFY(m_demo->disableTheRule());
        QVERIFY(writeNotes(u"for review"_s));
        const std::vector<change::Edit> net = document().edits()->net();
        QSignalSpy saved(&transfer(), &ChangeTransfer::saved);
        transfer().save(path(u"change.yaml"_s), u"Two things"_s, u"CHG-1"_s);
        QCOMPARE(saved.size(), 1);
        QVERIFY(contents(path(u"change.yaml"_s)).startsWith("# Two things\n# - Rule '"));
        document().discardEdits();
        transfer().open(path(u"change.yaml"_s));
        QCOMPARE(document().edits()->net(), net);
        QCOMPARE(window().changes().reason(), u"CHG-1"_s);
        QVERIFY(m_demo->notice().text().contains(u"by "_s)); // whose it is
        // Once more changes nothing and says so.
        transfer().open(path(u"change.yaml"_s));
        QCOMPARE(document().edits()->net(), net);
        QVERIFY2(m_demo->notice().text().contains(u"Nothing is left"_s),
                 qPrintable(m_demo->notice().text()));
    }

    void aFileThatCannotBeWrittenIsSaid() {
        QVERIFY(m_demo->disableTheRule());
        QSignalSpy failed(&transfer(), &ChangeTransfer::failed);
        transfer().save(path(u"missing/folder/change.yaml"_s), {}, {});
        QCOMPARE(failed.size(), 1);
        QVERIFY(m_demo->notice().isVisible());
        QVERIFY(document().hasEdits());
    }

    void whatDoesNotFitIsSaidLineByLine_data() {
        QTest::addColumn<bool>("takes");
        QTest::newRow("stage the rest") << true;
        QTest::newRow("cancel") << false;
    }
    void whatDoesNotFitIsSaidLineByLine() {
        QFETCH(const bool, takes);
        const QString file = path(u"change.yaml"_s);
        QVERIFY(write(file, kOneDoesNotFit));
        transfer().open(file);
        auto* dialog = window().findChild<OpenChangesDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        auto* problems = dialog->findChild<QListWidget*>(u"openChangesProblems"_s);
        QCOMPARE(problems->count(), 1);
        QVERIFY2(problems->item(0)->text().contains(u"Line 6"_s),
                 qPrintable(problems->item(0)->text()));
        QVERIFY(!document().hasEdits());
        QVERIFY(m_demo->press(takes ? u"openChangesGo"_s : u"openChangesCancel"_s));
        QCOMPARE(document().edits()->net().size(), takes ? 2U : 0U);
        QCOMPARE(contents(file), kOneDoesNotFit); // nothing of it is lost
    }

    void aDroppedFileIsOpened() {
        const QString file = path(u"change.yaml"_s);
        QVERIFY(write(file, "title: t\nchanges:\n  - {create: group, id: dropped, "
                            "set: {addresses: [10.1.1.1]}}\n"));
        bool accepted = false;
        QVERIFY(drop(file, accepted));
        QVERIFY(accepted);
        QVERIFY(document().hasEdits());
        QVERIFY(write(path(u"other.txt"_s), "x"));
        static_cast<void>(drop(path(u"other.txt"_s), accepted));
        QVERIFY(!accepted);
    }

    void whatIsNoChangeIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no YAML") << QByteArray("{{{");
        QTest::newRow("unknown key") << QByteArray("title: t\nchange: []\n");
        QTest::newRow("torn draft")
            << QByteArray("{\"format\":\"bulkhead-draft\",\"version\":9}\n");
    }
    void whatIsNoChangeIsRefused() {
        QFETCH(const QByteArray, text);
        QVERIFY(write(path(u"bad.yaml"_s), text));
        QSignalSpy failed(&transfer(), &ChangeTransfer::failed);
        transfer().open(path(u"bad.yaml"_s));
        QCOMPARE(failed.size(), 1);
        QVERIFY(!document().hasEdits());
    }

    void aChangeForAnotherManagerIsAskedAbout() {
        QVERIFY(write(path(u"elsewhere.yaml"_s),
                      "title: t\ntarget: nsx-prod\nchanges:\n  - {create: group, id: g, "
                      "set: {addresses: [10.1.1.1]}}\n"));
        transfer().open(path(u"elsewhere.yaml"_s));
        QVERIFY(window().findChild<OpenChangesDialog*>() != nullptr);
        QVERIFY(!document().hasEdits());
        QVERIFY(m_demo->press(u"openChangesGo"_s));
        QVERIFY(document().hasEdits());
    }

    void aColleaguesDraftIsOpened() {
        QVERIFY(m_demo->disableTheRule());
        QVERIFY(writeNotes(u"from a colleague"_s));
        const QString copy = path(u"handed-over.draft"_s);
        QVERIFY(QFile::copy(DemoWindow::draftFolder() + u'/' + DemoWindow::drafts().constFirst(),
                            copy));
        const QByteArray before = contents(copy);
        document().discardEdits();
        transfer().open(copy);
        QVERIFY(m_demo->isDisabled());
        QCOMPARE(notes(), u"from a colleague"_s);
        QCOMPARE(document().edits()->steps().size(), 2U); // with its history
        QCOMPARE(contents(copy), before);
    }

    void bothSidesAreShownAndAPersonDecides_data() {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<QString>("staged");
        QTest::newRow("mine") << u"mine0"_s << u"mine"_s;
        QTest::newRow("theirs") << u"theirs0"_s << u"theirs"_s;
        QTest::newRow("all mine") << u"conflictAllMine"_s << u"mine"_s;
    }
    void bothSidesAreShownAndAPersonDecides() {
        QFETCH(const QString, choice);
        QFETCH(const QString, staged);
        QVERIFY(m_demo->disableTheRule());
        QVERIFY(writeNotes(u"mine"_s));
        QVERIFY(othersWriteNotes(u"theirs"_s));
        QVERIFY(refresh());
        QCOMPARE(notes(), u"mine"_s); // nothing was lost
        QVERIFY(m_demo->press(u"noticeRetry"_s));
        auto* dialog = window().findChild<ConflictDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        auto* go = dialog->findChild<QAbstractButton*>(u"conflictGo"_s);
        QVERIFY(!go->isEnabled());
        QVERIFY(m_demo->press(choice));
        QVERIFY(m_demo->press(u"conflictGo"_s));
        QTRY_COMPARE(notes(), staged);
        QVERIFY(m_demo->isDisabled()); // what collided with nobody
        QVERIFY(document().hasEdits());
        QVERIFY(m_demo->publish());
        QCOMPARE(notes(), staged); // as read from the manager again
        QVERIFY(m_demo->isDisabled());
    }

    void aConflictThatNobodyDecidesLosesNothing() {
        QVERIFY(writeNotes(u"mine"_s));
        QVERIFY(othersWriteNotes(u"theirs"_s));
        QSignalSpy failed(&window().publisher(), &Publisher::failed);
        QVERIFY(m_demo->press(u"changePublish"_s));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatience);
        QVERIFY(m_demo->press(u"noticeRetry"_s)); // read again: the conflict is shown
        QTRY_VERIFY_WITH_TIMEOUT(document().isStale(), kPatience);
        QVERIFY(m_demo->press(u"noticeRetry"_s));
        QVERIFY(m_demo->press(u"conflictCancel"_s));
        QCOMPARE(notes(), u"mine"_s);
        QVERIFY(document().hasEdits());
        QVERIFY(m_demo->notice().text().contains(u"Decide"_s));
    }

    /// The rule is published, the tag is not.
    void aPublishThatBrokeOff_data() {
        QTest::addColumn<QString>("button");
        QTest::newRow("is finished") << u"noticeRetry"_s;
        QTest::newRow("is taken back") << u"noticeRevert"_s;
    }
    void aPublishThatBrokeOff() {
        QFETCH(const QString, button);
        QVERIFY(m_demo->disableTheRule());
        const QString machine = document().snapshot()->machines().front().externalId;
        const model::Tag tag{UntrustedText(u"way"_s), UntrustedText(u"half"_s)};
        QVERIFY(document().stage(change::changeMachineTags(
            *document().snapshot(), {machine}, u"Tag"_s,
            [&tag](std::vector<model::Tag>& tags) { tags.push_back(tag); })));
        simulator::Fault fault;
        fault.pathContains = "action=add_tags";
        fault.status = 500;
        m_lab->manager().addFault(fault);
        QSignalSpy broken(&window().publisher(), &Publisher::brokenOff);
        QVERIFY(m_demo->press(u"changePublish"_s));
        QVERIFY(m_demo->press(u"confirmGo"_s));
        QTRY_COMPARE_WITH_TIMEOUT(broken.size(), 1, kPatience);
        QVERIFY(m_demo->notice().text().contains(u"Not changed: "_s));
        QVERIFY(document().hasEdits());
        QSignalSpy loaded(&window().session(), &ManagerSession::loaded);
        QVERIFY(m_demo->press(button));
        QVERIFY(m_demo->press(u"confirmGo"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty(), kPatience);
        const auto tags = [&] { return document().edits()->base()->machine(machine)->tags; };
        const bool isFinished = button == u"noticeRetry";
        QTRY_COMPARE(document().hasEdits(), !isFinished);
        const model::Rule* rule = document().edits()->base()->rule(m_demo->rule()).rule;
        QCOMPARE(rule->isDisabled(), isFinished);
        const auto now = tags();
        QCOMPARE(std::count(now.begin(), now.end(), tag), isFinished ? 1 : 0);
    }
};

QTEST_MAIN(TestDrafts)
#include "tst_drafts.moc"
