// SPDX-License-Identifier: MIT
// What MainWindow shows about manager, file, progress and errors.
#include "desktop/changes/change_panel.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/environment_badge.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/snapshot_files.h"
#include "desktop/connection/top_bar.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/places/table_place.h"
#include "desktop/settings.h"
#include "desktop/widgets/elided_label.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/navigation_bar.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/progress_strip.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString formatWords(snapshot::OriginKind kind) {
    switch (kind) {
    case snapshot::OriginKind::Manager:
        return MainWindow::tr("read from a manager");
    case snapshot::OriginKind::File:
        return MainWindow::tr("a Bulkhead snapshot");
    case snapshot::OriginKind::Bundle:
        return MainWindow::tr("an H-API bundle");
    case snapshot::OriginKind::Container:
        return MainWindow::tr("a container of a collector");
    }
    return {};
}

} // namespace

void MainWindow::connectToTarget(const config::Target& target) {
    askAboutEdits([this, target] {
        m_notice->hide();
        m_session->open(target);
    });
}

void MainWindow::connectToDemo() {
    askAboutEdits([this] {
        m_notice->hide();
        m_session->openDemo();
    });
}

void MainWindow::openFile(const QString& file) {
    askAboutEdits([this, file] {
        m_notice->hide();
        m_progress->begin(tr("Reading %1").arg(cleanLine(QFileInfo(file).fileName())));
        m_files->open(file);
    });
}

void MainWindow::saveFile(const QString& file) {
    if (!m_document->isEmpty()) {
        m_notice->hide();
        m_files->save(m_document->snapshot(), file);
    }
}

void MainWindow::connectSession() {
    connect(m_session, &ManagerSession::busyChanged, this, [this](const QString& activity) {
        if (activity.isEmpty()) {
            m_progress->end();
        } else {
            m_notice->hide();
            m_progress->begin(activity);
        }
        showEmptyOrPlace();
        updateEnabled();
    });
    connect(m_session, &ManagerSession::progressed, m_progress, &ProgressStrip::showProgress);
    connect(m_session, &ManagerSession::targetChanged, this, [this] {
        showSource();
        updateEnabled();
    });
    connect(m_session, &ManagerSession::loaded, this,
            [this](const snapshot::SnapshotPointer& snapshot) {
                m_file.clear();
                const bool same =
                    !m_document->isEmpty() && !m_document->isOffline() &&
                    m_document->snapshot()->origin().target == snapshot->origin().target;
                if (!same) {
                    showEstate(snapshot);
                } else if (const Result<void> carried = m_document->refresh(snapshot); !carried) {
                    m_document->setStale(true);
                    showConflict(carried.error(), snapshot);
                } else if (!m_document->hasEdits() && !m_notice->isVisible()) {
                    offerDrafts(); // reading again took the offer away
                }
            });
    connect(m_session, &ManagerSession::passwordNeeded, this, &MainWindow::askForPassword);
    connect(m_session, &ManagerSession::certificateNeeded, this, &MainWindow::askForTrust);
    connect(m_session, &ManagerSession::failed, this, [this](const Error& error) {
        if (!m_document->isEmpty() && !m_document->isOffline()) {
            m_document->setStale(true); // what is shown stays, and says how old it is
        }
        if (error.kind == ErrorKind::Authentication && m_session->target()) {
            showError(error, tr("Type password…"), [this, error] { askForPassword(error); });
        } else {
            showError(error, tr("Try again"), [this] { m_session->refresh(); });
        }
    });
    connect(m_session, &ManagerSession::warned, this, [this](const Error& error) {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Warning, error.remedy, error.problem);
    });
    connect(m_files, &SnapshotFiles::opened, this,
            [this](const QString& file, const snapshot::SnapshotPointer& snapshot) {
                m_progress->end();
                m_session->disconnectFromManager();
                m_file = QFileInfo(file).absoluteFilePath();
                settings().addRecentFile(m_file);
                fillRecentMenu();
                showEstate(snapshot);
            });
    connect(m_files, &SnapshotFiles::saved, this, [this](const QString& file) {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Info, tr("Saved."), cleanLine(file));
        settings().addRecentFile(QFileInfo(file).absoluteFilePath());
        fillRecentMenu();
    });
    connect(m_files, &SnapshotFiles::failed, this, [this](const QString&, const Error& error) {
        m_progress->end();
        showError(error, tr("Choose another file…"), [this] { chooseFileToOpen(); });
    });
}

