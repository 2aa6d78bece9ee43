// SPDX-License-Identifier: MIT
// TagCondition: what a group's criterion on tags asks for.
#pragma once

#include "model/group.h"
#include "model/object_header.h"

#include <QString>

#include <vector>

namespace bulkhead::model {

/// True if `actual` stands in the relation to `wanted`: EQUALS, NOTEQUALS, CONTAINS, STARTSWITH,
/// ENDSWITH, IN and NOTIN (of a list with commas), MATCHES (a regular expression on the whole);
/// without regard to case (NSX 4.2 Policy API, Condition.operator). An operator from a newer
/// manager holds for nothing.
[[nodiscard]] bool holdsFor(const QString& actual, const QString& comparison,
                            const QString& wanted);

/// "scope|tag", "scope|", "|tag" or "tag": an empty part is no condition (NSX 4.2, Condition).
struct TagCondition {
    QString scope;
    QString tag;
    QString comparison;        ///< of the tag part; never empty
    bool negatesScope = false; ///< the scope is to be another

    /// `comparison` and `scopeComparison` may be empty: EQUALS.
    TagCondition(const QString& value, const QString& comparison, const QString& scopeComparison);
    explicit TagCondition(const Expression& condition);

    [[nodiscard]] bool isPositive() const;
    /// True for an object that carries these tags. A negation holds when no tag of the scope fits
    /// the positive form.
    [[nodiscard]] bool matches(const std::vector<Tag>& tags) const;
    /// True if carrying the tag or not can change the answer.
    [[nodiscard]] bool concerns(const Tag& candidate) const;
};

/// The conditions on tags among expressions, nested ones too.
[[nodiscard]] std::vector<TagCondition> tagConditions(const std::vector<Expression>& expressions);

} // namespace bulkhead::model
