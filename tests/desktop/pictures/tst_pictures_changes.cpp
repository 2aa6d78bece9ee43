// SPDX-License-Identifier: MIT
// Pictures of staged changes on their way to the manager and back, with every question in between.
#include "change/change_set.h"
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/changes/change_panel.h"
#include "desktop/changes/conflict_dialog.h"
#include "desktop/changes/keep_question.h"
#include "desktop/changes/open_changes_dialog.h"
#include "desktop/estate/findings.h"
#include "desktop/firewall/firewall_place.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/history/history_bar.h"
#include "desktop/history/history_place.h"
#include "desktop/pictures/picture_desk.h"
#include "desktop/pictures/picture_estates.h"
#include "desktop/widgets/filter_bar.h"
#include "guard/audit_file.h"

#include <QFile>
#include <QListView>
#include <QMessageBox>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::desktop::tests::PictureDesk;

class TestPicturesChanges final : public QObject, protected PictureDesk {
    Q_OBJECT

    [[nodiscard]] FirewallPlace& firewall() const {
        return static_cast<FirewallPlace&>(window().place(PlaceId::Firewall));
    }
    [[nodiscard]] HistoryPlace& history() const {
        return static_cast<HistoryPlace&>(window().place(PlaceId::History));
    }
    [[nodiscard]] const model::SecurityPolicy& webshop() const {
        return **document().snapshot()->findPolicy(u"app-webshop"_s);
    }
    void stage(const Result<change::Step>& step) {
        const Result<void> staged = document().stage(step);
        QVERIFY2(staged.has_value(), staged ? "" : qPrintable(staged.error().message()));
    }
    [[nodiscard]] Result<change::Step> disabled(std::size_t rule) const {
        return change::changeRules(*document().snapshot(), {webshop().rules.at(rule).header.path},
                                   u"state"_s, [](model::Rule& one) { one.disabled = true; });
    }
    void press(const QString& command) {
        for (QAction* action : firewall().editor().actions()) {
            if (action != nullptr && action->objectName() == command) {
                action->trigger();
            }
        }
    }
    void pressButton(const QString& name) {
        const auto find = [this, &name]() -> QAbstractButton* {
            for (QAbstractButton* one : window().findChildren<QAbstractButton*>(name)) {
                if (one->isVisible()) {
                    return one;
                }
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(find() != nullptr, kPatience);
        find()->click();
    }
    void showHistory() {
        window().showPlace(PlaceId::History);
        const auto* bar = window().findChild<HistoryBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(
            bar->text().contains(u"intact"_s) || bar->text().contains(u"Find out"_s), kPatience);
    }
    [[nodiscard]] static guard::Question question(const QString& environment) {
        guard::Question asked;
        asked.operation = u"publish_change"_s;
        asked.title = u"Publish 3 changes"_s;
        asked.object = u"CHG-4711"_s;
        asked.target = environment == u"production"_s ? u"nsx-prod"_s : u"nsx-lab"_s;
        asked.manager = u"10.20.30.40:443"_s;
        asked.environment = environment;
        asked.consequences = {u"Rule 'allow-db' of policy 'Webshop' is disabled."_s,
                              u"Group 'web' loses 2 of 4 virtual machines: web-03, web-04."_s,
                              u"Rule 'deny-all' logs nothing: what it drops leaves no trace."_s};
        return asked;
    }

private Q_SLOTS:
    void initTestCase() {
        open();
        window().showPlace(PlaceId::Firewall);
    }
    void cleanupTestCase() {
        m_book.verifyComplete(
            {u"changes-edits"_s,       u"changes-operands"_s,     u"changes-policy"_s,
             u"changes-many-rules"_s,  u"changes-findings"_s,     u"changes-finding"_s,
             u"changes-long"_s,        u"changes-offline"_s,      u"changes-confirm"_s,
             u"changes-publishing"_s,  u"changes-published"_s,    u"changes-broke-off"_s,
             u"changes-conflict"_s,    u"changes-decide"_s,       u"changes-open"_s,
             u"changes-confirm-lab"_s, u"changes-confirm-prod"_s, u"changes-confirm-delete"_s,
             u"changes-keep"_s,        u"changes-discard"_s,      u"changes-failed"_s,
             u"history-empty"_s,       u"history-full"_s,         u"history-nothing"_s,
             u"history-long"_s,        u"history-broken"_s,       u"history-unreadable"_s});
        close();
    }

    void edits() {
        showHistory();
        take(u"history-empty"_s);
        window().showPlace(PlaceId::Firewall);
        firewall().table().goTo(webshop().header.path);
        take(u"changes-policy"_s);
        QStringList rules;
        for (const model::Rule& rule : webshop().rules.get()) {
            rules << rule.header.path;
        }
        firewall().table().goTo(rules.constFirst());
        firewall().table().selectKeys(rules);
        take(u"changes-many-rules"_s);
        firewall().table().goTo(rules.at(2));
        press(u"deleteRules"_s);
        firewall().table().goTo(rules.at(0));
        press(u"moveRulesDown"_s);
        press(u"duplicateRules"_s);
        press(u"toggleRules"_s);
        take(u"changes-edits"_s);
        auto& view = static_cast<RuleTableView&>(firewall().table());
        const QModelIndex cell =
            view.currentIndex().siblingAtColumn(static_cast<int>(RuleColumn::Sources));
        Q_EMIT view.editRequested(cell, u"prod"_s);
        QVERIFY(shown<OperandEditor>() != nullptr);
        take(u"changes-operands"_s);
        shown<OperandEditor>()->done();
        askToKeepOrDiscard(&window(), 4, true, [] {}, [] {});
        takeWith(u"changes-keep"_s, *shown<QMessageBox>());
        shown<QMessageBox>()->reject();
        QTRY_VERIFY(shown<QMessageBox>() == nullptr);
        askToDiscard(&window(), 4, [] {});
        takeWith(u"changes-discard"_s, *shown<QMessageBox>());
        shown<QMessageBox>()->reject();
        document().discardEdits();
    }

    void findings() {
        model::SecurityPolicy fresh;
        fresh.header.displayName = UntrustedText(u"Isolation of a host that misbehaves"_s);
        fresh.category = model::Category::Emergency;
        model::Rule rule;
        rule.header.displayName = UntrustedText(u"stop everything"_s);
        rule.action = model::RuleAction::Drop;
        rule.destinations = {u"/infra/domains/default/groups/no-such-group"_s};
        rule.logged = false;
        fresh.rules = std::vector<model::Rule>{rule};
        const auto step = change::createPolicy(*document().snapshot(), fresh, change::Place::top());
        stage(step);
        QTRY_VERIFY_WITH_TIMEOUT(!document().findings().all().empty(), kPatience);
        firewall().table().goTo(step->edits.front().path + u"/rules/stop-everything"_s);
        take(u"changes-findings"_s);
        auto* list = window().findChild<QListView*>(u"changeList"_s);
        list->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0));
        take(u"changes-finding"_s);
        document().discardEdits();
    }

