// SPDX-License-Identifier: MIT
#include "desktop/main_window.h"

#include "desktop/changes/change_panel.h"
#include "desktop/changes/change_transfer.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/environment_badge.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/connection/snapshot_files.h"
#include "desktop/connection/top_bar.h"
#include "desktop/estate/document.h"
#include "desktop/exclusions/exclusions_place.h"
#include "desktop/firewall/firewall_place.h"
#include "desktop/groups/groups_place.h"
#include "desktop/history/history_place.h"
#include "desktop/hits/live_hits.h"
#include "desktop/idps/idps_place.h"
#include "desktop/inventory/inventory_place.h"
#include "desktop/main_actions.h"
#include "desktop/services/services_place.h"
#include "desktop/settings.h"
#include "desktop/theme/icons.h"
#include "desktop/traceflow/traceflow_place.h"
#include "desktop/widgets/elided_label.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/navigation_bar.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/progress_strip.h"

#include <QAction>
#include <QCloseEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr QSize kDefaultSize{1440, 900};
constexpr QSize kSmallestSize{720, 480};
constexpr int kPlaceHeight = 640;
constexpr int kChangesHeight = 200;
} // namespace

MainWindow::MainWindow(DesktopOptions options, QWidget* parent)
    : QMainWindow(parent),
      m_options(std::move(options)),
      m_document(new Document(this)),
      m_session(new ManagerSession(this)),
      m_runner(new OperationRunner(*m_session, this)),
      m_publisher(new Publisher(*m_document, *m_runner, this)),
      m_files(new SnapshotFiles(this)),
      m_actions(new MainActions(this)),
      m_transfer(new ChangeTransfer(*m_document, *this)) {
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Bulkhead"));
    setMinimumSize(kSmallestSize);
    makeContent();
    readConfiguration();
    connectActions();
    connectLook();
    connectDocument();
    connectEditing();
    connectNavigator();
    connectPublishing();
    connectTransfer();
    connectSession();
    fillTargetMenu();
    fillRecentMenu();
    restoreWindow();
    showSource();
    showPlace(PlaceId::Firewall);
    showEmptyOrPlace();
    updateEnabled();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeContent() {
    m_frame = new EnvironmentFrame(this);
    m_topBar = new TopBar(m_actions->targetMenu, m_actions->refresh, m_frame);
    m_progress = new ProgressStrip(m_frame);
    m_notice = new NoticeStrip(u"noticeStrip"_s, m_frame);
    m_offline = new NoticeStrip(u"offlineStrip"_s, m_frame);
    m_offline->setClosable(true);
    m_warning = new NoticeStrip(u"warningStrip"_s, m_frame);
    m_navigation = new NavigationBar(m_frame);
    m_stack = new QStackedWidget(m_frame);
    m_empty = new EmptyState(m_frame);
    m_stack->addWidget(m_empty);
    makePlaces();
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_progress);
    right->addWidget(m_notice);
    right->addWidget(m_warning);
    right->addWidget(m_offline);
    m_changes = new ChangePanel(*m_document, m_frame);
    auto* split = new QSplitter(Qt::Vertical, m_frame);
    split->setObjectName(u"changesSplitter"_s);
    split->setChildrenCollapsible(false);
    split->addWidget(m_stack);
    split->addWidget(m_changes);
    split->setStretchFactor(0, 1);
    split->setSizes({kPlaceHeight, kChangesHeight});
    right->addWidget(split, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_navigation);
    row->addLayout(right, 1);
    auto* all = static_cast<QVBoxLayout*>(m_frame->layout());
    all->addWidget(m_topBar);
    all->addLayout(row, 1);
    setCentralWidget(m_frame);
    m_statusLeft = new ElidedLabel(this);
    m_statusLeft->setObjectName(u"statusLeft"_s);
    m_statusRight = new QLabel(this);
    m_statusRight->setObjectName(u"statusRight"_s);
    statusBar()->setSizeGripEnabled(false);
    m_remarks = new QToolButton(this);
    m_remarks->setObjectName(u"remarksButton"_s);
    m_remarks->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_remarks->setFocusPolicy(Qt::TabFocus);
    setButtonIcon(*m_remarks, u"info"_s, Color::TextMuted);
    connect(m_remarks, &QToolButton::clicked, this, [this] {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Info, tr("About this data:"),
                             m_document->snapshot()->remarks().join(u' '));
    });
    statusBar()->addWidget(m_statusLeft, 1);
    statusBar()->addPermanentWidget(m_remarks);
    statusBar()->addPermanentWidget(m_statusRight);
}

