// SPDX-License-Identifier: MIT
// writeTable: results for a person's eyes.
#pragma once

#include "ops/operation.h"

#include <QJsonObject>
#include <QString>

namespace bulkhead::console {

struct TableOptions {
    int width = 0;        ///< columns of the terminal; 0: no terminal, nothing is cut
    bool colours = false; ///< headings stand out
};

/// Fields of the result as lines "Name  value", then its rows as a table. Columns are aligned by
/// display width; on a terminal that is too narrow the widest cells are cut in the middle.
[[nodiscard]] QString writeTable(const ops::TableShape& shape, const QJsonObject& result,
                                 const TableOptions& options);

} // namespace bulkhead::console