    void publishing() {
        stage(disabled(1));
        firewall().table().goTo(webshop().rules.at(1).header.path);
        window().changes().setReason(u"CHG-4711: closed until the audit is over"_s);
        pressButton(u"changePublish"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shown<ConfirmDialog>() != nullptr, kPatience);
        takeWith(u"changes-confirm"_s, *shown<ConfirmDialog>());
        take(u"changes-publishing"_s); // what stands behind the question
        shown<ConfirmDialog>()->accept();
        QTRY_VERIFY_WITH_TIMEOUT(!window().publisher().isBusy() && !document().hasEdits() &&
                                     !window().session().isBusy(),
                                 kPatience);
        take(u"changes-published"_s);
    }

    void aPublishThatIsRefused() {
        stage(disabled(2));
        breakManager(403, 401, "api/v1/infra");
        pressButton(u"changePublish"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shown<ConfirmDialog>() != nullptr ||
                                     (notice().isVisible() && !window().publisher().isBusy()),
                                 kPatience);
        if (shown<ConfirmDialog>() != nullptr) {
            shown<ConfirmDialog>()->accept();
        }
        QTRY_VERIFY_WITH_TIMEOUT(!window().publisher().isBusy() && notice().isVisible(), kPatience);
        take(u"changes-failed"_s);
        manager().clearFaults();
        document().discardEdits();
    }

    void aPublishThatBreaksOff() {
        stage(disabled(2));
        const QString machine = document().snapshot()->machines().front().externalId;
        const model::Tag tag{UntrustedText(u"wave"_s), UntrustedText(u"one"_s)};
        stage(change::changeMachineTags(
            *document().snapshot(), {machine}, u"Tag"_s,
            [&tag](std::vector<model::Tag>& tags) { tags.push_back(tag); }));
        breakManager(500, 500, "action=add_tags");
        QSignalSpy broken(&window().publisher(), &Publisher::brokenOff);
        pressButton(u"changePublish"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shown<ConfirmDialog>() != nullptr, kPatience);
        shown<ConfirmDialog>()->accept();
        QTRY_COMPARE_WITH_TIMEOUT(broken.size(), 1, kPatience);
        take(u"changes-broke-off"_s);
        manager().clearFaults();
        document().discardEdits();
        notice().hide();
        refresh();
    }

