// SPDX-License-Identifier: MIT
// MainWindow's menus and dialogs; its content stands in main_window.cpp.
#include "desktop/changes/change_panel.h"
#include "desktop/changes/keep_question.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/certificate_dialog.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/password_dialog.h"
#include "desktop/connection/snapshot_files.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/firewall_place.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/help_dialogs.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/settings.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/traceflow/traceflow_place.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/progress_strip.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kZoomStep = 10;
constexpr int kActualSize = 100;

Theme& theme() {
    return **Theme::install();
}

} // namespace

void MainWindow::connectActions() {
    const MainActions& actions = *m_actions;
    const auto on = [this](QAction* action, auto&& run) {
        connect(action, &QAction::triggered, this, [run](bool) { run(); });
    };
    on(actions.openSnapshot, [this] { chooseFileToOpen(); });
    on(actions.saveSnapshot, [this] { chooseFileToSave(); });
    on(actions.quit, [this] { close(); });
    on(actions.copyTable, [this] { place(m_place).copySelection(); });
    on(actions.copyWords,
       [this] { static_cast<FirewallPlace&>(place(PlaceId::Firewall)).copyInWords(); });
    on(actions.filter, [this] { place(m_place).focusFilter(); });
    on(actions.demo, [this] { connectToDemo(); });
    on(actions.refresh, [this] {
        if (!m_file.isEmpty()) {
            openFile(m_file);
            return;
        }
        m_session->refresh(); // staged edits are carried over
    });
    on(actions.disconnect, [this] {
        askAboutEdits([this] {
            traceflow().stop([this] {
                m_session->disconnectFromManager();
                m_document->clear();
            });
        });
    });
    on(actions.certificate, [this] { showCertificate(); });
    on(actions.shortcuts, [this] { showShortcuts(); });
    on(actions.about, [this] { showAbout(); });
    connect(actions.inspector, &QAction::toggled, this, [this](bool visible) {
        for (const auto& [id, place] : m_places) {
            place->setInspectorVisible(visible);
        }
    });
    connect(m_progress, &ProgressStrip::cancelled, this, [this] {
        m_session->cancel();
        m_files->cancel();
        m_progress->end();
        showEmptyOrPlace();
        updateEnabled();
    });
}

void MainWindow::connectEditing() {
    const MainActions& actions = *m_actions;
    connect(actions.undo, &QAction::triggered, m_document, &Document::undo);
    connect(actions.redo, &QAction::triggered, m_document, &Document::redo);
    const RuleEditor& editor = static_cast<FirewallPlace&>(place(PlaceId::Firewall)).editor();
    for (QAction* action : editor.actions()) {
        if (action == nullptr) {
            actions.ruleMenu->addSeparator();
        } else {
            actions.ruleMenu->addAction(action);
            m_actions->list(action);
        }
    }
    static_cast<FirewallPlace&>(place(PlaceId::Firewall))
        .editor()
        .fillCategoryMenu(*actions.ruleMenu->addMenu(tr("New policy &in")));
    connect(m_changes, &ChangePanel::openRequested, this, &MainWindow::openObject);
    connect(m_changes, &ChangePanel::discardRequested, this, [this] {
        askToDiscard(this, m_changes->count(), [this] { m_document->discardEdits(); });
    });
    connect(m_document, &Document::editsChanged, this, [this] {
        if (std::exchange(m_complained, false)) {
            m_notice->hide(); // what could not be done a moment ago is history
        }
        updateEnabled();
    });
}

void MainWindow::listCommands(PlaceId id, const QString& title, const Place& place) {
    const std::vector<QAction*> commands = place.commands();
    if (commands.empty()) {
        return;
    }
    QMenu* menu = m_actions->objectMenu->addMenu(title);
    menu->setObjectName(place.objectName() + u"Commands"_s);
    for (QAction* command : commands) {
        if (command == nullptr) {
            menu->addSeparator();
            continue;
        }
        menu->addAction(command);
        m_actions->offer(command, menu->title().remove(u'&'));
        // From the menu of the window it begins where its table is.
        connect(command, &QAction::triggered, this, [this, id](bool) { showPlace(id); });
    }
}

bool MainWindow::isPublishing() {
    if (!m_publisher->isBusy()) {
        return false;
    }
    m_notice->clearActions();
    m_notice->showNotice(NoticeKind::Info, tr("Wait until it has ended, or cancel it."),
                         tr("Changes are on their way to the manager."));
    return true;
}

void MainWindow::askAboutEdits(std::function<void()> goOn) {
    if (isPublishing()) {
        return;
    }
    if (!m_document->hasEdits()) {
        goOn();
        return;
    }
    const auto discard = [this, goOn] {
        m_document->discardEdits();
        goOn();
    };
    askToKeepOrDiscard(this, m_changes->count(), m_document->isKept(), goOn, discard);
}

