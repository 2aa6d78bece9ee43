// SPDX-License-Identifier: MIT
// checkExpression: what NSX allows in a group's expression, said element by element before sending.
#pragma once

#include <QJsonArray>
#include <QString>

#include <cstdint>
#include <vector>

namespace bulkhead::model {

enum class ExpressionManager : std::uint8_t {
    Local,
    Global, ///< a Global Manager knows fewer member types
};

/// One thing that is wrong with an expression.
struct ExpressionProblem {
    /// The element, counted from 0: "expression[2]", "expression[2].expressions[0]", or
    /// "expression" for the list as a whole.
    QString element;
    QString problem; ///< a sentence; values in it are cut and may be raw
    /// False: NSX takes it, but drops a part of it, or it says the same thing twice.
    bool blocks = true;
};

/// Checks a list as `Group.expression` holds it (NSX 4.2 Policy API, Expression; reference
/// nsx-api.md 3.2, 3.3): operands and conjunctions alternate; at most 5 conditions and nested
/// expressions in the list, 35 conditions in all; nested expressions hold conditions of one member
/// type joined by AND, at most 5 (15 where Segment and SegmentPort mix); AND only between two
/// conditions of one member type; enums of member type, key, operator and which fit together; no
/// IPv4 beside IPv6, at most 4000 addresses and 4000 MACs; paths and ids by their syntax; tag
/// lengths. Fields that it does not know are not judged. Pure; any thread; linear in the list.
[[nodiscard]] std::vector<ExpressionProblem>
checkExpression(const QJsonArray& expression, ExpressionManager manager = ExpressionManager::Local);

} // namespace bulkhead::model