    void twoPeopleChangeTheSame() {
        const QString rule = webshop().rules.at(1).header.path;
        const auto notes = [this, &rule](const QString& text) {
            return change::changeRules(
                *document().snapshot(), {rule}, u"notes"_s,
                [&text](model::Rule& one) { one.notes = UntrustedText(text); });
        };
        change::ChangeSet theirs(document().snapshot());
        QVERIFY(theirs.push(*notes(u"agreed with the web team"_s)).has_value());
        stage(notes(u"CHG-4711: closed until the audit is over"_s));
        Q_EMIT window().session().loaded(theirs.current());
        QTRY_VERIFY(notice().isVisible());
        take(u"changes-conflict"_s);
        pressButton(u"noticeRetry"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shown<ConflictDialog>() != nullptr, kPatience);
        takeWith(u"changes-decide"_s, *shown<ConflictDialog>());
        shown<ConflictDialog>()->reject();
        document().discardEdits();
        notice().hide();
    }

    void changesOfSomebodyElse() {
        ChangeFit fit;
        fit.title = u"Open the cache for the web shop"_s;
        fit.author = u"jane"_s;
        fit.steps.assign(3, *disabled(0));
        fit.problems = {u"Line 9: There is no policy cache-tier. Did you mean app-webshop?"_s,
                        u"'webshop-db' was changed meanwhile by admin. Both sides changed "
                        "source_groups."_s};
        OpenChangesDialog open(fit, u"by jane, of 3 Nov 2026 14:02"_s, u"demo"_s, &window());
        open.show();
        takeWith(u"changes-open"_s, open);
    }

    void questions() {
        const auto ask = [this](const guard::Question& asked, const QString& state) {
            ConfirmDialog dialog(asked, &window());
            dialog.show();
            takeWith(state, dialog);
        };
        ask(question(u"lab"_s), u"changes-confirm-lab"_s);
        ask(question(u"production"_s), u"changes-confirm-prod"_s);
        guard::Question gone = question(u"production"_s);
        gone.operation = u"delete_group"_s;
        gone.title = u"Delete a group"_s;
        gone.object = u"/infra/domains/default/groups/webshop-web"_s;
        gone.nameToType = tests::longName(u"group"_s, 1);
        ask(gone, u"changes-confirm-delete"_s);
    }

    void theHistory() {
        showHistory();
        TableView& table = history().table();
        QTRY_VERIFY(table.model()->rowCount() >= 2);
        table.setCurrentIndex(table.model()->index(table.model()->rowCount() - 1, 1));
        table.setFocus();
        take(u"history-full"_s);
        history().filterBar().setText(u"nothing-is-called-like-this"_s);
        take(u"history-nothing"_s);
        history().filterBar().setText({});
        guard::SqliteFile trail(guard::liveAuditFile({qEnvironmentVariable("OPS_HOME")}));
        const auto change = [&trail](const QString& what) {
            return trail.write([&what](guard::SqliteFile& file) { return file.execute(what); },
                               guard::SqliteFile::Durability::Lazy);
        };
        QVERIFY(change(u"UPDATE audit_log SET user = '%1'"_s.arg(tests::longName(u"somebody"_s, 1)))
                    .has_value());
        history().read();
        QTRY_VERIFY(window().findChild<HistoryBar*>()->text().contains(u"Find out"_s));
        take(u"history-broken"_s);
        QVERIFY(
            change(u"UPDATE audit_log SET rationale = '%1'"_s.arg(tests::longName(u"reason"_s, 1)))
                .has_value());
        history().read();
        QTRY_VERIFY(window().findChild<HistoryBar*>()->text().contains(u"Find out"_s));
        take(u"history-long"_s);
        QFile file(guard::liveAuditFile({qEnvironmentVariable("OPS_HOME")}).path);
        for (const QString& part : {u"-wal"_s, u"-shm"_s}) {
            QFile::remove(file.fileName() + part);
        }
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(4096, 'x'));
        file.close();
        history().read();
        QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QAbstractButton*>(u"historyRetry"_s) != nullptr,
                                 kPatience);
        take(u"history-unreadable"_s);
    }

    void withoutAManager() {
        window().showPlace(PlaceId::Firewall);
        showEstate(tests::longEstate());
        const auto& policies = document().snapshot()->policies();
        firewall().table().goTo(policies.at(0).rules.at(1).header.path);
        press(u"deleteRules"_s);
        firewall().table().goTo(policies.at(0).rules.at(2).header.path);
        firewall().editor().change(
            u"action"_s, [](model::Rule& rule) { rule.action = model::RuleAction::Drop; });
        firewall().editor().change(u"sources"_s,
                                   [](model::Rule& rule) { rule.sources = {u"ANY"_s}; });
        take(u"changes-long"_s);
        document().discardEdits();
        firewall().table().goTo(policies.at(1).rules.at(1).header.path);
        press(u"toggleRules"_s);
        take(u"changes-offline"_s);
        document().discardEdits();
    }
};

PICTURE_MAIN(TestPicturesChanges)
#include "tst_pictures_changes.moc"
