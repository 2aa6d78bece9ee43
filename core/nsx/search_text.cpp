// SPDX-License-Identifier: MIT
#include "nsx/search_text.h"

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

QString searchPhrase(const QString& text) {
    QString escaped;
    escaped.reserve(text.size() + 2);
    escaped += u'"';
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\') {
            escaped += u'\\';
        }
        escaped += c;
    }
    escaped += u'"';
    return escaped;
}

QString searchAnyOf(const QStringList& texts) {
    QStringList phrases;
    phrases.reserve(texts.size());
    for (const QString& text : texts) {
        phrases << searchPhrase(text);
    }
    return u'(' + phrases.join(u" OR "_s) + u')';
}

} // namespace bulkhead::nsx
