// SPDX-License-Identifier: MIT
// ConflictDialog: what two people have changed at the same time, both sides beside each other; a
// person decides one by one.
#pragma once

#include "change/edit_words.h"
#include "change/rebase.h"

#include <QDialog>

#include <vector>

class QButtonGroup;
class QPushButton;
class QVBoxLayout;

namespace bulkhead::desktop {

/// Nothing is chosen in the beginning, and it cannot be accepted before everything is. Everything
/// that does not collide is merged without a question.
class ConflictDialog final : public QDialog {
    Q_OBJECT

public:
    /// Those of `objects` that are refused are shown.
    ConflictDialog(const std::vector<change::ObjectComparison>& objects,
                   const change::NameOf& nameOf, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<change::Choice> choices() const;

private:
    struct Asked {
        change::Choice choice;
        QButtonGroup* sides;
    };
    void addObject(QVBoxLayout& layout, const change::ObjectComparison& object,
                   const change::NameOf& nameOf);
    void addConflict(QVBoxLayout& layout, const change::ObjectComparison& object,
                     const change::FieldConflict& conflict, const change::NameOf& nameOf);
    void addButtons(QVBoxLayout& layout);
    void chooseAll(change::Side side);
    void updateGo();

    std::vector<Asked> m_asked;
    QPushButton* m_go = nullptr;
};

} // namespace bulkhead::desktop
