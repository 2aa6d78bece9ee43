// SPDX-License-Identifier: MIT
// parseCsv: comma-separated values as RFC 4180 describes them.
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead {

/// One record; `line` is that of its first character, from 1.
struct CsvRecord {
    int line = 0;
    QStringList fields;
};

/// Fields may stand in quotes, inside which commas, line breaks and doubled quotes are text; lines
/// end with CRLF or LF; empty lines are left out; a byte order mark is skipped. The separator is a
/// comma, or the semicolon where the first record has one and no comma (spreadsheets of many
/// countries write that). InvalidInput, naming the line, for a quote that is never closed or has
/// text behind it. Pure; linear.
[[nodiscard]] Result<std::vector<CsvRecord>> parseCsv(const QString& text);

} // namespace bulkhead
