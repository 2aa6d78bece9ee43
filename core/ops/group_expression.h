// SPDX-License-Identifier: MIT
// Makes and edits the expression list of a group, as the operations on groups need it.
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace bulkhead::ops {

// Lists as NSX has them (NSX 4.2 Policy API, Group.expression). Elements that are not touched keep
// every field, known or not. Pure.

/// Virtual machines with this tag. An empty scope or value is no condition; not both empty.
[[nodiscard]] QJsonObject tagCondition(const QString& scope, const QString& value);

/// The list with one more operand, joined by OR.
[[nodiscard]] QJsonArray orElement(QJsonArray expression, const QJsonObject& element);

struct ExpressionEdit {
    QJsonArray expression;
    QStringList notes; ///< what was there already or was not there; sentences
};

/// Adds addresses, prefixes and ranges to the first address expression of their family, or to a
/// new one: IPv4 and IPv6 never share one. InvalidInput for what is none.
[[nodiscard]] Result<ExpressionEdit> withAddresses(const QJsonArray& expression,
                                                   const QStringList& addresses);
/// Takes addresses out wherever they stand, written in any way that means the same range; an
/// expression that becomes empty goes, with the conjunction beside it.
[[nodiscard]] Result<ExpressionEdit> withoutAddresses(const QJsonArray& expression,
                                                      const QStringList& addresses);
/// The same for object paths, which the caller has checked.
[[nodiscard]] ExpressionEdit withPaths(const QJsonArray& expression, const QStringList& paths);
[[nodiscard]] ExpressionEdit withoutPaths(const QJsonArray& expression, const QStringList& paths);

/// All object paths that it names, nested ones and exclusions too.
[[nodiscard]] QStringList pathsIn(const QJsonArray& expression);

/// Fails with InvalidInput that lists everything NSX would refuse (model/group_expression_check.h);
/// otherwise what NSX would take but drop, a sentence each.
[[nodiscard]] Result<QStringList> checkedExpression(const QJsonArray& expression, bool isGlobal);

} // namespace bulkhead::ops
