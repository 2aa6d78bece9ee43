// SPDX-License-Identifier: MIT
// writeCsv: results for spreadsheets and scripts (RFC 4180).
#pragma once

#include "ops/operation.h"

#include <QByteArray>
#include <QJsonObject>

namespace bulkhead::console {

/// The rows of a list, or the fields of a single object as one row. The first line holds the keys.
/// Lines end with CR LF; a field with a comma, a quote or a line break is quoted; lists are joined
/// with "; "; null is empty. Values are written as they are: a spreadsheet that runs text beginning
/// with "=" must be told to import it as text, because a changed name would no longer match NSX.
[[nodiscard]] QByteArray writeCsv(const ops::TableShape& shape, const QJsonObject& result);

} // namespace bulkhead::console
