// SPDX-License-Identifier: MIT
#include "console/table_writer.h"

#include "base/text.h"
#include "console/display_width.h"
#include "console/result_cells.h"

#include <algorithm>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGap = 2;
constexpr int kNarrowest = 6; ///< a column is not made narrower than this

CellStyle tableStyle() {
    return {u", "_s, u"-"_s};
}

QString padded(const QString& text, int width, bool alignRight) {
    const QString space(qMax(0, width - displayWidth(text)), u' ');
    return alignRight ? space + text : text + space;
}

QString heading(const QString& text, const TableOptions& options) {
    return options.colours ? u"\033[1m"_s + text + u"\033[0m"_s : text;
}

/// A column with its cells, one a row.
struct FilledColumn {
    ops::Column column;
    QStringList cells;
    int width = 0;
};

/// Columns that are empty in every row are left out: most rules have no ports of their own.
std::vector<FilledColumn> filledColumns(const ops::TableShape& shape, const QJsonObject& result) {
    const std::vector<QJsonObject> rows = rowsOf(shape, result);
    std::vector<FilledColumn> filled;
    for (const ops::Column& column : shape.columns) {
        FilledColumn one{column, {}, displayWidth(column.title)};
        bool isEmpty = true;
        for (const QJsonObject& row : rows) {
            // A cell is one line, whatever a description holds.
            one.cells << cleanLine(cellText(valueAt(row, column.key), tableStyle()));
            one.width = qMax(one.width, displayWidth(one.cells.constLast()));
            const bool isLeftOut = column.onlyIfKnown && valueAt(row, column.key).isNull();
            isEmpty = isEmpty && (isLeftOut || one.cells.constLast().isEmpty());
        }
        if (!isEmpty || (rows.empty() && !column.onlyIfKnown)) {
            filled.push_back(std::move(one));
        }
    }
    return filled;
}

/// Takes columns away from the widest until all fit.
void shrink(std::vector<FilledColumn>& columns, int available) {
    int excess = -available - kGap;
    for (const FilledColumn& column : columns) {
        excess += column.width + kGap;
    }
    while (excess > 0) {
        const auto widest = std::max_element(
            columns.begin(), columns.end(),
            [](const FilledColumn& x, const FilledColumn& y) { return x.width < y.width; });
        if (widest == columns.end() || widest->width <= kNarrowest) {
            return;
        }
        --widest->width;
        --excess;
    }
}

/// One line of the table; `row` -1 is the heading.
QString lineOf(const std::vector<FilledColumn>& columns, qsizetype row) {
    QString line;
    for (const FilledColumn& column : columns) {
        const QString text = row < 0 ? column.column.title : column.cells.at(row);
        line += padded(elideToWidth(text, column.width), column.width, column.column.alignRight) +
                QString(kGap, u' ');
    }
    while (line.endsWith(u' ')) {
        line.chop(1);
    }
    return line;
}

QString fieldLines(const ops::TableShape& shape, const QJsonObject& result,
                   const TableOptions& options) {
    int titleWidth = 0;
    for (const ops::Column& field : shape.fields) {
        titleWidth = qMax(titleWidth, displayWidth(field.title));
    }
    QString text;
    for (const ops::Column& field : shape.fields) {
        if (field.onlyIfKnown && valueAt(result, field.key).isNull()) {
            continue;
        }
        const QString known = cleanLine(cellText(valueAt(result, field.key), tableStyle()));
        const QString value = known.isEmpty() ? tableStyle().unknown : known;
        text += heading(padded(field.title, titleWidth, false), options) + QString(kGap, u' ') +
                value + u'\n';
    }
    return text;
}

QString rowLines(const ops::TableShape& shape, const QJsonObject& result,
                 const TableOptions& options) {
    std::vector<FilledColumn> columns = filledColumns(shape, result);
    if (options.width > 0) {
        shrink(columns, options.width);
    }
    QString text = heading(lineOf(columns, -1), options) + u'\n';
    const qsizetype rows = columns.empty() ? 0 : columns.front().cells.size();
    for (qsizetype row = 0; row < rows; ++row) {
        text += lineOf(columns, row) + u'\n';
    }
    return text;
}

} // namespace

QString writeTable(const ops::TableShape& shape, const QJsonObject& result,
                   const TableOptions& options) {
    QString text;
    if (!shape.fields.empty()) {
        text += fieldLines(shape, result, options);
    }
    const bool hasRows = !valueAt(result, shape.rowsAt).toArray().isEmpty();
    if (!shape.columns.empty() && (hasRows || shape.fields.empty())) {
        text += (text.isEmpty() ? QString() : u"\n"_s) + rowLines(shape, result, options);
    }
    return text;
}

} // namespace bulkhead::console
