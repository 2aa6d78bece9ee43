// SPDX-License-Identifier: MIT
// ConfirmDialog: what is about to happen, where, and what follows from it; a person decides.
#pragma once

#include "guard/confirmer.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace bulkhead::desktop {

/// Cancel is the default button. On production the target's name has to be typed before the other
/// one can be pressed.
class ConfirmDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ConfirmDialog(guard::Question question, QWidget* parent = nullptr);

private:
    void addHeading(const QString& titleText);
    void addFacts();
    void addConsequences();
    void addTypedName();
    void addButtons();
    /// What the button says, with a place for the manager's name.
    [[nodiscard]] QString confirmWords() const;

    guard::Question m_question;
    QLineEdit* m_typed = nullptr; ///< only on production
    QPushButton* m_confirm = nullptr;
};

} // namespace bulkhead::desktop
