// SPDX-License-Identifier: MIT
#include "desktop/traceflow/end_field.h"

#include "desktop/estate/document.h"
#include "desktop/theme/theme.h"
#include "desktop/traceflow/end_list_model.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

void setTone(QLabel& label, const char* tone) {
    label.setProperty("tone", QString::fromLatin1(tone));
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

} // namespace

EndField::EndField(const QString& name, const QString& title, Document& document, EndRole role,
                   QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_role(role),
      m_field(new QLineEdit(this)),
      m_words(new QLabel(this)),
      m_list(new EndListModel(this)) {
    auto* label = new QLabel(title, this);
    label->setProperty("role", u"overline"_s);
    label->setBuddy(m_field);
    m_field->setObjectName(name);
    m_field->setAccessibleName(title);
    m_field->setPlaceholderText(tr("Machine, address or port"));
    m_field->setClearButtonEnabled(true);
    auto* completer = new EndCompleter(m_list, m_field);
    completer->popup()->setObjectName(name + u"List"_s);
    completer->popup()->setMinimumWidth(fontMetrics().averageCharWidth() * 48);
    m_field->setCompleter(completer);
    m_words->setObjectName(name + u"Words"_s);
    m_words->setProperty("role", u"small"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    layout->addWidget(label);
    layout->addWidget(m_field);
    layout->addWidget(m_words);
    connect(m_field, &QLineEdit::textChanged, this, &EndField::look);
    connect(m_field, &QLineEdit::textEdited, this, [this] {
        m_isTyping = true;
        showWords();
    });
    connect(m_field, &QLineEdit::editingFinished, this, [this] {
        m_isTyping = false;
        showWords();
    });
    connect(m_field, &QLineEdit::returnPressed, this, &EndField::submitted);
    connect(&document, &Document::snapshotChanged, this, [this] {
        m_isListOld = true;
        look();
    });
    connect(&document, &Document::membersChanged, this, &EndField::look);
    m_field->installEventFilter(this);
    look();
}

/// Every staged edit is another snapshot: the list is made when somebody is about to type.
bool EndField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn && std::exchange(m_isListOld, false)) {
        m_list->show(endCandidates(m_document));
    }
    return QWidget::eventFilter(watched, event);
}

void EndField::setText(const QString& text) {
    m_field->setText(text);
}

void EndField::focusField() {
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void EndField::setForeignProblem(const QString& problem) {
    if (m_foreignProblem != problem) {
        m_foreignProblem = problem;
        showWords();
    }
}

void EndField::look() {
    m_end = flowEnd(m_document, m_field->text(), m_role);
    showWords();
    Q_EMIT changed();
}

void EndField::showWords() {
    const bool isUnknown = m_end.machineId.isEmpty() && !m_end.address && m_end.portPath.isEmpty();
    const QString problem = m_isTyping && isUnknown   ? QString()
                            : m_end.problem.isEmpty() ? m_foreignProblem
                                                      : m_end.problem;
    const bool hasProblem = !problem.isEmpty();
    const bool hasWarning = !m_end.warning.isEmpty();
    QString words = hasProblem ? problem : m_end.words;
    if (!hasProblem && hasWarning) {
        words += (words.isEmpty() ? QString() : u"\n"_s) + m_end.warning;
    }
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    m_field->setProperty("problem", hasProblem);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
    m_field->setAccessibleDescription(words);
    setTone(*m_words, hasProblem ? "error" : hasWarning ? "warning" : "");
}

} // namespace bulkhead::desktop
