// SPDX-License-Identifier: MIT
#include "mcp/data_limits.h"

#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

QString shortened(const QString& text) {
    if (text.size() <= kLongestField) {
        return text;
    }
    return elideMiddle(text, static_cast<int>(kLongestField)) +
           u" [cut: %1 characters]"_s.arg(text.size());
}

QJsonValue shortened(const QJsonValue& value) {
    switch (value.type()) {
    case QJsonValue::String:
        return shortened(value.toString());
    case QJsonValue::Array: {
        QJsonArray list;
        for (const QJsonValue element : value.toArray()) {
            list.append(shortened(element));
        }
        return list;
    }
    case QJsonValue::Object:
        return withShortFields(value.toObject());
    default:
        return value;
    }
}

qsizetype sizeOf(const QJsonValue& value) {
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).size();
}

} // namespace

QJsonObject withShortFields(const QJsonObject& result) {
    QJsonObject limited;
    for (auto it = result.constBegin(); it != result.constEnd(); ++it) {
        limited.insert(shortened(it.key()), shortened(it.value()));
    }
    return limited;
}

QJsonObject withinBudget(QJsonObject envelope, qsizetype budget) {
    const QJsonArray items = envelope.value(u"items"_s).toArray();
    qsizetype size = sizeOf(envelope);
    if (size <= budget || items.isEmpty()) {
        return envelope;
    }
    size -= sizeOf(items);
    QJsonArray kept;
    for (const QJsonValue item : items) {
        size += sizeOf(item);
        if (size > budget && !kept.isEmpty()) {
            break;
        }
        kept.append(item);
    }
    if (kept.size() == items.size()) {
        return envelope;
    }
    const qint64 next = envelope.value(u"offset"_s).toInteger() + kept.size();
    envelope.insert(u"items"_s, kept);
    envelope.insert(u"returned"_s, kept.size());
    envelope.insert(u"truncated"_s, true);
    envelope.insert(u"next_offset"_s, next);
    envelope.insert(
        u"hint"_s,
        u"Cut at %1 bytes. Call again with offset %2 for the next page."_s.arg(budget).arg(next));
    return envelope;
}

} // namespace bulkhead::mcp
