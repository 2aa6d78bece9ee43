// SPDX-License-Identifier: MIT
// CriterionRow: one criterion of a group as a line that reads as a part of a sentence.
#pragma once

#include "desktop/groups/criteria_draft.h"
#include "desktop/groups/criterion_words.h"
#include "snapshot/snapshot.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace bulkhead::desktop {

class EstateWords;
class ValueList;

/// "or | Virtual machine | tag | scope env | is | prod". It never changes the draft: it says what
/// the person wants.
class CriterionRow final : public QWidget {
    Q_OBJECT

public:
    /// What the boxes can offer.
    struct Source {
        std::shared_ptr<const EstateWords> words;
        snapshot::SnapshotPointer snapshot;
    };

    CriterionRow(const Criterion& criterion, const CriterionPlace& place, const Source& source,
                 QWidget* parent);

    [[nodiscard]] const CriterionPlace& place() const { return m_place; }
    /// As the fields stand now.
    [[nodiscard]] const model::Expression& element() const { return m_element; }
    /// True while nothing has been typed into a criterion that needs it.
    [[nodiscard]] bool isUnfilled() const;
    void showProblem(const QString& problem);
    /// What NSX would take and the person may not mean.
    void showAdvice(const QString& advice);
    /// The keyboard goes to the field that says what is asked for.
    void focusValue();

Q_SIGNALS:
    /// element() is different, its kind is the same; typed: more keys may follow.
    void edited(bool typed);
    void joinChosen(const QString& word);
    void subjectChosen(int subject);
    /// Its key is another one: other fields are needed.
    void keyChosen();
    void moveWanted(int step);
    void removeWanted();
    void addWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addJoin(const Criterion& criterion);
    void addSubjects();
    void addConditionFields();
    void addTagFields();
    void addValueField();
    void addValues(const QString& title, const QString& hint);
    void addButtons();
    void takeTag();
    [[nodiscard]] QComboBox* makeBox(const QString& objectName, const QString& title);
    [[nodiscard]] QLineEdit* makeField(const QString& objectName, const QString& title);
    void addButton(const QString& objectName, const QString& iconName, const QString& title,
                   void (CriterionRow::*wanted)());
    void moveUp() { Q_EMIT moveWanted(-1); }
    void moveDown() { Q_EMIT moveWanted(1); }

    CriterionPlace m_place;
    model::Expression m_element;
    Source m_source;
    QHBoxLayout* m_line;
    QLineEdit* m_scope = nullptr;
    QLineEdit* m_value = nullptr;
    ValueList* m_values = nullptr;
    QLabel* m_problem;
    QLabel* m_advice;
};

} // namespace bulkhead::desktop
