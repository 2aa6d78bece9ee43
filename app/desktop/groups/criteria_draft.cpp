// SPDX-License-Identifier: MIT
#include "desktop/groups/criteria_draft.h"

#include "model/decode.h"

#include <QRegularExpression>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

model::Expression conjunction(const QString& word) {
    model::Expression join;
    join.kind = model::ExpressionKind::Conjunction;
    join.conjunction = word;
    return join;
}

std::vector<Criterion> takenApart(const std::vector<model::Expression>& list,
                                  const QString& usualJoin) {
    std::vector<Criterion> criteria;
    model::Expression join = conjunction(usualJoin);
    for (const model::Expression& element : list) {
        if (element.kind == model::ExpressionKind::Conjunction) {
            join = element;
            continue;
        }
        Criterion criterion{std::exchange(join, conjunction(usualJoin)), element, {}};
        criterion.parts = takenApart(element.nested, u"AND"_s);
        criterion.element.nested.clear();
        criteria.push_back(std::move(criterion));
    }
    return criteria;
}

std::vector<model::Expression> putTogether(const std::vector<Criterion>& criteria) {
    std::vector<model::Expression> list;
    for (const Criterion& criterion : criteria) {
        if (!list.empty()) {
            list.push_back(criterion.join);
        }
        list.push_back(criterion.element);
        list.back().nested = putTogether(criterion.parts);
    }
    return list;
}

bool isInside(std::size_t size, int index) {
    return index >= 0 && static_cast<std::size_t>(index) < size;
}

} // namespace

CriteriaDraft::CriteriaDraft(const std::vector<model::Expression>& expression)
    : m_criteria(takenApart(expression, u"OR"_s)) {}

std::vector<model::Expression> CriteriaDraft::expression() const {
    return putTogether(m_criteria);
}

QJsonArray CriteriaDraft::json() const {
    model::Group group;
    group.expression = expression();
    return model::encode(group).value(u"expression"_s).toArray();
}

std::vector<Criterion>* CriteriaDraft::listOf(const CriterionPlace& place) {
    if (place.inner < 0) {
        return &m_criteria;
    }
    return isInside(m_criteria.size(), place.index)
               ? &m_criteria[static_cast<std::size_t>(place.index)].parts
               : nullptr;
}

const Criterion* CriteriaDraft::at(const CriterionPlace& place) const {
    if (!isInside(m_criteria.size(), place.index)) {
        return nullptr;
    }
    const Criterion& outer = m_criteria[static_cast<std::size_t>(place.index)];
    if (place.inner < 0) {
        return &outer;
    }
    return isInside(outer.parts.size(), place.inner)
               ? &outer.parts[static_cast<std::size_t>(place.inner)]
               : nullptr;
}

void CriteriaDraft::replace(const CriterionPlace& place, const model::Expression& element) {
    if (at(place) == nullptr) {
        return;
    }
    const int index = place.inner < 0 ? place.index : place.inner;
    Criterion& criterion = (*listOf(place))[static_cast<std::size_t>(index)];
    criterion.element = element;
    criterion.element.nested.clear();
    if (element.kind != model::ExpressionKind::Nested) {
        criterion.parts.clear();
    } else if (criterion.parts.empty()) {
        criterion.parts.push_back({conjunction(u"AND"_s), newCondition(), {}});
    }
}

void CriteriaDraft::setJoin(const CriterionPlace& place, const QString& word) {
    if (at(place) != nullptr) {
        const int index = place.inner < 0 ? place.index : place.inner;
        (*listOf(place))[static_cast<std::size_t>(index)].join.conjunction = word;
    }
}

CriterionPlace CriteriaDraft::addBehind(const CriterionPlace& place) {
    if (place.inner >= 0 && at(place) != nullptr) {
        std::vector<Criterion>& parts = *listOf(place);
        parts.insert(parts.begin() + place.inner + 1, {conjunction(u"AND"_s), newCondition(), {}});
        return {place.index, place.inner + 1};
    }
    const int size = static_cast<int>(m_criteria.size());
    const int index = place.index >= 0 && place.index < size ? place.index + 1 : size;
    m_criteria.insert(m_criteria.begin() + index, {conjunction(u"OR"_s), newCondition(), {}});
    return {index, -1};
}

CriterionPlace CriteriaDraft::addNested() {
    const CriterionPlace added = addBehind({static_cast<int>(m_criteria.size()), -1});
    model::Expression nested;
    nested.kind = model::ExpressionKind::Nested;
    replace(added, nested);
    return {added.index, 0};
}

void CriteriaDraft::remove(const CriterionPlace& place) {
    if (at(place) == nullptr) {
        return;
    }
    std::vector<Criterion>& list = *listOf(place);
    list.erase(list.begin() + (place.inner < 0 ? place.index : place.inner));
    if (place.inner >= 0 && list.empty()) {
        m_criteria.erase(m_criteria.begin() + place.index);
    }
}

CriterionPlace CriteriaDraft::move(const CriterionPlace& place, int step) {
    if (at(place) == nullptr) {
        return place;
    }
    std::vector<Criterion>& list = *listOf(place);
    const int from = place.inner < 0 ? place.index : place.inner;
    const int to = from + step;
    if (!isInside(list.size(), to)) {
        return place;
    }
    Criterion& one = list[static_cast<std::size_t>(from)];
    Criterion& other = list[static_cast<std::size_t>(to)];
    std::swap(one, other);
    std::swap(one.join, other.join); // what joins two places stays between them
    return place.inner < 0 ? CriterionPlace{to, -1} : CriterionPlace{place.index, to};
}

model::Expression newCondition() {
    model::Expression condition;
    condition.kind = model::ExpressionKind::Condition;
    condition.memberType = u"VirtualMachine"_s;
    condition.key = u"Tag"_s;
    condition.op = u"EQUALS"_s;
    return condition;
}

CriterionPlace placeOf(const model::ExpressionProblem& problem) {
    static const QRegularExpression form(
        u"^expression\\[(\\d+)\\](?:\\.expressions\\[(\\d+)\\])?"_s);
    const QRegularExpressionMatch match = form.match(problem.element);
    if (!match.hasMatch()) {
        return {-1, -1};
    }
    // Criteria and conjunctions alternate; what is said of a conjunction belongs to what follows.
    const auto criterion = [](const QString& index) { return (index.toInt() + 1) / 2; };
    return {criterion(match.captured(1)),
            match.captured(2).isEmpty() ? -1 : criterion(match.captured(2))};
}

} // namespace bulkhead::desktop
