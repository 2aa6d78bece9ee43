// SPDX-License-Identifier: MIT
#include "simulator/router.h"

#include <optional>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// What the pattern's `*` matched; nothing if it does not match.
std::optional<QStringList> match(const QStringList& pattern, const QStringList& segments) {
    const bool isOpen = !pattern.isEmpty() && pattern.last() == u"**"_s;
    const qsizetype fixed = isOpen ? pattern.size() - 1 : pattern.size();
    if (segments.size() < fixed || (!isOpen && segments.size() > fixed)) {
        return std::nullopt;
    }
    QStringList captures;
    for (qsizetype i = 0; i < fixed; ++i) {
        if (pattern.at(i) == u"*"_s) {
            captures << segments.at(i);
        } else if (pattern.at(i) != segments.at(i)) {
            return std::nullopt;
        }
    }
    return captures;
}

} // namespace

void Router::add(const QByteArray& method, const QString& pattern, RouteHandler handler) {
    m_routes.push_back({method, pattern.split(u'/'), handler});
}

Response Router::route(World& world, Request& request) const {
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    bool isKnown = false;
    for (const Route& route : m_routes) {
        const std::optional<QStringList> captures = match(route.pattern, request.segments);
        if (!captures) {
            continue;
        }
        isKnown = true;
        if (route.method == method) {
            request.captures = *captures;
            return route.handler(world, request);
        }
    }
    if (isKnown) {
        return errorResponse(
            {405, 405, u"common-services"_s,
             u"The method is not allowed for the requested URI: "_s + request.path()});
    }
    return errorResponse(noSuchUrl(request.path()));
}

} // namespace bulkhead::simulator
