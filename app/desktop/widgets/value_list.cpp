// SPDX-License-Identifier: MIT
#include "desktop/widgets/value_list.h"

#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_flow.h"
#include "desktop/widgets/field_problem.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

ValueList::ValueList(ValueKind kind, QWidget* parent)
    : QWidget(parent),
      m_kind(std::move(kind)),
      m_layout(new QVBoxLayout(this)),
      m_field(new QLineEdit(this)),
      m_problem(makeProblemLabel(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::tight);
    m_field->setObjectName(u"valueField"_s);
    m_field->setPlaceholderText(m_kind.hint);
    m_field->setAccessibleName(m_kind.title);
    m_field->installEventFilter(this);
    m_layout->addWidget(m_field);
    m_layout->addWidget(m_problem);
    if (!m_kind.completions.isEmpty()) {
        addCompletions(*m_field, m_kind.completions);
        connect(
            m_field->completer(), qOverload<const QString&>(&QCompleter::activated), this,
            [this] { takeTyped(); }, Qt::QueuedConnection);
    }
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString& text) {
        showProblem({});
        if (text.endsWith(u',') || text.contains(u'\n')) {
            takeTyped();
        }
    });
    connect(m_field, &QLineEdit::editingFinished, this, &ValueList::takeTyped);
}

void ValueList::setValues(const QStringList& values) {
    if (m_values != values) {
        m_values = values;
        fill();
    }
}

void ValueList::showProblem(const QString& problem) {
    markProblem(*m_field, *m_problem, problem);
}

bool ValueList::takeTyped() {
    static const QRegularExpression lists(u"[,;\\n\\t]+"_s);
    static const QRegularExpression words(u"[,;\\s]+"_s);
    static const QRegularExpression dashes(u"\\s*-\\s*"_s);
    QString text = m_field->text();
    if (m_kind.splitsAtSpaces) {
        text.replace(dashes, u"-"_s); // "10.0.0.1 - 10.0.0.9" is one range
    }
    const QStringList typed = text.split(m_kind.splitsAtSpaces ? words : lists, Qt::SkipEmptyParts);
    QStringList taken = m_values;
    for (const QString& raw : typed) {
        const QString word = raw.trimmed();
        if (word.isEmpty()) {
            continue;
        }
        const Result<QString> value = m_kind.accept(word);
        if (!value) {
            showProblem(value.error().remedy);
            return false;
        }
        if (!taken.contains(*value)) {
            taken << *value;
        }
    }
    m_field->clear();
    showProblem({});
    if (taken != m_values) {
        m_values = taken;
        fill();
        Q_EMIT changed();
    }
    return true;
}

void ValueList::fill() {
    delete m_chips;
    m_chips = nullptr;
    if (m_values.isEmpty()) {
        return;
    }
    std::vector<Chip> chips;
    for (const QString& value : std::as_const(m_values)) {
        chips.push_back(m_kind.chip(value));
        chips.back().path = value;
    }
    m_chips = new ChipFlow(std::move(chips), this);
    m_chips->setObjectName(u"valueChips"_s);
    m_chips->setToolTip(tr("A click takes it out"));
    m_layout->insertWidget(0, m_chips);
    connect(
        m_chips, &ChipFlow::activated, this,
        [this](const QString& value) {
            if (m_values.removeOne(value)) {
                fill();
                Q_EMIT changed();
            }
        },
        Qt::QueuedConnection);
}

bool ValueList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        const bool isEnter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
        if (isEnter && key.modifiers() == Qt::NoModifier && !m_field->text().trimmed().isEmpty()) {
            takeTyped();
            return true;
        }
        if (key.key() == Qt::Key_Backspace && m_field->text().isEmpty() && !m_values.isEmpty()) {
            m_values.removeLast();
            fill();
            Q_EMIT changed();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace bulkhead::desktop
