// SPDX-License-Identifier: MIT
// MainWindow's publishing: progress, what came of it, and drafts that were left behind.
#include "base/text.h"
#include "change/edit_words.h"
#include "desktop/changes/change_panel.h"
#include "desktop/changes/change_transfer.h"
#include "desktop/changes/conflict_dialog.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/history/history_place.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/progress_strip.h"

#include <QAction>
#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void MainWindow::connectPublishing() {
    connect(m_changes, &ChangePanel::publishRequested, this, [this] {
        m_notice->hide();
        m_publisher->publish(changeTitle(), m_changes->reason());
    });
    connect(m_publisher, &Publisher::busyChanged, this, [this](const QString& activity) {
        if (activity.isEmpty()) {
            m_progress->end();
        } else {
            m_progress->begin(activity);
        }
        updateEnabled();
    });
    connect(m_runner, &OperationRunner::progressed, m_progress, &ProgressStrip::showProgress);
    connect(m_progress, &ProgressStrip::cancelled, m_runner, &OperationRunner::cancel);
    connect(m_publisher, &Publisher::published, this, [this](const Published& what) {
        QStringList words{what.summary};
        if (what.realization == u"in_progress"_s) {
            words << tr("The hosts are still taking it over.");
        } else if (what.realization == u"error"_s) {
            words << tr("The hosts report an error: look at the manager's alarms.");
        }
        m_notice->clearActions();
        m_notice->showNotice(what.realization == u"error"_s ? NoticeKind::Warning
                                                            : NoticeKind::Info,
                             tr("Published."), (words + what.notes).join(u' '));
        if (!what.undoId.isEmpty()) {
            m_notice->addAction(u"noticeRevert"_s, tr("Take it back"), [this, id = what.undoId] {
                m_notice->hide();
                m_publisher->revert(id);
            });
            m_notice->addAction(u"noticeDetails"_s, tr("Show each object"),
                                [this, id = what.undoId] { showInHistory(id); });
        }
        m_document->takeAsPublished();
        readAgainQuietly();
    });
    connect(m_publisher, &Publisher::reverted, this, [this](const Published& what) {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Info, tr("Taken back."), what.summary);
        readAgainQuietly();
    });
    connect(m_publisher, &Publisher::failed, this, [this](const Error& error) {
        if (error.kind == ErrorKind::Conflict) {
            // Reading again carries the edits over, or shows both sides of what collides.
            showError(error, tr("Read again"), [this] { m_session->refresh(); });
        } else {
            showError(error, {}, {});
        }
    });
    connect(m_publisher, &Publisher::brokenOff, this,
            [this](const Error& error, const QString& undoId) {
                showError(error, tr("Finish it"),
                          [this] { m_publisher->publish(changeTitle(), m_changes->reason()); });
                m_notice->addAction(u"noticeRevert"_s, tr("Take it back"), [this, undoId] {
                    m_notice->hide();
                    m_publisher->revert(undoId);
                });
                m_notice->addAction(u"noticeDetails"_s, tr("Show each object"),
                                    [this, undoId] { showInHistory(undoId); });
            });
    connect(m_document, &Document::journalFailed, this, [this](const Error& error) {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Warning, error.remedy,
                             error.problem + u' ' + tr("What is staged would be lost by a crash."));
    });
}

QString MainWindow::changeTitle() const {
    const int count = m_changes->count();
    return count == 1 ? m_changes->sentences().value(0) : tr("%1 changes").arg(count);
}

void MainWindow::showInHistory(const QString& undoId) {
    showPlace(PlaceId::History);
    m_history->showWrite(undoId);
    m_history->focusContent();
}

void MainWindow::showConflict(const Error& error, const snapshot::SnapshotPointer& fresh) {
    showError(error, tr("Decide…"), [this, fresh] { decideConflict(fresh); });
}

void MainWindow::decideConflict(const snapshot::SnapshotPointer& fresh) {
    if (!m_document->hasEdits()) {
        m_document->show(fresh);
        return;
    }
    const std::vector<change::Edit> net = m_document->edits()->net();
    auto* dialog = new ConflictDialog(change::compareWith(*fresh, net),
                                      change::namesOf(fresh, m_document->snapshot()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, fresh] {
        const Result<void> carried = m_document->refreshWithChoices(fresh, dialog->choices());
        if (!carried) {
            showConflict(carried.error(), fresh);
        }
    });
    connect(dialog, &QDialog::rejected, this, [this, fresh] {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Warning, tr("Decide before you publish."),
                             tr("Others have changed what you have changed."));
        m_notice->addAction(u"noticeRetry"_s, tr("Decide…"), [this, fresh] {
            m_notice->hide();
            decideConflict(fresh);
        });
    });
    dialog->open();
}

void MainWindow::connectTransfer() {
    const MainActions& actions = *m_actions;
    connect(actions.saveChanges, &QAction::triggered, this,
            [this](bool) { m_transfer->chooseFileToSave(changeTitle(), m_changes->reason()); });
    connect(actions.openChanges, &QAction::triggered, this,
            [this](bool) { m_transfer->chooseFileToOpen(); });
    connect(m_transfer, &ChangeTransfer::saved, this, [this](const QString& file) {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Info, tr("Saved."), cleanLine(file));
    });
    connect(m_transfer, &ChangeTransfer::opened, this,
            [this](const QString& summary, const QString& reason) {
                m_notice->clearActions();
                m_notice->showNotice(NoticeKind::Info, tr("Look at the changes."), summary);
                if (m_changes->reason().isEmpty()) {
                    m_changes->setReason(reason);
                }
            });
    connect(m_transfer, &ChangeTransfer::failed, this,
            [this](const Error& error) { showError(error, {}, {}); });
}

void MainWindow::readAgainQuietly() {
    // The notice about what was done stays while the result is read.
    const bool wasVisible = m_notice->isVisible();
    m_session->refresh();
    m_notice->setVisible(wasVisible);
}

void MainWindow::offerDrafts() {
    const std::vector<LeftDraft> left = m_document->leftDrafts();
    if (left.empty()) {
        return;
    }
    const LeftDraft& newest = left.front();
    const QString when =
        QLocale().toString(newest.draft.header.startedAt.toLocalTime(), QLocale::ShortFormat);
    const auto steps = static_cast<int>(newest.draft.done.size());
    m_notice->clearActions();
    m_notice->showNotice(NoticeKind::Info,
                         steps == 1 ? tr("One staged change was left behind.")
                                    : tr("%1 staged changes were left behind.").arg(steps),
                         newest.draft.header.author.isEmpty()
                             ? tr("They were begun %1 and never published.").arg(when)
                             : tr("%1 began them %2; they were never published.")
                                   .arg(cleanLine(newest.draft.header.author), when));
    m_notice->addAction(u"noticeRestore"_s, tr("Restore"), [this, file = newest.file] {
        m_notice->hide();
        if (const Result<void> restored = m_document->restore(file); !restored) {
            // Part by part: what others have made impossible is listed, the rest is staged.
            showError(restored.error(), tr("Open what fits…"),
                      [this, file] { m_transfer->open(file); });
        }
    });
    m_notice->addAction(u"noticeThrowAway"_s, tr("Throw away"), [this, file = newest.file] {
        DraftKeeper::remove(file);
        m_notice->hide();
        offerDrafts(); // there may be an older one
    });
}

} // namespace bulkhead::desktop
