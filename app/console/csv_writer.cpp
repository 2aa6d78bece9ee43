// SPDX-License-Identifier: MIT
#include "console/csv_writer.h"

#include "console/result_cells.h"

#include <algorithm>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

QString quoted(QString field) {
    const bool needsQuotes = field.contains(u',') || field.contains(u'"') ||
                             field.contains(u'\n') || field.contains(u'\r');
    if (!needsQuotes) {
        return field;
    }
    return u'"' + field.replace(u'"', u"\"\""_s) + u'"';
}

QByteArray line(const QStringList& fields) {
    QStringList out;
    for (const QString& field : fields) {
        out << quoted(field);
    }
    return out.join(u',').toUtf8() + "\r\n";
}

} // namespace

QByteArray writeCsv(const ops::TableShape& shape, const QJsonObject& result) {
    // What may be left out is a note above a list; it does not make the list one object.
    const bool single = std::any_of(shape.fields.begin(), shape.fields.end(),
                                    [](const ops::Column& field) { return !field.onlyIfKnown; });
    const std::vector<QJsonObject> rows =
        single ? std::vector<QJsonObject>{result} : rowsOf(shape, result);
    std::vector<ops::Column> columns = single ? shape.fields : shape.columns;
    if (!single) {
        std::erase_if(columns, [&rows](const ops::Column& column) {
            return column.onlyIfKnown &&
                   std::all_of(rows.begin(), rows.end(), [&column](const QJsonObject& row) {
                       return valueAt(row, column.key).isNull();
                   });
        });
    }
    QStringList keys;
    for (const ops::Column& column : columns) {
        keys << column.key;
    }
    QByteArray csv = line(keys);
    for (const QJsonObject& row : rows) {
        QStringList fields;
        for (const ops::Column& column : columns) {
            fields << cellText(valueAt(row, column.key), {u"; "_s, QString()});
        }
        csv += line(fields);
    }
    return csv;
}

} // namespace bulkhead::console
