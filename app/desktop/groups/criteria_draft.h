// SPDX-License-Identifier: MIT
// CriteriaDraft: a group's criteria as parts that can be added, moved and removed.
#pragma once

#include "model/group.h"
#include "model/group_expression_check.h"

#include <QJsonArray>
#include <QString>

#include <vector>

namespace bulkhead::desktop {

/// One criterion with what joins it to the one before.
struct Criterion {
    model::Expression join;       ///< its conjunction; of no meaning for the first of a list
    model::Expression element;    ///< without `nested`: `parts` holds what is inside
    std::vector<Criterion> parts; ///< of a nested expression
};

/// Where a criterion stands: in the list itself, or inside one of its nested expressions.
struct CriterionPlace {
    int index = 0;
    int inner = -1; ///< -1: the criterion of the list itself

    friend bool operator==(const CriterionPlace&, const CriterionPlace&) = default;
};

/// A value: an expression taken apart. Elements keep every field, known or not, and the ids that
/// the manager gave them. Pure; any thread.
class CriteriaDraft final {
public:
    CriteriaDraft() = default;
    explicit CriteriaDraft(const std::vector<model::Expression>& expression);

    [[nodiscard]] const std::vector<Criterion>& criteria() const { return m_criteria; }
    [[nodiscard]] std::vector<model::Expression> expression() const;
    /// As Group.expression is sent.
    [[nodiscard]] QJsonArray json() const;
    [[nodiscard]] bool isEmpty() const { return m_criteria.empty(); }

    // A place that is not there is left alone.
    [[nodiscard]] const Criterion* at(const CriterionPlace& place) const;
    void replace(const CriterionPlace& place, const model::Expression& element);
    /// "AND" or "OR" before the criterion.
    void setJoin(const CriterionPlace& place, const QString& word);
    /// Puts a new condition on tags behind the criterion (inside its nested expression if that is
    /// where it stands), or at the end; answers where it stands.
    CriterionPlace addBehind(const CriterionPlace& place);
    /// Adds a nested expression with one condition at the end; answers where the condition stands.
    CriterionPlace addNested();
    /// A nested expression that loses its last part goes too.
    void remove(const CriterionPlace& place);
    /// By one among its siblings; answers where it stands then.
    CriterionPlace move(const CriterionPlace& place, int step);

private:
    [[nodiscard]] std::vector<Criterion>* listOf(const CriterionPlace& place);

    std::vector<Criterion> m_criteria;
};

/// A condition on the tags of virtual machines that asks for nothing yet.
[[nodiscard]] model::Expression newCondition();
/// The criterion that a problem of checkExpression belongs to; index -1: the whole list.
[[nodiscard]] CriterionPlace placeOf(const model::ExpressionProblem& problem);

} // namespace bulkhead::desktop
