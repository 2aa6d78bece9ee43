// SPDX-License-Identifier: MIT
#include "console/csv_writer.h"

#include "console/result_cells.h"

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
    const bool single = !shape.fields.empty();
    const std::vector<ops::Column>& columns = single ? shape.fields : shape.columns;
    QStringList keys;
    for (const ops::Column& column : columns) {
        keys << column.key;
    }
    QByteArray csv = line(keys);
    for (const QJsonObject& row :
         single ? std::vector<QJsonObject>{result} : rowsOf(shape, result)) {
        QStringList fields;
        for (const ops::Column& column : columns) {
            fields << cellText(valueAt(row, column.key), {u"; "_s, QString()});
        }
        csv += line(fields);
    }
    return csv;
}

} // namespace bulkhead::console
