// SPDX-License-Identifier: MIT
#include "desktop/main_actions.h"

#include "desktop/theme/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

MainActions::MainActions(QMainWindow* window) : QObject(window), m_window(window) {
    makeActions();
    makeChoices();
    makeMenus();
}

QAction* MainActions::add(const QString& name, const QString& text, const QKeySequence& shortcut,
                          const QString& iconName) {
    auto* action = new QAction(text, m_window);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    if (!iconName.isEmpty()) {
        action->setIcon(icon(iconName, Color::TextMuted));
    }
    m_window->addAction(action);
    list(action);
    return action;
}

void MainActions::list(QAction* action) {
    m_all.push_back(action);
    m_commands.push_back(action);
}

void MainActions::offer(QAction* action, const QString& place) {
    action->setProperty(kPlaceProperty, place);
    m_commands.push_back(action);
}

void MainActions::addToEditMenu(QAction* action) {
    m_editMenu->addAction(action);
    list(action);
}

void MainActions::makeActions() {
    openSnapshot =
        add(u"openSnapshot"_s, tr("&Open snapshot…"), QKeySequence::Open, u"folder-open"_s);
    saveSnapshot = add(u"saveSnapshot"_s, tr("&Save snapshot…"), QKeySequence::Save, u"save"_s);
    openChanges = add(u"openChanges"_s, tr("Open &changes…"), QKeySequence(tr("Ctrl+Shift+O")),
                      u"git-compare-arrows"_s);
    saveChanges = add(u"saveChanges"_s, tr("Save changes &as…"), QKeySequence(tr("Ctrl+Shift+S")),
                      u"upload"_s);
    quit = add(u"quit"_s, tr("&Quit"), QKeySequence(tr("Ctrl+Q")));
    quit->setMenuRole(QAction::QuitRole);

    undo = add(u"undo"_s, tr("&Undo"), QKeySequence::Undo, u"undo-2"_s);
    redo = add(u"redo"_s, tr("&Redo"), QKeySequence::Redo, u"redo-2"_s);
    copyTable = add(u"copyTable"_s, tr("&Copy"), QKeySequence::Copy, u"copy"_s);
    copyWords = add(u"copyWords"_s, tr("Copy rule in &words"), QKeySequence(tr("Ctrl+Shift+C")));
    filter = add(u"filter"_s, tr("&Filter"), QKeySequence::Find, u"list-filter"_s);

    demo =
        add(u"demo"_s, tr("&Demo manager"), QKeySequence(tr("Ctrl+Shift+D")), u"flask-conical"_s);
    refresh = add(u"refresh"_s, tr("&Refresh"), QKeySequence(Qt::Key_F5), u"refresh-cw"_s);
    disconnect =
        add(u"disconnect"_s, tr("D&isconnect"), QKeySequence(tr("Ctrl+Shift+X")), u"unplug"_s);
    certificate = add(u"certificate"_s, tr("&Certificate…"), QKeySequence(tr("Ctrl+Shift+I")),
                      u"shield-check"_s);

    firewall = add(u"placeFirewall"_s, tr("&Firewall"), QKeySequence(tr("Ctrl+1")),
                   u"brick-wall-shield"_s);
    firewall->setData(u"brick-wall-shield"_s);
    groups = add(u"placeGroups"_s, tr("&Groups"), QKeySequence(tr("Ctrl+2")), u"layers"_s);
    groups->setData(u"layers"_s);
    inventory =
        add(u"placeInventory"_s, tr("&Inventory"), QKeySequence(tr("Ctrl+3")), u"monitor"_s);
    inventory->setData(u"monitor"_s);
    services = add(u"placeServices"_s, tr("Ser&vices"), QKeySequence(tr("Ctrl+4")), u"plug"_s);
    services->setData(u"plug"_s);
    exclusions =
        add(u"placeExclusions"_s, tr("&Exclusions"), QKeySequence(tr("Ctrl+5")), u"shield-off"_s);
    exclusions->setData(u"shield-off"_s);
    traceflow = add(u"placeTraceflow"_s, tr("&Traceflow"), QKeySequence(tr("Ctrl+6")), u"route"_s);
    traceflow->setData(u"route"_s);
    traceHere =
        add(u"traceHere"_s, tr("Trace &packet"), QKeySequence(tr("Ctrl+Alt+T")), u"route"_s);
    idps = add(u"placeIdps"_s, tr("I&DPS"), QKeySequence(tr("Ctrl+7")), u"shield-alert"_s);
    idps->setData(u"shield-alert"_s);
    history = add(u"placeHistory"_s, tr("&History"), QKeySequence(tr("Ctrl+8")), u"history"_s);
    history->setData(u"history"_s);
    inspector =
        add(u"inspectorVisible"_s, tr("I&nspector"), QKeySequence(tr("Ctrl+I")), u"panel-right"_s);
    inspector->setCheckable(true);
    inspector->setChecked(true);

    zoomIn = add(u"zoomIn"_s, tr("Zoom &in"), QKeySequence::ZoomIn);
    zoomOut = add(u"zoomOut"_s, tr("Zoom &out"), QKeySequence::ZoomOut);
    zoomReset = add(u"zoomReset"_s, tr("&Actual size"), QKeySequence(tr("Ctrl+0")));

    shortcuts =
        add(u"shortcuts"_s, tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), u"keyboard"_s);
    about = add(u"about"_s, tr("&About Bulkhead"), QKeySequence(tr("Ctrl+F1")), u"info"_s);
    about->setMenuRole(QAction::AboutRole);
}

