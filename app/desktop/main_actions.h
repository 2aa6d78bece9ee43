// SPDX-License-Identifier: MIT
// MainActions: every action of the window, with text, shortcut and name, and the menus they are in.
#pragma once

#include <QObject>

#include <vector>

class QAction;
class QKeySequence;
class QMainWindow;
class QMenu;

namespace bulkhead::desktop {

class MainActions final : public QObject {
    Q_OBJECT

public:
    explicit MainActions(QMainWindow* window);

    QAction* openSnapshot = nullptr;
    QAction* saveSnapshot = nullptr;
    QAction* openChanges = nullptr;
    QAction* saveChanges = nullptr;
    QAction* quit = nullptr;
    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QAction* copyTable = nullptr;
    QAction* copyWords = nullptr;
    QAction* filter = nullptr;
    QAction* demo = nullptr;
    QAction* refresh = nullptr;
    QAction* disconnect = nullptr;
    QAction* certificate = nullptr;
    QAction* firewall = nullptr;
    QAction* groups = nullptr;
    QAction* inventory = nullptr;
    QAction* services = nullptr;
    QAction* exclusions = nullptr;
    QAction* idps = nullptr;
    QAction* history = nullptr;
    QAction* traceflow = nullptr;
    QAction* traceHere = nullptr; ///< from the machine or rule that is current
    QAction* inspector = nullptr;
    QAction* themeSystem = nullptr;
    QAction* themeLight = nullptr;
    QAction* themeDark = nullptr;
    QAction* comfortable = nullptr;
    QAction* compact = nullptr;
    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QAction* zoomReset = nullptr;
    QAction* shortcuts = nullptr;
    QAction* about = nullptr;

    QMenu* recentMenu = nullptr;
    QMenu* ruleMenu = nullptr;   ///< filled by the firewall's editor
    QMenu* goMenu = nullptr;     ///< filled by the navigator
    QMenu* objectMenu = nullptr; ///< filled by the other places
    QMenu* targetMenu = nullptr;
    QMenu* columnMenu = nullptr;

    /// All actions in the order of the menus, for the list of shortcuts.
    [[nodiscard]] const std::vector<QAction*>& all() const { return m_all; }
    /// Actions of somebody else's that belong into the list of shortcuts.
    void list(QAction* action);
    /// Every command that can be found by its name: all(), and those of the places, whose shortcuts
    /// hold only there.
    [[nodiscard]] const std::vector<QAction*>& commands() const { return m_commands; }
    /// A place's command; `place` is its name, for showing.
    void offer(QAction* action, const QString& place);
    /// The property of an offered action that names its place.
    static constexpr const char* kPlaceProperty = "commandPlace";
    /// Adds one of somebody else's to the end of the Edit menu, and to the list of shortcuts.
    void addToEditMenu(QAction* action);
    /// Adds one more, e.g. for a configured target.
    QAction* add(const QString& name, const QString& text, const QKeySequence& shortcut,
                 const QString& iconName = {});

private:
    void makeActions();
    void makeMenus();
    void makeChoices();

    QMainWindow* m_window;
    QMenu* m_editMenu = nullptr;
    std::vector<QAction*> m_all;
    std::vector<QAction*> m_commands;
};

} // namespace bulkhead::desktop
