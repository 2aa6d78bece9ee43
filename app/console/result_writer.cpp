// SPDX-License-Identifier: MIT
#include "console/result_writer.h"

#include "console/csv_writer.h"
#include "console/result_cells.h"
#include "console/table_writer.h"
#include "console/yaml_writer.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// What a person does not see in the table: that it is empty, or that there is more.
QString remark(const ops::TableShape& shape, const QJsonObject& result) {
    if (!shape.fields.empty() || !result.contains(u"returned"_s)) {
        return {};
    }
    const QJsonValue total = result.value(u"total"_s);
    if (result.value(u"returned"_s).toInteger() == 0) {
        return total.toInteger() > 0
                   ? u"Nothing at this offset; there are %1 in all."_s.arg(total.toInteger())
                   : u"Nothing matches."_s;
    }
    const QJsonValue next = result.value(u"next_offset"_s);
    if (!next.isDouble()) {
        return {};
    }
    const QString all = total.isNull() ? u"more"_s : QString::number(total.toInteger());
    return u"%1 of %2 shown; --offset %3 shows the next."_s.arg(
        QString::number(result.value(u"returned"_s).toInteger()), all,
        QString::number(next.toInteger()));
}

} // namespace

void writeResult(Terminal& terminal, const ops::TableShape& shape, const QJsonObject& result,
                 OutputFormat format) {
    switch (format) {
    case OutputFormat::Json:
        terminal.printBytes(QJsonDocument(result).toJson(QJsonDocument::Indented));
        return;
    case OutputFormat::Yaml:
        terminal.printBytes(writeYaml(result));
        return;
    case OutputFormat::Csv:
        terminal.printBytes(writeCsv(shape, result));
        return;
    case OutputFormat::Table:
        break;
    }
    terminal.print(writeTable(shape, result, {terminal.width(), terminal.isColourful()}));
    const QString more = remark(shape, result);
    if (!more.isEmpty()) {
        terminal.complain(more);
    }
}

} // namespace bulkhead::console
