// SPDX-License-Identifier: MIT
#include "ops/result_cleaner.h"

#include "base/text.h"
#include "guard/redactor.h"

#include <QJsonArray>
#include <QSet>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

bool keepsLines(const QString& key) {
    static const QSet<QString> keys{u"description"_s, u"notes"_s, u"comments"_s};
    return keys.contains(key);
}

QJsonValue cleanValue(const QJsonValue& value, bool lines) {
    switch (value.type()) {
    case QJsonValue::String:
        return guard::redact(lines ? cleanParagraphs(value.toString())
                                   : cleanLine(value.toString()));
    case QJsonValue::Array: {
        QJsonArray cleaned;
        for (const QJsonValue element : value.toArray()) {
            cleaned.append(cleanValue(element, lines));
        }
        return cleaned;
    }
    case QJsonValue::Object:
        return cleanResult(value.toObject());
    default:
        return value;
    }
}

} // namespace

QJsonObject cleanResult(const QJsonObject& result) {
    QJsonObject cleaned;
    for (auto it = result.constBegin(); it != result.constEnd(); ++it) {
        QString key = cleanLine(it.key());
        while (cleaned.contains(key)) {
            key += u'_';
        }
        cleaned.insert(key, cleanValue(it.value(), keepsLines(key)));
    }
    return cleaned;
}

} // namespace bulkhead::ops
