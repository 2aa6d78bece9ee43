// SPDX-License-Identifier: MIT
// What a criterion can be about, in words: for the boxes of the criteria editor.
#pragma once

#include "model/group.h"

#include <QString>

#include <vector>

namespace bulkhead::desktop {

/// NSX's own word and what people call it.
struct NsxWord {
    QString value;
    QString text;
};

/// A kind of criterion with the member type where it has one.
struct CriterionSubject {
    model::ExpressionKind kind = model::ExpressionKind::Condition;
    QString memberType;
    QString text;
};

/// Everything that can be chosen, the usual ones first; inside a nested expression conditions only
/// (NSX 4.2 Policy API, NestedExpression).
[[nodiscard]] const std::vector<CriterionSubject>& criterionSubjects();
/// Its index in criterionSubjects(), or -1 for what only a newer manager knows.
[[nodiscard]] int subjectIndexOf(const model::Expression& element);
/// An element of that subject: what still fits of `before` is kept, its id too.
[[nodiscard]] model::Expression withSubject(const model::Expression& before,
                                            const CriterionSubject& subject);

/// What a member type can be asked for, e.g. its tag. The present one is always there.
[[nodiscard]] std::vector<NsxWord> keysFor(const model::Expression& condition);
/// How it can be compared; the present one is always there.
[[nodiscard]] std::vector<NsxWord> operatorsFor(const model::Expression& condition);

} // namespace bulkhead::desktop
