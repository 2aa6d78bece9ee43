// SPDX-License-Identifier: MIT
// How a field says that what is typed in it is wrong, and how it completes.
#pragma once

#include <QStringList>

class QLabel;
class QLineEdit;
class QWidget;

namespace bulkhead::desktop {

/// A label for sentences below a field, in the colour of errors; hidden while there is none. It
/// follows the theme. `parent` owns it.
[[nodiscard]] QLabel* makeProblemLabel(QWidget* parent);
/// Shows a sentence, or hides the label for an empty one.
void showProblem(QLabel& label, const QString& problem);
/// The same, and puts the mark of a mistake on the field.
void markProblem(QLineEdit& field, QLabel& label, const QString& problem);

/// Completes words in the middle of which the typed text stands, without regard to case. Replaces
/// what the field completed before.
void addCompletions(QLineEdit& field, const QStringList& words);

} // namespace bulkhead::desktop
