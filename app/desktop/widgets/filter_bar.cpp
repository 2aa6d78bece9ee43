// SPDX-License-Identifier: MIT
#include "desktop/widgets/filter_bar.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/tokens.h"

#include <QAction>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

FilterBar::FilterBar(const QString& place, const QString& hint, const QString& help,
                     QWidget* parent)
    : QFrame(parent),
      m_field(new QLineEdit(this)),
      m_count(new QLabel(this)),
      m_problem(new QLabel(this)) {
    setObjectName(u"placeHeader"_s);
    m_field->setObjectName(place + u"Filter"_s);
    m_field->setAccessibleName(tr("Filter"));
    m_field->setPlaceholderText(hint);
    m_field->setToolTip(help);
    m_field->setClearButtonEnabled(true);
    m_field->addAction(icon(u"list-filter"_s, Color::TextMuted), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_count->setObjectName(place + u"Count"_s);
    m_count->setProperty("role", u"muted"_s);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_problem->setObjectName(place + u"FilterProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("tone", u"error"_s);
    m_problem->hide();
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::large, space::small);
    layout->setHorizontalSpacing(space::large);
    layout->setVerticalSpacing(space::tight);
    layout->addWidget(m_field, 0, 0);
    layout->addWidget(m_count, 0, 1);
    layout->addWidget(m_problem, 1, 0, 1, 2);
    layout->setColumnStretch(0, 1);
    connect(m_field, &QLineEdit::textChanged, this, &FilterBar::filterChanged);
}

QString FilterBar::text() const {
    return m_field->text();
}

void FilterBar::setText(const QString& text) {
    m_field->setText(text);
}

void FilterBar::focusField() {
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBar::setCount(int shown, int all, const Noun& noun) {
    const QLocale locale;
    const QString& word = all == 1 ? noun.one : noun.many;
    m_count->setText(
        shown == all ? u"%1 %2"_s.arg(locale.toString(all), word)
                     : tr("%1 of %2 %3").arg(locale.toString(shown), locale.toString(all), word));
}

void FilterBar::setProblem(const QString& sentence) {
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    if (m_field->property("problem").toBool() != !sentence.isEmpty()) {
        m_field->setProperty("problem", !sentence.isEmpty());
        m_field->style()->unpolish(m_field);
        m_field->style()->polish(m_field);
    }
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            if (m_field->text().isEmpty()) {
                Q_EMIT leaveDown();
            } else {
                m_field->clear();
            }
            return true;
        }
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return) {
            Q_EMIT leaveDown();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace bulkhead::desktop
