// SPDX-License-Identifier: MIT
#include "desktop/groups/criteria_editor.h"

#include "desktop/theme/tokens.h"
#include "desktop/widgets/field_problem.h"
#include "model/tag_condition.h"
#include "ops/tag_advice.h"

#include <QLabel>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr CriterionPlace kNowhere{-1, -1};

/// A criterion on a tag that nothing carries matches nothing, and often is a slip of the finger.
QString adviceOn(const model::Expression& element, const EstateWords& words) {
    const bool isTag = element.kind == model::ExpressionKind::Condition && element.key == u"Tag";
    const model::TagCondition condition(element);
    const bool isExact = condition.comparison == u"EQUALS" && !condition.negatesScope;
    if (!isTag || !isExact || !ops::selectedTags(words.tags(), condition).empty()) {
        return {};
    }
    const auto meant = ops::probablyMeant(words.tags(), condition.scope, condition.tag);
    if (!meant) {
        return CriteriaEditor::tr("Nothing carries this tag now.");
    }
    const QString scope = meant->scope.line();
    return CriteriaEditor::tr("Nothing carries this tag now. Did you mean “%1”, which %2 carry?")
        .arg(scope.isEmpty() ? meant->tag.line() : scope + u'|' + meant->tag.line(),
             QString::number(meant->objects.value_or(0)));
}

} // namespace

CriteriaEditor::CriteriaEditor(QWidget* parent) : QScrollArea(parent) {
    setObjectName(u"criteriaEditor"_s);
    setAccessibleName(tr("Criteria"));
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
}

void CriteriaEditor::setSnapshot(const snapshot::SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
}

void CriteriaEditor::show(const std::vector<model::Expression>& expression,
                          const snapshot::SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    m_draft = CriteriaDraft(expression);
    rebuild(kNowhere);
}

void CriteriaEditor::rebuild(const CriterionPlace& focus) {
    for (CriterionRow* row : m_rows) {
        row->disconnect(this); // a field that loses the focus speaks of places that are gone
    }
    m_rows.clear();
    m_words = std::make_shared<const EstateWords>(m_snapshot);
    auto* body = new QWidget;
    body->setObjectName(u"criteriaBody"_s);
    m_layout = new QVBoxLayout(body);
    m_layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    m_layout->setSpacing(space::small);
    m_whole = makeProblemLabel(body);
    m_layout->addWidget(m_whole);
    if (QWidget* old = takeWidget()) {
        old->setParent(this);
        old->hide();
        old->deleteLater(); // one of its signals may be on the stack
    }
    m_body = body;
    int index = 0;
    for (const Criterion& criterion : m_draft.criteria()) {
        addRow(criterion, {index, -1});
        int inner = 0;
        for (const Criterion& part : criterion.parts) {
            addRow(part, {index, inner++});
        }
        ++index;
    }
    if (m_draft.isEmpty()) {
        auto* empty = new QLabel(
            tr("Nothing belongs to the group yet. Add a criterion: machines by tag or name, "
               "addresses, or members of other groups."),
            body);
        empty->setProperty("role", u"muted"_s);
        empty->setWordWrap(true);
        m_layout->addWidget(empty);
    }
    m_layout->addStretch(1);
    setWidget(body);
    check();
    if (CriterionRow* row = rowAt(focus)) {
        row->focusValue();
        // Below it a sentence may have come that is not laid out yet.
        QMetaObject::invokeMethod(
            this,
            [this, row = QPointer<CriterionRow>(row)] {
                if (row) {
                    ensureWidgetVisible(row, 0, space::small);
                }
            },
            Qt::QueuedConnection);
    }
}

void CriteriaEditor::addRow(const Criterion& criterion, const CriterionPlace& place) {
    auto* row = new CriterionRow(criterion, place, {m_words, m_snapshot}, m_body);
    m_layout->addWidget(row);
    m_rows.push_back(row);
    connectRow(row);
}

void CriteriaEditor::connectRow(CriterionRow* row) {
    const CriterionPlace place = row->place();
    const auto structure = [this](const CriterionPlace& focus) {
        // The row that says so is on the stack.
        QMetaObject::invokeMethod(
            this,
            [this, focus] {
                rebuild(focus);
                Q_EMIT changed(false);
            },
            Qt::QueuedConnection);
    };
    connect(row, &CriterionRow::edited, this, [this, row, place](bool typed) {
        m_draft.replace(place, row->element());
        check();
        Q_EMIT changed(typed);
    });
    connect(row, &CriterionRow::joinChosen, this, [this, place](const QString& word) {
        m_draft.setJoin(place, word);
        check();
        Q_EMIT changed(false);
    });
    connect(row, &CriterionRow::keyChosen, this, [this, row, place, structure] {
        m_draft.replace(place, row->element());
        structure(place);
    });
    connect(row, &CriterionRow::subjectChosen, this, [this, row, place, structure](int subject) {
        const CriterionSubject& chosen = criterionSubjects()[static_cast<std::size_t>(subject)];
        m_draft.replace(place, withSubject(row->element(), chosen));
        const bool isNested = chosen.kind == model::ExpressionKind::Nested;
        structure(isNested ? CriterionPlace{place.index, 0} : place);
    });
    connect(row, &CriterionRow::moveWanted, this, [this, place, structure](int step) {
        const CriterionPlace moved = m_draft.move(place, step);
        if (!(moved == place)) {
            structure(moved);
        }
    });
    connect(row, &CriterionRow::removeWanted, this, [this, place, structure] {
        m_draft.remove(place);
        structure(m_draft.at(place) != nullptr ? place : CriterionPlace{place.index - 1, -1});
    });
    connect(row, &CriterionRow::addWanted, this,
            [this, place, structure] { structure(m_draft.addBehind(place)); });
}

void CriteriaEditor::addCriterion() {
    rebuild(m_draft.addBehind({static_cast<int>(m_draft.criteria().size()), -1}));
    Q_EMIT changed(false);
}

void CriteriaEditor::addNested() {
    rebuild(m_draft.addNested());
    Q_EMIT changed(false);
}

void CriteriaEditor::focusFirst() {
    if (!m_rows.empty()) {
        m_rows.front()->focusValue();
    }
}

CriterionRow* CriteriaEditor::rowAt(const CriterionPlace& place) const {
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(),
                     [&place](const CriterionRow* row) { return row->place() == place; });
    return found == m_rows.end() ? nullptr : *found;
}

void CriteriaEditor::check() {
    m_obstacle.clear();
    for (CriterionRow* row : m_rows) {
        row->showProblem({});
        row->showAdvice(row->isUnfilled() ? QString() : adviceOn(row->element(), *m_words));
    }
    showProblem(*m_whole, {});
    QStringList whole;
    const std::vector<model::ExpressionProblem> problems = model::checkExpression(m_draft.json());
    for (auto problem = problems.rbegin(); problem != problems.rend(); ++problem) {
        const CriterionPlace place = placeOf(*problem);
        CriterionRow* row = rowAt(place);
        if (row == nullptr && place.inner >= 0) {
            row = rowAt({place.index, -1});
        }
        QString sentence = cleanLine(problem->problem);
        if (row != nullptr && row->isUnfilled()) {
            sentence = tr("Say what is asked for; until then it is not staged.");
        }
        if (row == nullptr) {
            whole.prepend(sentence);
        } else {
            row->showProblem(sentence); // the first of several is said last, and stays
        }
        if (problem->blocks) {
            m_obstacle = sentence;
        }
    }
    showProblem(*m_whole, whole.join(u' '));
}

} // namespace bulkhead::desktop
