// SPDX-License-Identifier: MIT
// PictureMaker's pictures of publishing, the history, and of the questions about staged changes.
#include "change/edit_words.h"
#include "change/rule_edits.h"
#include "desktop/changes/change_panel.h"
#include "desktop/changes/confirm_dialog.h"
#include "desktop/changes/conflict_dialog.h"
#include "desktop/changes/open_changes_dialog.h"
#include "desktop/changes/publisher.h"
#include "desktop/estate/document.h"
#include "desktop/history/history_bar.h"
#include "desktop/history/history_place.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/pictures.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/table_view.h"
#include "guard/audit_file.h"

#include <QAbstractButton>
#include <QAction>
#include <QJsonArray>
#include <QMessageBox>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// A rule that two people have changed: one field differently, and one that the other one deleted.
std::vector<change::ObjectComparison> collisions(const snapshot::Snapshot& snapshot) {
    std::vector<change::ObjectComparison> all;
    const model::SecurityPolicy& policy = **snapshot.findPolicy(u"app-webshop"_s);
    const QJsonObject base = change::stateOf(policy.rules.at(1));
    QJsonObject mine = base;
    mine.insert(u"action"_s, u"DROP"_s);
    mine.insert(u"notes"_s, u"CHG-4711: closed until the audit is over"_s);
    QJsonObject theirs = base;
    theirs.insert(u"action"_s, u"REJECT"_s);
    theirs.insert(u"notes"_s, u"agreed with the web team"_s);
    const change::Edit changed{change::ObjectKind::Rule, policy.rules.at(1).header.path, base,
                               mine};
    all.push_back({changed, theirs, change::mergeThreeWay(changed, theirs)});
    const QJsonObject other = change::stateOf(policy.rules.at(2));
    QJsonObject disabled = other;
    disabled.insert(u"disabled"_s, true);
    const change::Edit gone{change::ObjectKind::Rule, policy.rules.at(2).header.path, other,
                            disabled};
    all.push_back({gone, QJsonValue(QJsonValue::Null),
                   change::mergeThreeWay(gone, QJsonValue(QJsonValue::Null))});
    return all;
}

ChangeFit halfFitting(const snapshot::Snapshot& snapshot) {
    ChangeFit fit;
    fit.title = u"Open the cache for the web shop"_s;
    fit.author = u"jane"_s;
    const model::SecurityPolicy& policy = **snapshot.findPolicy(u"app-webshop"_s);
    const auto step = change::deleteRules(snapshot, {policy.rules.front().header.path});
    fit.steps.assign(3, *step);
    fit.problems = {
        u"Line 9: There is no policy cache-tier. Did you mean app-webshop?"_s,
        u"'webshop-db' was changed meanwhile by admin. Both sides changed source_groups. Theirs: + "
        "source_groups: /infra/domains/default/groups/webshop-app. Yours: + source_groups: "
        "/infra/domains/default/groups/monitoring."_s};
    return fit;
}

} // namespace

void PictureMaker::addHistory() {
    const auto history = [this]() -> HistoryPlace& {
        return static_cast<HistoryPlace&>(m_window->place(PlaceId::History));
    };
    const auto chainSays = [this](const QString& word) {
        return m_window->findChild<HistoryBar*>()->text().contains(word);
    };
    const auto hasRows = [history](int rows) {
        return history().table().model()->rowCount() >= rows;
    };
    addStep(u"history"_s, {}, [this] { m_window->showPlace(PlaceId::History); });
    addStep(
        u"history empty"_s, [chainSays] { return chainSays(u"intact"_s); },
        [this] {
            photograph(u"history-empty"_s);
            const snapshot::Snapshot& snapshot = *m_window->document().snapshot();
            const model::SecurityPolicy& policy = **snapshot.findPolicy(u"app-webshop"_s);
            static_cast<void>(m_window->document().stage(
                change::changeRules(snapshot, {policy.rules.at(1).header.path}, u"state"_s,
                                    [](model::Rule& rule) { rule.disabled = true; })));
            m_window->showPlace(PlaceId::Firewall);
            m_window->changes().setReason(u"CHG-4711"_s);
            Q_EMIT m_window->changes().publishRequested();
        });
    addStep(
        u"publish"_s, [this] { return m_window->findChild<ConfirmDialog*>() != nullptr; },
        [this] {
            auto* dialog = m_window->findChild<ConfirmDialog*>();
            photographWithDialog(u"publish"_s, *dialog);
            dialog->accept();
        });
    addStep(
        u"published"_s,
        [this] { return !m_window->publisher().isBusy() && !m_window->document().hasEdits(); },
        [this] {
            photograph(u"published"_s);
            m_window->showPlace(PlaceId::History);
        });
    addStep(
        u"history row"_s, [hasRows] { return hasRows(1); },
        [history] {
            TableView& table = history().table();
            table.setCurrentIndex(table.model()->index(0, 1));
            table.setFocus();
        });
    addStep(u"history light"_s, {}, [this] {
        photograph(u"history-light"_s);
        photograph(u"history-200"_s, 2.0);
        m_window->actions().themeDark->trigger();
    });
    addStep(u"history dark"_s, {}, [this, history] {
        photograph(u"history-dark"_s);
        m_window->actions().themeLight->trigger();
        guard::SqliteFile trail(guard::liveAuditFile({qEnvironmentVariable("OPS_HOME")}));
        static_cast<void>(trail.write(
            [](guard::SqliteFile& file) {
                return file.execute(u"UPDATE audit_log SET user = 'somebody'"_s);
            },
            guard::SqliteFile::Durability::Lazy));
        history().read();
    });
    addStep(
        u"history broken"_s, [chainSays] { return chainSays(u"Find out"_s); },
        [this] {
            photograph(u"history-broken"_s);
            m_window->findChild<NoticeStrip*>(u"noticeStrip"_s)->hide();
        });
}

void PictureMaker::addQuestions() {
    addStep(u"conflict"_s, {}, [this] {
        m_window->showPlace(PlaceId::Firewall);
        const snapshot::SnapshotPointer snapshot = m_window->document().snapshot();
        ConflictDialog conflict(collisions(*snapshot), change::namesOf(snapshot, snapshot),
                                m_window.get());
        conflict.findChild<QAbstractButton*>(u"mine0"_s)->setChecked(true);
        photographWithDialog(u"conflict"_s, conflict);
        OpenChangesDialog open(halfFitting(*snapshot), u"by jane, of 3 Nov 2026 14:02"_s,
                               snapshot->origin().target, m_window.get());
        open.adjustSize();
        photographWithDialog(u"open-changes"_s, open);
        const model::SecurityPolicy& policy = **snapshot->findPolicy(u"app-webshop"_s);
        static_cast<void>(m_window->document().stage(
            change::deleteRules(*snapshot, {policy.rules.at(1).header.path})));
        m_window->actions().disconnect->trigger();
    });
    addStep(
        u"keep"_s, [this] { return m_window->findChild<QMessageBox*>() != nullptr; },
        [this] {
            auto* question = m_window->findChild<QMessageBox*>();
            photographWithDialog(u"keep"_s, *question);
            question->reject();
            m_window->document().discardEdits();
        });
}

} // namespace bulkhead::desktop
