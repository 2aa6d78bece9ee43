// SPDX-License-Identifier: MIT
#include "console/table_writer.h"

#include "base/text.h"
#include "console/display_width.h"
#include "console/result_cells.h"

#include <algorithm>
#include <numeric>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGap = 2;
constexpr int kNarrowest = 6; ///< a column is not made narrower than this

CellStyle tableStyle() { return {u", "_s, u"-"_s}; }

QString padded(const QString& text, int width, bool alignRight) {
    const QString space(qMax(0, width - displayWidth(text)), u' ');
    return alignRight ? space + text : text + space;
}

QString heading(const QString& text, const TableOptions& options) {
    return options.colours ? u"\033[1m"_s + text + u"\033[0m"_s : text;
}

/// Takes columns away from the widest until all fit.
void shrink(std::vector<int>& widths, int available) {
    const int gaps = kGap * static_cast<int>(widths.size() - 1);
    int excess = std::accumulate(widths.begin(), widths.end(), 0) + gaps - available;
    while (excess > 0) {
        const auto widest = std::max_element(widths.begin(), widths.end());
        if (*widest <= kNarrowest) {
            return;
        }
        --*widest;
        --excess;
    }
}

using Cells = std::vector<QStringList>;

Cells cellsOf(const ops::TableShape& shape, const QJsonObject& result) {
    Cells cells;
    for (const QJsonObject& row : rowsOf(shape, result)) {
        QStringList line;
        for (const ops::Column& column : shape.columns) {
            // A cell is one line, whatever a description holds.
            line << cleanLine(cellText(valueAt(row, column.key), tableStyle()));
        }
        cells.push_back(line);
    }
    return cells;
}

QString lineOf(const QStringList& texts, const std::vector<ops::Column>& columns,
               const std::vector<int>& widths) {
    QString line;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const QString cell = elideToWidth(texts.at(static_cast<qsizetype>(i)), widths[i]);
        line += (i == 0 ? QString() : QString(kGap, u' ')) +
                padded(cell, widths[i], columns[i].alignRight);
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
        const QString value = cleanLine(cellText(valueAt(result, field.key), tableStyle()));
        text += heading(padded(field.title, titleWidth, false), options) + QString(kGap, u' ') +
                value + u'\n';
    }
    return text;
}

QString rowLines(const ops::TableShape& shape, const QJsonObject& result,
                 const TableOptions& options) {
    const Cells cells = cellsOf(shape, result);
    QStringList titles;
    std::vector<int> widths;
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        titles << shape.columns[i].title;
        int width = displayWidth(shape.columns[i].title);
        for (const QStringList& line : cells) {
            width = qMax(width, displayWidth(line.at(static_cast<qsizetype>(i))));
        }
        widths.push_back(width);
    }
    if (options.width > 0) {
        shrink(widths, options.width);
    }
    QString text = heading(lineOf(titles, shape.columns, widths), options) + u'\n';
    for (const QStringList& line : cells) {
        text += lineOf(line, shape.columns, widths) + u'\n';
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
