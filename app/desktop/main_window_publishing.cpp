// SPDX-License-Identifier: MIT
// MainWindow's publishing: progress, what came of it, and drafts that were left behind.
#include "desktop/changes/change_panel.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/main_window.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/progress_strip.h"

#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void MainWindow::connectPublishing() {
    connect(m_changes, &ChangePanel::publishRequested, this, [this] {
        m_notice->hide();
        const int count = m_changes->count();
        const QString title =
            count == 1 ? m_changes->sentences().value(0) : tr("%1 changes").arg(count);
        m_publisher->publish(title, m_changes->reason());
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
        }
        m_document->takeAsPublished();
        readAgainQuietly();
    });
    connect(m_publisher, &Publisher::reverted, this, [this](const Published& what) {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Info, tr("Taken back."), what.summary);
        readAgainQuietly();
    });
    connect(m_publisher, &Publisher::failed, this,
            [this](const Error& error) { showError(error, {}, {}); });
    connect(m_document, &Document::journalFailed, this, [this](const Error& error) {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Warning, error.remedy,
                             error.problem + u' ' + tr("What is staged would be lost by a crash."));
    });
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
                         tr("They were begun %1 and never published.").arg(when));
    m_notice->addAction(u"noticeRestore"_s, tr("Restore"), [this, file = newest.file] {
        m_notice->hide();
        if (const Result<void> restored = m_document->restore(file); !restored) {
            showError(restored.error(), {}, {});
        }
    });
    m_notice->addAction(u"noticeThrowAway"_s, tr("Throw away"), [this, file = newest.file] {
        DraftKeeper::remove(file);
        m_notice->hide();
        offerDrafts(); // there may be an older one
    });
}

} // namespace bulkhead::desktop
