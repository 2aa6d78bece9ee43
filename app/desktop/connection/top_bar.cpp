// SPDX-License-Identifier: MIT
#include "desktop/connection/top_bar.h"

#include "base/text.h"
#include "desktop/connection/environment_badge.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kClockMs = 15'000;
constexpr int kLongestName = 48;
} // namespace

QString ageWords(qint64 seconds) {
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    if (seconds < minute) {
        return TopBar::tr("just now");
    }
    if (seconds < hour) {
        return TopBar::tr("%1 min old").arg(seconds / minute);
    }
    if (seconds < 2 * day) {
        return TopBar::tr("%1 h old").arg(seconds / hour);
    }
    return TopBar::tr("%1 days old").arg(seconds / day);
}

TopBar::TopBar(QMenu* targets, QAction* refresh, QWidget* parent)
    : QFrame(parent),
      m_switcher(new QToolButton(this)),
      m_badge(new EnvironmentBadge(this)),
      m_age(new QLabel(this)) {
    setObjectName(u"topBar"_s);
    m_switcher->setObjectName(u"targetSwitcher"_s);
    m_switcher->setAccessibleName(tr("Switch target"));
    m_switcher->setToolTip(tr("Switch to another manager or snapshot"));
    m_switcher->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_switcher->setPopupMode(QToolButton::InstantPopup);
    m_switcher->setMenu(targets);
    m_switcher->setFocusPolicy(Qt::TabFocus);
    m_age->setObjectName(u"dataAge"_s);
    m_age->setProperty("role", u"muted"_s);
    auto* refreshButton = new QToolButton(this);
    refreshButton->setObjectName(u"refreshButton"_s);
    refreshButton->setDefaultAction(refresh);
    refreshButton->setAccessibleName(tr("Refresh"));
    refreshButton->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::small, space::tight, space::small, space::tight);
    layout->setSpacing(space::small);
    layout->addWidget(m_switcher);
    layout->addWidget(m_badge);
    layout->addStretch(1);
    layout->addWidget(m_age);
    layout->addWidget(refreshButton);
    m_clock.setInterval(kClockMs);
    connect(&m_clock, &QTimer::timeout, this, &TopBar::showAge);
    connect(&Theme::current(), &Theme::changed, this, &TopBar::showAge);
    setSource(u"server"_s, {}, {});
}

void TopBar::addSearch(QAction* search) {
    auto* button = new QToolButton(this);
    button->setObjectName(u"searchButton"_s);
    button->setAccessibleName(search->iconText());
    button->setText(search->iconText() + u"   "_s +
                    search->shortcut().toString(QKeySequence::NativeText));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    setButtonIcon(*button, u"search"_s, Color::TextMuted);
    connect(button, &QToolButton::clicked, search, &QAction::trigger);
    auto* row = static_cast<QHBoxLayout*>(layout());
    const int stretch = row->indexOf(m_age) - 1; // the room between the two sides
    row->insertWidget(stretch + 1, button);
    row->insertStretch(stretch + 2, 1);
}

void TopBar::setSource(const QString& iconName, const QString& name, const QString& environment) {
    m_icon = iconName;
    setButtonIcon(*m_switcher, iconName, Color::TextMuted);
    m_switcher->setText((name.isEmpty() ? tr("No target") : elideMiddle(name, kLongestName)) +
                        u"  ▾"_s);
    m_switcher->setAccessibleDescription(name);
    m_badge->setEnvironment(environment);
}

void TopBar::setDataTime(const QDateTime& utc, bool stale) {
    m_time = utc;
    m_stale = stale;
    if (utc.isValid()) {
        m_clock.start();
    } else {
        m_clock.stop();
    }
    showAge();
}

void TopBar::showAge() {
    if (!m_time.isValid()) {
        m_age->clear();
        return;
    }
    const QLocale locale;
    const QDateTime local = m_time.toLocalTime();
    const bool today = local.date() == QDate::currentDate();
    const QString when = today ? locale.toString(local.time(), u"HH:mm")
                               : locale.toString(local, QLocale::ShortFormat);
    QString words =
        tr("Read %1, %2").arg(when, ageWords(m_time.secsTo(QDateTime::currentDateTimeUtc())));
    if (m_stale) {
        words = tr("Stale: the last refresh failed.") + u' ' + words;
    }
    m_age->setText(words);
    m_age->setStyleSheet(m_stale
                             ? u"color: %1; font-weight: 600;"_s.arg(themeColor(Color::Drop).name())
                             : QString());
}

} // namespace bulkhead::desktop