void MainWindow::makePlaces() {
    addPlace(PlaceId::Firewall, m_actions->firewall, new FirewallPlace(*m_document, m_frame));
    addPlace(PlaceId::Groups, m_actions->groups, new GroupsPlace(*m_document, m_frame));
    addPlace(PlaceId::Inventory, m_actions->inventory, new InventoryPlace(*m_document, m_frame));
    addPlace(PlaceId::Services, m_actions->services, new ServicesPlace(*m_document, m_frame));
    addPlace(PlaceId::Exclusions, m_actions->exclusions, new ExclusionsPlace(*m_document, m_frame));
    auto* tracing =
        new TraceflowPlace(*m_document, *new OperationRunner(*m_session, this), m_frame);
    addPlace(PlaceId::Traceflow, m_actions->traceflow, tracing);
    connect(m_actions->traceHere, &QAction::triggered, this,
            [this](bool) { traceFrom(place(m_place).currentKey()); });
    const auto tell = [this, tracing] { tracing->setConnected(m_session->isConnected()); };
    connect(m_session, &ManagerSession::targetChanged, tracing, tell);
    connect(m_session, &ManagerSession::busyChanged, tracing, tell);
    connect(m_session, &ManagerSession::loaded, tracing, tell);
    connect(m_document, &Document::snapshotChanged, tracing, tell); // also after leaving
    makeIdps();
    m_history = new HistoryPlace(*m_document, *m_session, m_runner->files(), *m_publisher, m_frame);
    addPlace(PlaceId::History, m_actions->history, m_history);
    m_actions->addToEditMenu(m_history->revertAction());
    new LiveHits(*m_session, *m_document, &place(PlaceId::Firewall),
                 LiveHits::optionsFor(m_options.hitFile), this);
}

void MainWindow::makeIdps() {
    // A runner of its own: cancelling its reading ends nothing else.
    auto* idps = new IdpsPlace(*m_document, *new OperationRunner(*m_session, this), m_frame);
    addPlace(PlaceId::Idps, m_actions->idps, idps);
    const auto tell = [this, idps] { idps->setConnected(m_session->isConnected()); };
    connect(m_session, &ManagerSession::targetChanged, idps, tell);
    connect(m_session, &ManagerSession::busyChanged, idps, tell);
    connect(m_session, &ManagerSession::loaded, idps, tell);
}

void MainWindow::addPlace(PlaceId id, QAction* action, Place* place) {
    m_navigation->addPlace(action);
    m_stack->addWidget(place);
    m_places.emplace_back(id, place);
    listCommands(id, action->text(), *place);
    connect(action, &QAction::triggered, this, [this, id](bool) { showPlace(id); });
    connect(place, &Place::openRequested, this, &MainWindow::openObject);
    connect(place, &Place::traceRequested, this, &MainWindow::traceFrom);
    connect(place, &Place::failed, this, [this](const Error& error) {
        showError(error, {}, {});
        m_complained = true;
    });
}

Place& MainWindow::place(PlaceId id) const {
    const auto found = std::find_if(m_places.begin(), m_places.end(),
                                    [id](const auto& entry) { return entry.first == id; });
    Q_ASSERT(found != m_places.end());
    return *found->second;
}

TablePlace& MainWindow::tablePlace(PlaceId id) const {
    return *qobject_cast<TablePlace*>(&place(id));
}

void MainWindow::readConfiguration() {
    const QString file = config::configurationFile(m_options.configFile);
    if (!QFileInfo::exists(file) && m_options.configFile.isEmpty()) {
        return; // nobody has configured anything yet
    }
    auto configuration = config::loadConfiguration(file);
    if (configuration) {
        m_configuration = std::move(*configuration);
        if (!m_configuration.warnings.isEmpty()) {
            m_warning->showNotice(NoticeKind::Warning, tr("Look at your configuration."),
                                  m_configuration.warnings.join(u' '));
        }
    } else {
        m_configurationError = configuration.error();
    }
}

void MainWindow::begin() {
    if (m_configurationError) {
        showError(*m_configurationError, {}, {});
    }
    if (m_options.demo) {
        connectToDemo();
    } else if (!m_options.snapshotFile.isEmpty()) {
        openFile(m_options.snapshotFile);
    } else if (!m_options.target.isEmpty()) {
        const auto target = config::selectTarget(m_configuration, m_options.target);
        if (target) {
            connectToTarget(*target);
        } else if (!m_configurationError) {
            showError(target.error(), {}, {});
        }
    }
}

void MainWindow::showEmptyOrPlace() {
    Place& current = place(m_place);
    if (m_document->isEmpty() && current.needsSnapshot()) {
        showWelcome();
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentWidget(&current);
    }
}

void MainWindow::restoreWindow() {
    resize(kDefaultSize);
    restoreGeometry(settings().value(u"window/geometry"_s).toByteArray());
    m_actions->inspector->setChecked(settings().value(u"window/inspector"_s, true).toBool());
}

void MainWindow::saveWindow() const {
    settings().setValue(u"window/geometry"_s, saveGeometry());
    settings().setValue(u"window/inspector"_s, m_actions->inspector->isChecked());
    for (const auto& [id, place] : m_places) {
        place->saveLayout();
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (isPublishing()) {
        // A write that is on its way is finished and recorded first; Cancel ends the wait for it.
        event->ignore();
        return;
    }
    if (m_document->hasEdits() && !m_leaving) {
        event->ignore();
        askAboutEdits([this] {
            m_document->clear(); // what was not discarded stays on the disk
            close();
        });
        return;
    }
    if (traceflow().isTracing()) {
        event->ignore(); // nothing of ours stays behind on the manager
        traceflow().stop([this] { close(); });
        return;
    }
    saveWindow();
    event->accept();
    if (std::exchange(m_leaving, true)) {
        return;
    }
    // The manager's session is destroyed before anybody hears that we left; that takes a second at
    // most. It may also be over at once, and then the window is still closing: hence the queue.
    m_session->disconnectFromManager([this] {
        QMetaObject::invokeMethod(this, [this] { Q_EMIT left(); }, Qt::QueuedConnection);
    });
}

} // namespace bulkhead::desktop
