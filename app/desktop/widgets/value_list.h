// SPDX-License-Identifier: MIT
// ValueList: a list of values as chips with a field that adds more: addresses, objects, tags.
#pragma once

#include "base/result.h"
#include "desktop/widgets/chip.h"

#include <QStringList>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace bulkhead::desktop {

class ChipFlow;

/// What a value list holds, and how its texts become values.
struct ValueKind {
    QString title; ///< for screen readers
    QString hint;  ///< inside the empty field
    /// The value that a word stands for; InvalidInput, its remedy a sentence, if it is none.
    std::function<Result<QString>(const QString&)> accept;
    std::function<Chip(const QString&)> chip;
    QStringList completions;
    bool splitsAtSpaces = false; ///< values never hold a space
};

/// Enter, a comma or leaving the field takes what is typed; several can be pasted at once,
/// separated by commas or line breaks. A mistake stays in the field and is said below it. A click
/// on a chip, or Backspace in the empty field, takes a value out.
class ValueList final : public QWidget {
    Q_OBJECT

public:
    explicit ValueList(ValueKind kind, QWidget* parent = nullptr);

    [[nodiscard]] const QStringList& values() const { return m_values; }
    /// Without a signal.
    void setValues(const QStringList& values);
    [[nodiscard]] QLineEdit& field() const { return *m_field; }
    /// False, and says why, if what is typed is no value.
    bool takeTyped();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void showProblem(const QString& problem);

    ValueKind m_kind;
    QStringList m_values;
    QVBoxLayout* m_layout;
    ChipFlow* m_chips = nullptr;
    QLineEdit* m_field;
    QLabel* m_problem;
};

} // namespace bulkhead::desktop
