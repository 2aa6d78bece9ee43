// SPDX-License-Identifier: MIT
#include "console/result_cells.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

bool isTag(const QJsonObject& object) {
    return object.size() == 2 && object.contains(u"scope"_s) && object.contains(u"tag"_s);
}

} // namespace

QJsonValue valueAt(const QJsonObject& object, const QString& key) {
    if (object.contains(key)) {
        return object.value(key);
    }
    const qsizetype dot = key.indexOf(u'.');
    return dot < 0 ? QJsonValue()
                   : valueAt(object.value(key.left(dot)).toObject(), key.mid(dot + 1));
}

QString cellText(const QJsonValue& value, const CellStyle& style) {
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? u"yes"_s : u"no"_s;
    case QJsonValue::Double:
        return value.toVariant().toString();
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue element : value.toArray()) {
            parts << cellText(element, style);
        }
        return parts.join(style.separator);
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        if (isTag(object)) {
            return object.value(u"scope"_s).toString() + u':' + object.value(u"tag"_s).toString();
        }
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    default:
        return style.unknown;
    }
}

std::vector<QJsonObject> rowsOf(const ops::TableShape& shape, const QJsonObject& result) {
    std::vector<QJsonObject> rows;
    for (const QJsonValue element : valueAt(result, shape.rowsAt).toArray()) {
        const QJsonObject row = element.toObject();
        const QJsonArray parts = row.value(shape.expand).toArray();
        if (shape.expand.isEmpty() || parts.isEmpty()) {
            rows.push_back(row);
            continue;
        }
        for (const QJsonValue part : parts) {
            QJsonObject line = row;
            line.insert(shape.expand, part);
            rows.push_back(line);
        }
    }
    return rows;
}

} // namespace bulkhead::console
