// SPDX-License-Identifier: MIT
#include "desktop/history/history_bar.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/icon_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

HistoryBar::HistoryBar(QAction& revert, QWidget* parent)
    : QFrame(parent),
      m_icon(new IconLabel(kSmallIcon, this)),
      m_words(new QLabel(this)),
      m_revert(new QPushButton(this)) {
    setObjectName(u"historyBar"_s);
    m_words->setObjectName(u"historyChain"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_revert->setObjectName(u"historyRevert"_s);
    m_revert->setAutoDefault(false);
    auto* again = new QPushButton(tr("Read again"), this);
    again->setObjectName(u"historyAgain"_s);
    again->setAutoDefault(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_icon);
    layout->addWidget(m_words, 1);
    layout->addWidget(again);
    layout->addWidget(m_revert);
    connect(again, &QPushButton::clicked, this, &HistoryBar::readAgain);
    connect(m_revert, &QPushButton::clicked, &revert, &QAction::trigger);
    connect(&Theme::current(), &Theme::changed, this, &HistoryBar::applyColor);
    connect(&revert, &QAction::changed, this, [this, &revert] { updateButton(revert); });
    updateButton(revert);
    clear();
}

void HistoryBar::updateButton(const QAction& revert) {
    m_revert->setText(revert.text().remove(u'&'));
    m_revert->setEnabled(revert.isEnabled());
    m_revert->setToolTip(revert.toolTip());
}

void HistoryBar::say(const QString& iconName, Color color, const QString& words,
                     const QString& tip) {
    m_icon->setIcon(iconName, color);
    m_icon->setVisible(!iconName.isEmpty());
    m_words->setText(words);
    // Nothing to select, nothing to stop at.
    m_words->setTextInteractionFlags(words.isEmpty() ? Qt::NoTextInteraction
                                                     : Qt::TextSelectableByMouse);
    m_color = color;
    applyColor();
    m_words->setToolTip(tip.toHtmlEscaped());
    setAccessibleName(words);
}

void HistoryBar::applyColor() {
    // A trail that somebody changed must not look like one that is whole.
    const bool isAlarm = m_color == Color::ErrorText;
    m_words->setStyleSheet(u"color: %1; font-weight: %2;"_s.arg(
        themeColor(isAlarm ? m_color : Color::TextMuted).name(), isAlarm ? u"600"_s : u"400"_s));
}

void HistoryBar::showReading() {
    say(u"loader"_s, Color::TextMuted, tr("Reading the audit trail…"), {});
}

void HistoryBar::showChain(const History& history) {
    if (!history.chain) {
        say(u"circle-help"_s, Color::WarningText,
            tr("Nobody could check the audit trail: %1").arg(history.chainProblem), {});
        return;
    }
    const guard::AuditVerification& chain = *history.chain;
    if (!chain.intact) {
        const QString where =
            chain.badRow ? tr(" (row %1 of %2)").arg(*chain.badRow).arg(chain.badFile) : QString();
        say(u"shield-alert"_s, Color::ErrorText,
            tr("Find out who changed the audit trail: %1%2").arg(chain.problem, where),
            tr("What is listed here may not be what was done."));
        return;
    }
    QStringList words{tr("Chain intact"),
                      chain.rows == 1 ? tr("1 entry")
                                      : tr("%1 entries").arg(QLocale().toString(chain.rows))};
    if (chain.unchained > 0) {
        words << tr("%1 of another program that nobody vouches for").arg(chain.unchained);
    }
    say(u"shield-check"_s, Color::Allow, words.join(u" · "_s),
        chain.head.isEmpty()
            ? chain.notes.join(u'\n')
            : tr("Newest link: %1").arg(chain.head) + u'\n' + chain.notes.join(u'\n'));
}

void HistoryBar::clear() {
    say({}, Color::TextMuted, {}, {});
}

QString HistoryBar::text() const {
    return m_words->text();
}

} // namespace bulkhead::desktop
