// SPDX-License-Identifier: MIT
#include "desktop/finder/navigator.h"

#include "desktop/estate/document.h"
#include "desktop/estate/findings.h"
#include "desktop/finder/command_palette.h"
#include "desktop/main_actions.h"

#include <QAction>
#include <QApplication>
#include <QKeySequence>
#include <QMenu>
#include <QMouseEvent>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kRecent = 6;
} // namespace

Navigator::Navigator(Document& document, MainActions& actions, QWidget* content,
                     std::function<Standpoint()> where)
    : QObject(content),
      m_document(document),
      m_where(std::move(where)),
      m_content(content),
      m_palette(new CommandPalette(document, actions.commands(), content)) {
    makeActions(actions);
    connect(m_palette, &CommandPalette::openRequested, this, &Navigator::openRequested);
    connect(&document.findings(), &Findings::changed, this, &Navigator::updateEnabled);
    // The mouse's own buttons, wherever in the window the pointer is.
    QApplication::instance()->installEventFilter(this);
    updateEnabled();
}

void Navigator::makeActions(MainActions& actions) {
    const auto add = [&](const QString& name, const QString& text, const QKeySequence& keys,
                         const QString& icon, const std::function<void()>& run) {
        QAction* action = actions.add(name, text, keys, icon);
        connect(action, &QAction::triggered, this, [run](bool) { run(); });
        return action;
    };
    const auto ask = [this](FinderMode mode) { m_palette->ask(mode, m_where().chosen); };
    m_open = add(u"palette"_s, tr("&Search or run a command"), QKeySequence(tr("Ctrl+K")),
                 u"search"_s, [this] { m_palette->open(m_history.recent(kRecent)); });
    m_back = add(u"goBack"_s, tr("&Back"), QKeySequence(tr("Alt+Left")), {},
                 [this] { stepBack(false); });
    m_forward = add(u"goForward"_s, tr("&Forward"), QKeySequence(tr("Alt+Right")), {},
                    [this] { stepBack(true); });
    QAction* uses = add(u"whereUsed"_s, tr("Where is it &used"), QKeySequence(tr("Ctrl+Shift+U")),
                        {}, [ask] { ask(FinderMode::UsesOf); });
    QAction* groups =
        add(u"groupsOfMachine"_s, tr("&Groups of the machine"), QKeySequence(tr("Ctrl+Shift+G")),
            {}, [ask] { ask(FinderMode::GroupsOf); });
    QAction* rules =
        add(u"rulesForMachine"_s, tr("&Rules for the machine"), QKeySequence(tr("Ctrl+Shift+M")),
            {}, [ask] { ask(FinderMode::RulesFor); });
    m_nextFinding = add(u"nextFinding"_s, tr("&Next finding"), QKeySequence(Qt::Key_F8),
                        u"triangle-alert"_s, [this] { goToFinding(1); });
    m_previousFinding = add(u"previousFinding"_s, tr("&Previous finding"),
                            QKeySequence(tr("Shift+F8")), {}, [this] { goToFinding(-1); });
    QMenu* menu = actions.goMenu;
    menu->addAction(m_open);
    menu->addSeparator();
    menu->addActions({m_back, m_forward});
    menu->addSeparator();
    menu->addActions({uses, groups, rules});
    menu->addSeparator();
    menu->addActions({m_nextFinding, m_previousFinding});
}

void Navigator::went(const Visit& from, const Visit& to) {
    m_history.go(from, to);
    updateEnabled();
}

void Navigator::stepBack(bool forward) {
    const Visit here = m_where().visit;
    const auto visit = forward ? m_history.forward(here) : m_history.back(here);
    if (visit) {
        Q_EMIT visitRequested(*visit);
    }
    updateEnabled();
}

void Navigator::goToFinding(int step) {
    const QString here = m_where().visit.key;
    const QString field = here == m_lastFinding.path ? m_lastFinding.field : QString();
    if (const auto finding = m_document.findings().beside(here, field, step)) {
        m_lastFinding = *finding;
        Q_EMIT findingRequested(*finding);
    }
}

void Navigator::updateEnabled() {
    m_back->setEnabled(m_history.canGoBack());
    m_forward->setEnabled(m_history.canGoForward());
    const bool found = !m_document.findings().all().empty();
    m_nextFinding->setEnabled(found);
    m_previousFinding->setEnabled(found);
}

bool Navigator::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        const Qt::MouseButton button = static_cast<QMouseEvent*>(event)->button();
        const bool isHere = static_cast<QWidget*>(watched)->window() == m_content->window();
        if (isHere && (button == Qt::BackButton || button == Qt::ForwardButton)) {
            stepBack(button == Qt::ForwardButton);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace bulkhead::desktop
