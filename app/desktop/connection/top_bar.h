// SPDX-License-Identifier: MIT
// TopBar: which manager, which environment, how old the data is.
#pragma once

#include <QDateTime>
#include <QFrame>
#include <QTimer>

class QAction;
class QLabel;
class QMenu;
class QToolButton;

namespace bulkhead::desktop {

class EnvironmentBadge;

class TopBar final : public QFrame {
    Q_OBJECT

public:
    /// `targets` drops down from the switcher; `refresh` is the button at the right end.
    TopBar(QMenu* targets, QAction* refresh, QWidget* parent = nullptr);

    /// Puts a button into the middle that looks like the field it opens.
    void addSearch(QAction* search);
    /// What is shown: a target's or file's name, its environment, the icon of its kind.
    void setSource(const QString& icon, const QString& name, const QString& environment);
    /// When the data was read; an invalid time shows nothing.
    void setDataTime(const QDateTime& utc, bool stale);

private:
    void showAge();

    QToolButton* m_switcher;
    EnvironmentBadge* m_badge;
    QLabel* m_age;
    QTimer m_clock;
    QDateTime m_time;
    QString m_icon;
    bool m_stale = false;
};

/// "just now", "3 min old", "2 h old", "5 days old".
[[nodiscard]] QString ageWords(qint64 seconds);

} // namespace bulkhead::desktop
