// SPDX-License-Identifier: MIT
// Cells: picks the values of a table out of a result, for the table and the CSV output.
#pragma once

#include "ops/operation.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace bulkhead::console {

/// How values become text.
struct CellStyle {
    QString separator; ///< between the elements of a list
    QString unknown;   ///< for null
};

/// The value at a key; dots go inward, and a key with a dot in it is tried as it is first.
[[nodiscard]] QJsonValue valueAt(const QJsonObject& object, const QString& key);

/// Text of one value: yes/no, numbers, tags as scope:tag, lists joined.
[[nodiscard]] QString cellText(const QJsonValue& value, const CellStyle& style);

/// The rows of a result as objects, one line each (expanded as the shape says).
[[nodiscard]] std::vector<QJsonObject> rowsOf(const ops::TableShape& shape,
                                              const QJsonObject& result);

} // namespace bulkhead::console
