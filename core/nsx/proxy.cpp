// SPDX-License-Identifier: MIT
#include "nsx/proxy.h"

#include "base/ip_range.h"

#include <QHostAddress>
#include <QUrl>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDefaultHttpPort = 80;
constexpr int kDefaultSocksPort = 1080;

bool isLoopback(const QString& host) {
    return host == u"localhost" || host.endsWith(u".localhost") || QHostAddress(host).isLoopback();
}

bool isExempt(const QString& host, const QString& list) {
    const auto address = IpAddress::parse(host);
    const QStringList entries = list.split(u',', Qt::SkipEmptyParts);
    for (const QString& entry : entries) {
        QString pattern = entry.trimmed().toLower();
        if (pattern == u"*") {
            return true;
        }
        if (address) {
            const auto range = IpRange::parse(pattern);
            if (range && range->contains(*address)) {
                return true;
            }
            continue;
        }
        if (pattern.startsWith(u'.')) {
            pattern.remove(0, 1);
        }
        if (!pattern.isEmpty() && (host == pattern || host.endsWith(u'.' + pattern))) {
            return true;
        }
    }
    return false;
}

QString firstOf(const QProcessEnvironment& environment, const QStringList& names) {
    for (const QString& name : names) {
        QString value = environment.value(name).trimmed();
        if (!value.isEmpty()) {
            return value;
        }
    }
    return {};
}

} // namespace

Result<QNetworkProxy> proxyFor(const QString& host, const QProcessEnvironment& environment) {
    QNetworkProxy none(QNetworkProxy::NoProxy);
    const QString name = host.toLower();
    const QString text =
        firstOf(environment, {u"https_proxy"_s, u"HTTPS_PROXY"_s, u"all_proxy"_s, u"ALL_PROXY"_s});
    if (text.isEmpty() || isLoopback(name) ||
        isExempt(name, firstOf(environment, {u"no_proxy"_s, u"NO_PROXY"_s}))) {
        return none;
    }
    const QUrl url(text.contains(u"://") ? text : u"http://"_s + text);
    const QString scheme = url.scheme().toLower();
    const bool isSocks = scheme == u"socks5" || scheme == u"socks5h";
    if (!url.isValid() || url.host().isEmpty() || (scheme != u"http" && !isSocks)) {
        // Not repeated: it may hold the proxy's password.
        return fail(ErrorKind::Configuration,
                    u"Set HTTPS_PROXY to http://host:port or socks5://host:port, or name the "
                    "manager in NO_PROXY."_s,
                    u"The proxy that the environment names cannot be used."_s);
    }
    QNetworkProxy proxy(
        isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
        static_cast<quint16>(url.port(isSocks ? kDefaultSocksPort : kDefaultHttpPort)));
    proxy.setUser(url.userName(QUrl::FullyDecoded));
    proxy.setPassword(url.password(QUrl::FullyDecoded));
    return proxy;
}

} // namespace bulkhead::nsx
