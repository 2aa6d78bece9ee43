// SPDX-License-Identifier: MIT
// WindowFixture: the whole window on a simulated manager of this test, which sees every request.
#pragma once

#include "desktop/changes/confirm_dialog.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/manager_session.h"
#include "desktop/estate/document.h"
#include "desktop/main_window.h"
#include "desktop/places/table_place.h"
#include "desktop/widgets/table_view.h"
#include "ops/demo_manager.h"
#include "simulator/simulated_manager.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

namespace bulkhead::desktop::fixture {

class WindowFixture final {
public:
    static constexpr int kLongest = 30'000; ///< ms that anything may take

    /// False if the window did not come up with the demo estate.
    [[nodiscard]] bool open() {
        qputenv("OPS_HOME", m_folder.path().toLocal8Bit());
        auto demo = ops::DemoManager::start();
        if (!demo) {
            return false;
        }
        m_demo = std::move(*demo);
        qputenv("VMWARE_NSX_SECURITY_DEMO_PASSWORD", m_demo->password().reveal().toUtf8());
        window = std::make_unique<MainWindow>(DesktopOptions{});
        window->resize(1500, 1000);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get())) {
            return false;
        }
        QSignalSpy loaded(&window->session(), &ManagerSession::loaded);
        window->connectToTarget(m_demo->target());
        return QTest::qWaitFor(
            [&] { return loaded.size() == 1 && document().members()->isComplete(); }, kLongest);
    }

    [[nodiscard]] bool close() {
        bool closed = true;
        if (window) {
            QSignalSpy left(window.get(), &MainWindow::left);
            document().discardEdits();
            window->close();
            closed = QTest::qWaitFor([&left] { return left.size() == 1; }, kLongest);
            window.reset();
        }
        m_demo.reset();
        return closed;
    }

    [[nodiscard]] Document& document() const { return window->document(); }
    [[nodiscard]] const snapshot::Snapshot& estate() const { return *document().snapshot(); }
    [[nodiscard]] const std::vector<change::Edit>& net() const { return document().edits()->net(); }
    [[nodiscard]] ops::DemoManager& demo() const { return *m_demo; }

    template <typename T>
    [[nodiscard]] T* child(const QString& name) const {
        return window->findChild<T*>(name);
    }
    /// Chooses a row with the keyboard in the place's table.
    [[nodiscard]] bool choose(PlaceId place, const QString& key) const {
        window->activateWindow(); // a dialog may have been there; shortcuts need it
        if (!QTest::qWaitForWindowActive(window.get())) {
            return false;
        }
        window->showPlace(place);
        TableView& table = window->tablePlace(place).table();
        table.setFocus();
        return table.goTo(key);
    }
    void press(PlaceId place, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        QTest::keyClick(&window->tablePlace(place).table(), key, modifiers);
    }

    /// Presses Publish, says yes, waits for the estate to be read again.
    [[nodiscard]] bool publish() {
        m_demo->manager().clearRequests();
        auto* button = child<QAbstractButton>(QStringLiteral("changePublish"));
        if (!button->isEnabled()) {
            return false;
        }
        QSignalSpy published(&window->publisher(), &Publisher::published);
        QSignalSpy loaded(&window->session(), &ManagerSession::loaded);
        QTest::mouseClick(button, Qt::LeftButton);
        ConfirmDialog* dialog = nullptr;
        const bool asked = QTest::qWaitFor(
            [&] {
                dialog = window->findChild<ConfirmDialog*>();
                return dialog != nullptr && dialog->isVisible();
            },
            kLongest);
        if (!asked) {
            return false;
        }
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(QStringLiteral("confirmGo")),
                          Qt::LeftButton);
        return QTest::qWaitFor([&] { return published.size() == 1 && loaded.size() == 1; },
                               kLongest);
    }

    /// What the manager was sent since publish() began and what changes something there.
    [[nodiscard]] std::vector<simulator::RequestRecord> writes() const {
        std::vector<simulator::RequestRecord> found;
        for (const simulator::RequestRecord& request : m_demo->manager().requests()) {
            if (request.method != "GET" && !request.path.contains("session")) {
                found.push_back(request);
            }
        }
        return found;
    }
    /// All bodies of writes(), for a look at what they say.
    [[nodiscard]] QString written() const {
        QString text;
        for (const simulator::RequestRecord& request : writes()) {
            text += QString::fromLatin1(request.method + ' ' + request.path) + u'\n' +
                    QString::fromUtf8(request.body) + u'\n';
        }
        return text;
    }

    std::unique_ptr<MainWindow> window;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ops::DemoManager> m_demo;
};

} // namespace bulkhead::desktop::fixture