void MainWindow::showEstate(const snapshot::SnapshotPointer& snapshot) {
    m_document->show(snapshot);
    offerDrafts();
    place(m_place).focusContent();
}

void MainWindow::connectDocument() {
    connect(m_document, &Document::snapshotChanged, this, [this] {
        for (std::size_t i = 0; i < m_places.size(); ++i) {
            m_navigation->setCount(static_cast<int>(i), m_places[i].second->count());
        }
        showSource();
        showEmptyOrPlace();
        updateEnabled();
    });
    connect(m_document, &Document::staleChanged, this, &MainWindow::showSource);
}

void MainWindow::showSource() {
    QString environment;
    if (m_document->isEmpty()) {
        const auto& target = m_session->target();
        environment = target ? target->environment : QString();
        m_topBar->setSource(u"server"_s, target ? cleanLine(target->name) : QString(), environment);
        m_topBar->setDataTime({}, false);
        m_offline->hide();
        m_statusLeft->setText(tr("Not connected"));
        m_statusRight->clear();
        showRemarks({});
    } else {
        environment = m_document->snapshot()->origin().environment;
        showOrigin(*m_document->snapshot());
    }
    m_frame->setEnvironment(environment);
    setWindowTitle(m_document->isEmpty() ? tr("Bulkhead")
                                         : tr("%1 — Bulkhead").arg(m_statusLeft->text()));
}

void MainWindow::showOrigin(const snapshot::Snapshot& snapshot) {
    const snapshot::Origin& origin = snapshot.origin();
    if (m_document->isOffline()) {
        const QString when =
            origin.takenAt.isValid()
                ? tr("It shows the state of %1.")
                      .arg(QLocale().toString(origin.takenAt.toLocalTime(), QLocale::ShortFormat))
                : tr("It does not say when it was taken.");
        const QString manager =
            origin.manager.isEmpty() ? QString() : tr(" It was read from %1.").arg(origin.manager);
        m_topBar->setSource(u"file-text"_s, origin.place, origin.environment);
        m_offline->showNotice(NoticeKind::Info, tr("Offline: %1.").arg(origin.place),
                              tr("This is %1. %2").arg(formatWords(origin.kind), when) + manager);
        m_statusLeft->setText(tr("Snapshot file %1").arg(origin.place));
    } else {
        m_topBar->setSource(u"server"_s, origin.target.isEmpty() ? origin.place : origin.target,
                            origin.environment);
        m_offline->hide();
        QStringList words{origin.place};
        if (!origin.productVersion.isEmpty()) {
            words << tr("NSX %1").arg(origin.productVersion);
        }
        if (!origin.userName.isEmpty()) {
            words << tr("as %1").arg(origin.userName);
        }
        m_statusLeft->setText(words.join(u" · "_s));
    }
    m_topBar->setDataTime(origin.takenAt, m_document->isStale());
    const auto words = [](std::size_t count, const QString& one, const QString& many) {
        return countWords(static_cast<qsizetype>(count), one, many);
    };
    m_statusRight->setText(
        QStringList{words(snapshot.policies().size(), tr("policy"), tr("policies")),
                    countWords(snapshot.ruleCount(), tr("rule"), tr("rules")),
                    words(snapshot.groups().size(), tr("group"), tr("groups")),
                    words(snapshot.services().size(), tr("service"), tr("services")),
                    words(snapshot.machines().size(), tr("machine"), tr("machines"))}
            .join(u" · "_s));
    showRemarks(snapshot.remarks());
}

