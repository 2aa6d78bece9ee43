// SPDX-License-Identifier: MIT
#include "nsx/http_log.h"

#include "base/text.h"

#include <QStringList>

// Debug lines only on demand: QT_LOGGING_RULES="bulkhead.nsx.debug=true".
Q_LOGGING_CATEGORY(logNsx, "bulkhead.nsx", QtInfoMsg)

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostUrlCharacters = 500;

QString outcomeName(const HttpAnswer& answer) {
    switch (answer.outcome) {
    case HttpOutcome::Answered:
        return QString::number(answer.status);
    case HttpOutcome::NoContact:
        return u"no contact"_s;
    case HttpOutcome::NoTls:
        return u"no TLS"_s;
    case HttpOutcome::Untrusted:
        return u"not trusted"_s;
    case HttpOutcome::Broken:
        return u"broken"_s;
    case HttpOutcome::NotHttp:
        return u"no HTTP"_s;
    case HttpOutcome::TimedOut:
        return u"timed out"_s;
    case HttpOutcome::TooLarge:
        return u"too large"_s;
    case HttpOutcome::Cancelled:
        return u"cancelled"_s;
    }
    return {};
}

} // namespace

QString describeForLog(const HttpRequest& request, const HttpAnswer& answer, qint64 milliseconds) {
    QStringList headers;
    for (const auto& [name, value] : request.headers) {
        // All that we add ourselves proves who we are; a new harmless one is no loss.
        headers << QString::fromLatin1(name) + u": <hidden>"_s;
    }
    QString line = QString::fromLatin1(request.method) + u' ' +
                   elideMiddle(QString::fromLatin1(request.url.toEncoded()), kMostUrlCharacters) +
                   u" ["_s + headers.join(u", "_s) + u"] "_s +
                   QString::number(request.body.size()) + u" bytes -> "_s + outcomeName(answer) +
                   u", "_s + QString::number(answer.body.size()) + u" bytes, "_s +
                   QString::number(milliseconds) + u" ms"_s;
    if (!answer.detail.isEmpty()) {
        line += u" ("_s + answer.detail + u')';
    }
    return cleanLine(line);
}

} // namespace bulkhead::nsx
