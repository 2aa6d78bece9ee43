// SPDX-License-Identifier: MIT
#include "desktop/widgets/field_problem.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QStyle>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kCompletionsShown = 10;
} // namespace

QLabel* makeProblemLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(u"problemLabel"_s);
    label->setProperty("role", u"problem"_s);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

void showProblem(QLabel& label, const QString& problem) {
    label.setText(problem);
    label.setVisible(!problem.isEmpty());
}

void markProblem(QLineEdit& field, QLabel& label, const QString& problem) {
    showProblem(label, problem);
    if (field.property("problem").toBool() != !problem.isEmpty()) {
        field.setProperty("problem", !problem.isEmpty());
        field.style()->unpolish(&field); // the style sheet looks at the property then only
        field.style()->polish(&field);
    }
    field.setAccessibleDescription(problem);
}

void addCompletions(QLineEdit& field, const QStringList& words) {
    if (field.completer() != nullptr) {
        if (auto* model = qobject_cast<QStringListModel*>(field.completer()->model())) {
            model->setStringList(words);
        }
        return;
    }
    auto* completer = new QCompleter(&field);
    completer->setModel(new QStringListModel(words, completer));
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(kCompletionsShown);
    field.setCompleter(completer);
    // A list that offers only what stands there already helps nobody, and takes the next click. Qt
    // opens it after this signal.
    QObject::connect(
        &field, &QLineEdit::textChanged, completer,
        [completer, &field] {
            if (completer->completionCount() == 1 &&
                completer->currentCompletion() == field.text()) {
                completer->popup()->hide();
            }
        },
        Qt::QueuedConnection);
}

} // namespace bulkhead::desktop
