// SPDX-License-Identifier: MIT
// FilterBar: the field that narrows a table while somebody types, and the live count beside it.
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;

namespace bulkhead::desktop {

/// What a list is a list of.
struct Noun {
    QString one;
    QString many;
};

class FilterBar final : public QFrame {
    Q_OBJECT

public:
    /// `place` gives object names; `help` is rich text for the field's tool tip.
    FilterBar(const QString& place, const QString& hint, const QString& help,
              QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    void focusField();
    /// "214 of 9,310 rules".
    void setCount(int shown, int all, const Noun& noun);
    /// A sentence about what was not understood; empty for none.
    void setProblem(const QString& sentence);

Q_SIGNALS:
    void filterChanged(const QString& text);
    /// Arrow down: the person wants to go on in the table.
    void leaveDown();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_field;
    QLabel* m_count;
    QLabel* m_problem;
};

} // namespace bulkhead::desktop
