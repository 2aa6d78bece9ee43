// SPDX-License-Identifier: MIT
// DemoWindow: the real window on a demo manager of its own, with a guard folder of the test's own.
#pragma once

#include "change/rule_edits.h"
#include "config/configuration.h"
#include "desktop/changes/change_panel.h"
#include "desktop/changes/confirm_dialog.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/manager_session.h"
#include "desktop/estate/document.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/widgets/notice_strip.h"

#include <QAbstractButton>
#include <QDir>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace bulkhead::desktop::tests {

using namespace Qt::StringLiterals;

inline constexpr int kPatience = 30'000;
inline constexpr int kInside = 10; ///< from the left edge of a button

/// Everything that can fail answers false; the test verifies it.
class DemoWindow final {
public:
    DemoWindow() {
        qputenv("OPS_HOME", m_guard.path().toLocal8Bit());
        QDir(draftFolder()).removeRecursively();
    }
    ~DemoWindow() { static_cast<void>(close()); }
    DemoWindow(const DemoWindow&) = delete;
    DemoWindow& operator=(const DemoWindow&) = delete;

    /// On the default target of this file; without one, on a demo manager of the window's own.
    [[nodiscard]] bool open(const QString& configFile = {}) {
        DesktopOptions options;
        options.configFile = configFile;
        const auto configuration = config::loadConfiguration(configFile);
        const auto target = configuration ? config::selectTarget(*configuration, {})
                                          : Result<config::Target>(fail(configuration.error()));
        m_window = std::make_unique<MainWindow>(options);
        m_window->resize(1300, 800);
        m_window->show();
        QSignalSpy loaded(&m_window->session(), &ManagerSession::loaded);
        if (target) {
            m_window->connectToTarget(*target);
        } else {
            m_window->connectToDemo();
        }
        if (!QTest::qWaitFor([&loaded] { return !loaded.isEmpty(); }, kPatience)) {
            return false;
        }
        const auto policy = document().snapshot()->findPolicy(u"app-webshop"_s);
        m_rule = policy.has_value() ? (*policy)->rules.at(1).header.path : QString();
        return !m_rule.isEmpty();
    }
    /// Drops what is staged; what was kept stays.
    [[nodiscard]] bool close() {
        if (!m_window) {
            return true;
        }
        QSignalSpy left(m_window.get(), &MainWindow::left);
        document().discardEdits();
        m_window->close();
        const bool isGone = QTest::qWaitFor([&left] { return !left.isEmpty(); }, kPatience);
        m_window.reset();
        return isGone;
    }
    /// As after a close that somebody else has ended.
    void forget() { m_window.reset(); }

    [[nodiscard]] MainWindow& window() const { return *m_window; }
    [[nodiscard]] Document& document() const { return m_window->document(); }
    [[nodiscard]] QString guardFolder() const { return m_guard.path(); }
    /// The second rule of the policy app-webshop; it is enabled in the beginning.
    [[nodiscard]] const QString& rule() const { return m_rule; }
    [[nodiscard]] bool isDisabled() const {
        return document().snapshot()->rule(m_rule).rule->isDisabled();
    }

    [[nodiscard]] bool stage(const QString& field,
                             const std::function<void(model::Rule&)>& change) const {
        return document()
            .stage(change::changeRules(*document().snapshot(), {m_rule}, field, change))
            .has_value();
    }
    [[nodiscard]] bool disableTheRule() const {
        return stage(u"state"_s, [](model::Rule& rule) { rule.disabled = true; });
    }
    /// Presses a button of the window or of what it shows, as soon as it is there and enabled.
    [[nodiscard]] bool press(const QString& name) const {
        QAbstractButton* button = nullptr;
        const bool isThere = QTest::qWaitFor(
            [&] {
                const auto buttons = m_window->findChildren<QAbstractButton*>(name);
                for (QAbstractButton* one : buttons) {
                    button = one->isVisible() && one->isEnabled() ? one : button;
                }
                return button != nullptr;
            },
            kPatience);
        if (isThere) {
            // A radio button may be wider than what of it can be hit.
            QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(kInside, button->height() / 2));
        }
        return isThere;
    }
    [[nodiscard]] bool publish() const {
        QSignalSpy published(&m_window->publisher(), &Publisher::published);
        QSignalSpy loaded(&m_window->session(), &ManagerSession::loaded);
        return press(u"changePublish"_s) && press(u"confirmGo"_s) &&
               QTest::qWaitFor([&] { return !published.isEmpty() && !loaded.isEmpty(); },
                               kPatience);
    }
    [[nodiscard]] NoticeStrip& notice() const {
        return *m_window->findChild<NoticeStrip*>(u"noticeStrip"_s);
    }
    [[nodiscard]] static QString draftFolder() {
        return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
               u"/drafts"_s;
    }
    [[nodiscard]] static QStringList drafts() {
        return QDir(draftFolder()).entryList({u"*.draft"_s}, QDir::Files);
    }

private:
    QTemporaryDir m_guard;
    std::unique_ptr<MainWindow> m_window;
    QString m_rule;
};

} // namespace bulkhead::desktop::tests
