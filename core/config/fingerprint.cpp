// SPDX-License-Identifier: MIT
#include "config/fingerprint.h"

#include <QRegularExpression>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kDigestSize = 32;
} // namespace

QString formatFingerprint(const QByteArray& sha256) {
    return QString::fromLatin1(sha256.toHex(':').toUpper());
}

std::optional<QString> normaliseFingerprint(const QString& text) {
    static const QRegularExpression prefix(u"^sha-?256( fingerprint)?\\s*[:=]\\s*"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression joined(u"^[0-9A-Fa-f]{64}$"_s);
    static const QRegularExpression parted(u"^[0-9A-Fa-f]{2}([: ][0-9A-Fa-f]{2}){31}$"_s);
    QString digits = text.trimmed();
    digits.remove(prefix);
    if (parted.match(digits).hasMatch()) {
        digits.remove(u':').remove(u' ');
    } else if (!joined.match(digits).hasMatch()) {
        return std::nullopt;
    }
    const QByteArray bytes = QByteArray::fromHex(digits.toLatin1());
    if (bytes.size() != kDigestSize) {
        return std::nullopt;
    }
    return formatFingerprint(bytes);
}

} // namespace bulkhead::config