void MainWindow::showRemarks(const QStringList& remarks) {
    m_remarks->setVisible(!remarks.isEmpty());
    m_remarks->setText(countWords(remarks.size(), tr("remark"), tr("remarks")));
    m_remarks->setAccessibleName(tr("Remarks about this data"));
    m_remarks->setToolTip(remarks.join(u'\n').toHtmlEscaped());
}

void MainWindow::showWelcome() {
    m_empty->clearButtons();
    if (m_session->isBusy()) {
        m_empty->setContent(u"loader"_s, tr("Reading the firewall"),
                            tr("The rules appear as soon as all of them are here."));
        return;
    }
    const bool configured = !m_configuration.targets.empty();
    m_empty->setContent(
        u"brick-wall-shield"_s, tr("Which firewall?"),
        configured
            ? tr("Connect to a manager, open a snapshot, or try the demo. Nothing is sent before "
                 "you publish it.")
            : tr("Open a snapshot or try the demo. To connect to your managers, describe them in "
                 "%1.")
                  .arg(cleanLine(config::configurationFile(m_options.configFile))));
    if (configured) {
        const auto target = config::selectTarget(m_configuration, {});
        const config::Target first = target ? *target : m_configuration.targets.front();
        connect(m_empty->addButton(u"welcomeConnect"_s,
                                   tr("Connect to %1").arg(cleanLine(first.name)), u"plug-zap"_s),
                &QPushButton::clicked, this, [this, first] { connectToTarget(first); });
    }
    connect(m_empty->addButton(u"welcomeDemo"_s, tr("Try the demo"), u"flask-conical"_s),
            &QPushButton::clicked, this, &MainWindow::connectToDemo);
    connect(m_empty->addButton(u"welcomeOpen"_s, tr("Open snapshot…"), u"folder-open"_s),
            &QPushButton::clicked, this, &MainWindow::chooseFileToOpen);
}

void MainWindow::showError(const Error& error, const QString& retryText,
                           std::function<void()> retry) {
    if (error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Declined) {
        return; // the person knows
    }
    m_notice->clearActions();
    m_notice->showError(error);
    if (retry) {
        m_notice->addAction(u"noticeRetry"_s, retryText, [this, retry = std::move(retry)] {
            m_notice->hide();
            retry();
        });
    }
}

void MainWindow::updateEnabled() {
    const bool loaded = !m_document->isEmpty();
    const bool busy = m_session->isBusy();
    m_actions->saveSnapshot->setEnabled(loaded);
    m_actions->refresh->setEnabled(!busy && (!m_file.isEmpty() || m_session->target().has_value()));
    m_actions->disconnect->setEnabled(loaded || m_session->isConnected());
    m_actions->certificate->setEnabled(m_session->certificate().has_value());
    const change::ChangeSet* edits = m_document->edits();
    m_actions->undo->setEnabled(edits != nullptr && edits->canUndo());
    m_actions->undo->setToolTip(edits != nullptr && edits->canUndo()
                                    ? edits->steps().back().title.toHtmlEscaped()
                                    : QString());
    m_actions->openChanges->setEnabled(loaded);
    m_actions->saveChanges->setEnabled(m_document->hasEdits());
    m_actions->redo->setEnabled(edits != nullptr && edits->canRedo());
    m_changes->setObstacle(m_document->isOffline() || !m_session->isConnected()
                               ? tr("Connect to a manager to publish.")
                           : m_publisher->isBusy() ? tr("Publishing…")
                                                   : QString());
    m_actions->copyTable->setEnabled(loaded);
    m_actions->copyWords->setEnabled(loaded && m_place == PlaceId::Firewall);
    m_actions->filter->setEnabled(loaded);
}

} // namespace bulkhead::desktop
