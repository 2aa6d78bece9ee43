// SPDX-License-Identifier: MIT
#include "mcp/resource_address.h"

#include <QStringDecoder>
#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestUri = 2048;

QString encoded(const QString& part) {
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

int hexDigit(QChar c) {
    const char16_t code = c.unicode();
    if (code >= u'0' && code <= u'9') {
        return code - u'0';
    }
    if (code >= u'a' && code <= u'f') {
        return code - u'a' + 10;
    }
    return code >= u'A' && code <= u'F' ? code - u'A' + 10 : -1;
}

/// The bytes behind a part; nullopt if a percent sign begins no byte.
std::optional<QByteArray> bytesOf(const QString& part) {
    QByteArray bytes;
    for (qsizetype i = 0; i < part.size(); ++i) {
        if (part[i] != u'%') {
            bytes += QString(part[i]).toUtf8();
            continue;
        }
        const int high = i + 2 < part.size() ? hexDigit(part[i + 1]) : -1;
        const int low = i + 2 < part.size() ? hexDigit(part[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return bytes;
}

bool isForbidden(QChar c) {
    return c == u'/' || c == u'\\' || c.category() == QChar::Other_Control ||
           c.category() == QChar::Other_Format;
}

std::optional<QString> decoded(const QString& part) {
    const std::optional<QByteArray> bytes = bytesOf(part);
    if (!bytes) {
        return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    const QString text = decoder.decode(*bytes);
    const bool isBad = decoder.hasError() || text.isEmpty() || text == u"." || text == u".." ||
                       std::any_of(text.cbegin(), text.cend(), isForbidden);
    return isBad ? std::nullopt : std::optional(text);
}

} // namespace

QString uriTemplate(ResourceKind kind) {
    switch (kind) {
    case ResourceKind::PolicyRules:
        return u"nsx://{target}/policies/{policy}/rules"_s;
    case ResourceKind::Group:
        return u"nsx://{target}/groups/{group}"_s;
    case ResourceKind::Changes:
        return u"nsx://{target}/changes"_s;
    case ResourceKind::Overview:
        break;
    }
    return u"nsx://{target}/overview"_s;
}

QString ResourceAddress::uri() const {
    return uriTemplate(kind)
        .replace(u"{policy}"_s, encoded(object))
        .replace(u"{group}"_s, encoded(object))
        .replace(u"{target}"_s, encoded(target));
}

std::optional<ResourceAddress> resourceAddress(const QString& uri) {
    const QString scheme = u"nsx://"_s;
    if (uri.size() > kLongestUri || !uri.startsWith(scheme) || uri.contains(u'?') ||
        uri.contains(u'#')) {
        return std::nullopt;
    }
    QStringList parts;
    for (const QString& part : uri.mid(scheme.size()).split(u'/')) {
        const std::optional<QString> text = decoded(part);
        if (!text) {
            return std::nullopt;
        }
        parts << *text;
    }
    if (parts.size() == 2 && parts[1] == u"overview") {
        return ResourceAddress{ResourceKind::Overview, parts[0], {}};
    }
    if (parts.size() == 2 && parts[1] == u"changes") {
        return ResourceAddress{ResourceKind::Changes, parts[0], {}};
    }
    if (parts.size() == 3 && parts[1] == u"groups") {
        return ResourceAddress{ResourceKind::Group, parts[0], parts[2]};
    }
    if (parts.size() == 4 && parts[1] == u"policies" && parts[3] == u"rules") {
        return ResourceAddress{ResourceKind::PolicyRules, parts[0], parts[2]};
    }
    return std::nullopt;
}

} // namespace bulkhead::mcp