void MainWindow::connectLook() {
    const MainActions& actions = *m_actions;
    const auto choose = [this](QAction* action, auto&& run, const QString& key, int value) {
        connect(action, &QAction::triggered, this, [run, key, value](bool) {
            run();
            settings().setValue(key, value);
        });
    };
    const QString themeKey = u"look/theme"_s;
    const QString densityKey = u"look/density"_s;
    for (const auto& [action, choice] : {std::pair{actions.themeSystem, ThemeChoice::System},
                                         std::pair{actions.themeLight, ThemeChoice::Light},
                                         std::pair{actions.themeDark, ThemeChoice::Dark}}) {
        choose(
            action, [choice = choice] { theme().setChoice(choice); }, themeKey,
            static_cast<int>(choice));
        action->setChecked(theme().choice() == choice);
    }
    for (const auto& [action, density] : {std::pair{actions.comfortable, Density::Comfortable},
                                          std::pair{actions.compact, Density::Compact}}) {
        choose(
            action, [density = density] { theme().setDensity(density); }, densityKey,
            static_cast<int>(density));
        action->setChecked(theme().density() == density);
    }
    const auto zoom = [this](QAction* action, auto&& percent) {
        connect(action, &QAction::triggered, this, [percent](bool) {
            theme().setZoom(percent());
            settings().setValue(u"look/zoom"_s, theme().zoom());
        });
    };
    zoom(actions.zoomIn, [] { return theme().zoom() + kZoomStep; });
    zoom(actions.zoomOut, [] { return theme().zoom() - kZoomStep; });
    zoom(actions.zoomReset, [] { return kActualSize; });
}

void MainWindow::fillTargetMenu() {
    QMenu* menu = m_actions->targetMenu;
    int number = 0;
    for (const config::Target& target : m_configuration.targets) {
        ++number;
        const QString environment =
            target.environment.isEmpty() ? QString() : u" · "_s + cleanLine(target.environment);
        QAction* action = m_actions->add(
            u"target%1"_s.arg(number),
            tr("Connect to %1").arg(cleanLine(target.name).replace(u'&', u"&&"_s)) + environment,
            number < 10 ? QKeySequence(u"Ctrl+Alt+%1"_s.arg(number)) : QKeySequence(), u"server"_s);
        action->setToolTip(cleanLine(target.host).toHtmlEscaped());
        connect(action, &QAction::triggered, this, [this, target] { connectToTarget(target); });
        menu->addAction(action);
    }
    if (number > 0) {
        menu->addSeparator();
    }
    menu->addAction(m_actions->demo);
    menu->addAction(m_actions->openSnapshot);
    menu->addSeparator();
    menu->addActions({m_actions->refresh, m_actions->certificate, m_actions->disconnect});
}

void MainWindow::fillRecentMenu() {
    QMenu* menu = m_actions->recentMenu;
    menu->clear();
    const QStringList files = settings().recentFiles();
    for (const QString& file : files) {
        QAction* action = menu->addAction(cleanLine(QFileInfo(file).fileName()));
        action->setToolTip(cleanHtml(file));
        connect(action, &QAction::triggered, this, [this, file] { openFile(file); });
    }
    menu->setEnabled(!files.isEmpty());
}

void MainWindow::fillColumnMenu() {
    QMenu* menu = m_actions->columnMenu;
    menu->clear();
    TableHeader* header = place(m_place).columns();
    menu->setEnabled(header != nullptr);
    if (header == nullptr) {
        return;
    }
    menu->addActions(header->columnActions());
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), header, &TableHeader::resetLayout);
}

void MainWindow::chooseFileToOpen() {
    auto* dialog = new QFileDialog(this, tr("Open a snapshot"));
    dialog->setObjectName(u"openDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Snapshots, H-API bundles and containers (*.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openFile);
    dialog->open();
}

void MainWindow::chooseFileToSave() {
    if (m_document->isEmpty()) {
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Save the snapshot"));
    dialog->setObjectName(u"saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->setNameFilters({tr("Bulkhead snapshot (*.json)")});
    dialog->selectFile(u"snapshot.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::saveFile);
    dialog->open();
}

void MainWindow::askForPassword(const Error& reason) {
    auto* dialog = new PasswordDialog(*m_session->target(), reason, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_session->continueWithPassword(dialog->takePassword(), dialog->keep());
    });
    connect(dialog, &QDialog::rejected, this, [this, reason] {
        showError(reason, tr("Type password…"), [this, reason] { askForPassword(reason); });
    });
    dialog->open();
}

void MainWindow::askForTrust(const nsx::CertificateFacts& facts) {
    auto* dialog = new CertificateDialog(*m_session->target(), facts,
                                         CertificateDialog::Purpose::Decide, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_session->continueWithCertificate(dialog->fingerprint()); });
    connect(dialog, &QDialog::rejected, this, [this, facts] {
        Error error;
        error.kind = ErrorKind::Untrusted;
        error.remedy = tr("Compare the certificate with your administrator, then connect again.");
        error.problem = tr("Nothing was sent: the certificate of this manager is not trusted.");
        showError(error, tr("Show certificate…"), [this, facts] { askForTrust(facts); });
    });
    dialog->open();
}

void MainWindow::showCertificate() {
    const auto facts = m_session->certificate();
    if (!facts || !m_session->target()) {
        return;
    }
    auto* dialog =
        new CertificateDialog(*m_session->target(), *facts, CertificateDialog::Purpose::Show, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showShortcuts() {
    auto* dialog = new ShortcutsDialog(*m_actions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout() {
    auto* dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace bulkhead::desktop