void MainActions::makeChoices() {
    const auto choice = [this](QActionGroup* group, const QString& name, const QString& text,
                               const QKeySequence& shortcut) {
        QAction* action = add(name, text, shortcut);
        action->setCheckable(true);
        group->addAction(action);
        return action;
    };
    auto* themes = new QActionGroup(this);
    themeSystem =
        choice(themes, u"themeSystem"_s, tr("As the &system"), QKeySequence(tr("Ctrl+Alt+S")));
    themeLight = choice(themes, u"themeLight"_s, tr("&Light"), QKeySequence(tr("Ctrl+Alt+L")));
    themeDark = choice(themes, u"themeDark"_s, tr("&Dark"), QKeySequence(tr("Ctrl+Alt+D")));
    auto* densities = new QActionGroup(this);
    comfortable =
        choice(densities, u"comfortable"_s, tr("C&omfortable"), QKeySequence(tr("Ctrl+Alt+O")));
    compact = choice(densities, u"compact"_s, tr("&Compact"), QKeySequence(tr("Ctrl+Alt+C")));
}

void MainActions::makeMenus() {
    const auto menu = [this](const QString& name, const QString& title) {
        QMenu* made = m_window->menuBar()->addMenu(title);
        made->setObjectName(name);
        made->setToolTipsVisible(true);
        return made;
    };
    const auto submenu = [](QMenu* parent, const QString& name, const QString& title) {
        QMenu* made = parent->addMenu(title);
        made->setObjectName(name);
        return made;
    };
    QMenu* file = menu(u"fileMenu"_s, tr("&File"));
    file->addActions({openSnapshot, saveSnapshot});
    recentMenu = submenu(file, u"recentMenu"_s, tr("&Recent snapshots"));
    file->addSeparator();
    file->addActions({openChanges, saveChanges});
    file->addSeparator();
    file->addAction(quit);

    QMenu* edit = menu(u"editMenu"_s, tr("&Edit"));
    m_editMenu = edit;
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({copyTable, copyWords});
    edit->addSeparator();
    edit->addActions({filter, traceHere});

    ruleMenu = menu(u"ruleMenu"_s, tr("&Rule"));
    objectMenu = menu(u"objectMenu"_s, tr("&Object"));

    goMenu = menu(u"goMenu"_s, tr("&Go"));

    targetMenu = menu(u"targetMenu"_s, tr("&Target"));

    QMenu* view = menu(u"viewMenu"_s, tr("&View"));
    view->addActions({firewall, groups, inventory, services, exclusions, traceflow, idps, history});
    view->addSeparator();
    view->addAction(inspector);
    columnMenu = submenu(view, u"columnMenuBar"_s, tr("&Columns"));
    view->addSeparator();
    submenu(view, u"themeMenu"_s, tr("&Theme"))->addActions({themeSystem, themeLight, themeDark});
    submenu(view, u"densityMenu"_s, tr("&Density"))->addActions({comfortable, compact});
    submenu(view, u"zoomMenu"_s, tr("&Zoom"))->addActions({zoomIn, zoomOut, zoomReset});

    QMenu* help = menu(u"helpMenu"_s, tr("&Help"));
    help->addActions({shortcuts, about});
}

} // namespace bulkhead::desktop
