// SPDX-License-Identifier: MIT
// MainWindow: the one window: navigation, top bar, strips and places around one document.
#pragma once

#include "base/error.h"
#include "config/configuration.h"
#include "desktop/desktop_main.h"
#include "desktop/finder/place_history.h"
#include "desktop/places/place.h"
#include "nsx/certificate_facts.h"
#include "snapshot/snapshot.h"

#include <QMainWindow>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

class QAction;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace bulkhead::desktop {

class ChangePanel;
class ChangeTransfer;
class HistoryPlace;
class Document;
class ElidedLabel;
class EmptyState;
class EnvironmentFrame;
class MainActions;
class ManagerSession;
class NavigationBar;
class Navigator;
class NoticeStrip;
class OperationRunner;
class ProgressStrip;
class Publisher;
class SnapshotFiles;
class TablePlace;
class TopBar;
class TraceflowPlace;

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// Reads config.yaml; a missing one is fine, a wrong one is said in a strip.
    explicit MainWindow(DesktopOptions options, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Does what the options ask for: demo, file, target, or nothing.
    void begin();
    void openFile(const QString& file);
    void saveFile(const QString& file);
    void connectToTarget(const config::Target& target);
    void connectToDemo();
    void showPlace(PlaceId place);
    /// Goes to the traceflow with the form filled from a machine or rule; nothing is sent.
    void traceFrom(const QString& pathOrId);
    /// Shows the object in the place where it lives.
    void openObject(const QString& pathOrId);

    [[nodiscard]] Document& document() const { return *m_document; }
    [[nodiscard]] ManagerSession& session() const { return *m_session; }
    [[nodiscard]] Publisher& publisher() const { return *m_publisher; }
    [[nodiscard]] ChangePanel& changes() const { return *m_changes; }
    [[nodiscard]] MainActions& actions() const { return *m_actions; }
    [[nodiscard]] Navigator& navigator() const { return *m_navigator; }
    /// Every place of PlaceId is there.
    [[nodiscard]] Place& place(PlaceId id) const;
    /// One that is known to be a table.
    [[nodiscard]] TablePlace& tablePlace(PlaceId id) const;

Q_SIGNALS:
    /// The last manager session is gone after the window was closed.
    void left();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void makeContent();
    void makePlaces();
    void makeIdps();
    [[nodiscard]] TraceflowPlace& traceflow() const;
    void addPlace(PlaceId id, QAction* action, Place* place);
    void listCommands(PlaceId id, const QString& title, const Place& place);
    void connectActions();
    void connectLook();
    void connectDocument();
    void connectEditing();
    void connectNavigator();
    [[nodiscard]] Visit whereAmI() const;
    void switchTo(PlaceId place);
    void connectPublishing();
    void offerDrafts();
    void readAgainQuietly();
    void connectSession();
    void readConfiguration();
    void restoreWindow();
    void saveWindow() const;

    void fillTargetMenu();
    void fillRecentMenu();
    void fillColumnMenu();
    void chooseFileToOpen();
    void chooseFileToSave();
    void askForPassword(const Error& reason);
    void askForTrust(const nsx::CertificateFacts& facts);
    void showCertificate();
    void showShortcuts();
    void showAbout();

    void showEstate(const snapshot::SnapshotPointer& snapshot);
    void showSource();
    void showOrigin(const snapshot::Snapshot& snapshot);
    void showRemarks(const QStringList& remarks);
    void showEmptyOrPlace();
    void showWelcome();
    void showError(const Error& error, const QString& retryText, std::function<void()> retry);
    void updateEnabled();
    /// Keep, discard or cancel, before the staged edits disappear from the window. Nobody leaves
    /// while they are being published.
    void askAboutEdits(std::function<void()> goOn);
    /// True while changes are on their way to the manager, and then it is said.
    [[nodiscard]] bool isPublishing();
    void showConflict(const Error& error, const snapshot::SnapshotPointer& fresh);
    void decideConflict(const snapshot::SnapshotPointer& fresh);
    void connectTransfer();
    [[nodiscard]] QString changeTitle() const;
    void showInHistory(const QString& undoId);

    DesktopOptions m_options;
    config::Configuration m_configuration;
    std::optional<Error> m_configurationError;
    QString m_file; ///< of the snapshot that is shown, if it came from one

    Document* m_document;
    ManagerSession* m_session;
    OperationRunner* m_runner;
    Publisher* m_publisher;
    SnapshotFiles* m_files;
    MainActions* m_actions;
    ChangeTransfer* m_transfer;
    EnvironmentFrame* m_frame = nullptr;
    TopBar* m_topBar = nullptr;
    NavigationBar* m_navigation = nullptr;
    Navigator* m_navigator = nullptr;
    ProgressStrip* m_progress = nullptr;
    NoticeStrip* m_notice = nullptr;
    NoticeStrip* m_offline = nullptr;
    NoticeStrip* m_warning = nullptr;
    QStackedWidget* m_stack = nullptr;
    ChangePanel* m_changes = nullptr;
    HistoryPlace* m_history = nullptr;
    EmptyState* m_empty = nullptr;
    QToolButton* m_remarks = nullptr;
    ElidedLabel* m_statusLeft = nullptr;
    QLabel* m_statusRight = nullptr;
    std::vector<std::pair<PlaceId, Place*>> m_places; ///< in the order of the navigation
    PlaceId m_place = PlaceId::Firewall;
    bool m_leaving = false;
    bool m_complained = false; ///< the notice says why an edit was not possible
    bool m_published = false;  ///< the next read shows what was published
};

} // namespace bulkhead::desktop
