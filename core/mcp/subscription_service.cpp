// SPDX-License-Identifier: MIT
#include "mcp/subscription_service.h"

#include "mcp/message.h"
#include "mcp/request_params.h"

#include <QJsonArray>

#include <utility>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kUpdated{"notifications/resources/updated"};

QString tooMany() {
    return u"Too many resources are watched already; end a subscription first."_s;
}

/// The mark of everything that belongs to a stream.
QJsonObject tagOf(const Request& request) {
    return {{QString(kSubscriptionKey), request.reply.id()}};
}

} // namespace

SubscriptionService::SubscriptionService(ChangeWatch& watch, const ResourceService& resources,
                                         InFlight& inFlight, std::shared_ptr<Outlet> wire,
                                         QObject* parent)
    : QObject(parent),
      m_watch(watch),
      m_resources(resources),
      m_inFlight(inFlight),
      m_wire(std::move(wire)) {
    connect(&m_watch, &ChangeWatch::changed, this, &SubscriptionService::tell);
}

void SubscriptionService::subscribe(const Request& request) {
    const std::optional<QString> uri = textParam(request, u"uri"_s);
    if (!uri) {
        return;
    }
    const std::optional<ResourceAddress> address = m_resources.known(*uri);
    if (!address) {
        ResourceService::refuseUnknown(request, *uri);
        return;
    }
    if (!m_legacy.contains(*uri)) {
        if (!m_watch.watch(*uri, *address)) {
            request.reply.error(kInternalError, tooMany());
            return;
        }
        m_legacy.insert(*uri);
    }
    // Exactly empty: clients refuse any other key here.
    request.reply.result({});
}

void SubscriptionService::unsubscribe(const Request& request) {
    const std::optional<QString> uri = textParam(request, u"uri"_s);
    if (!uri) {
        return;
    }
    if (m_legacy.remove(*uri)) {
        m_watch.unwatch(*uri);
    }
    request.reply.result({});
}

void SubscriptionService::forgetLegacy() {
    for (const QString& uri : std::exchange(m_legacy, {})) {
        m_watch.unwatch(uri);
    }
}

/// Those that can be watched, and are from now on.
QStringList SubscriptionService::watchable(const QJsonArray& uris) {
    QStringList honoured;
    for (const QJsonValue value : uris) {
        const QString uri = value.toString();
        const std::optional<ResourceAddress> address = m_resources.known(uri);
        if (address && !honoured.contains(uri) && m_watch.watch(uri, *address)) {
            honoured << uri;
        }
    }
    return honoured;
}

void SubscriptionService::listen(const Request& request) {
    const QJsonValue wanted = request.params.value(u"notifications"_s);
    const QJsonValue uris = wanted.toObject().value(u"resourceSubscriptions"_s);
    if (!wanted.isObject()) {
        refuseParams(request, u"params.notifications must be an object"_s);
        return;
    }
    if (!uris.isUndefined() && !uris.isArray()) {
        refuseParams(request, u"params.notifications.resourceSubscriptions must be a list"_s);
        return;
    }
    if (m_streams.size() >= kMostStreams) {
        request.reply.error(kInternalError, u"Too many subscriptions are open already."_s);
        return;
    }
    const int stream = m_nextStream++;
    const CancellationToken token = m_inFlight.add(request.reply);
    // The acknowledgement is the first message of the stream, whatever the first look finds.
    Stream& added = m_streams.insert_or_assign(stream, Stream{request, {}}).first->second;
    added.uris = watchable(uris.toArray());
    // Lists of tools, prompts and resources never change here, so only resources are honoured.
    QJsonObject honoured;
    if (!added.uris.isEmpty()) {
        honoured.insert(u"resourceSubscriptions"_s, QJsonArray::fromStringList(added.uris));
    }
    request.reply.notify(u"notifications/subscriptions/acknowledged"_s,
                         {{u"notifications"_s, honoured}, {u"_meta"_s, tagOf(request)}});
    token.onCancelled(this, [this, stream] { drop(stream); });
}

void SubscriptionService::drop(int stream) {
    const auto found = m_streams.find(stream);
    if (found == m_streams.end()) {
        return;
    }
    const QStringList uris = found->second.uris;
    m_streams.erase(found);
    for (const QString& uri : uris) {
        m_watch.unwatch(uri);
    }
}

void SubscriptionService::tell(const QString& uri) {
    if (m_legacy.contains(uri)) {
        m_wire->notify({{u"jsonrpc"_s, u"2.0"_s},
                        {u"method"_s, QString(kUpdated)},
                        {u"params"_s, QJsonObject{{u"uri"_s, uri}}}});
    }
    for (const auto& [id, stream] : m_streams) {
        if (stream.uris.contains(uri)) {
            stream.request.reply.notify(kUpdated,
                                        {{u"uri"_s, uri}, {u"_meta"_s, tagOf(stream.request)}});
        }
    }
}

void SubscriptionService::close() {
    m_legacy.clear();
    for (const auto& [id, stream] : std::exchange(m_streams, {})) {
        const Request& request = stream.request;
        QJsonObject result = request.dialect.stamped({}, Caching::None);
        QJsonObject meta = result.value(u"_meta"_s).toObject();
        meta.insert(kSubscriptionKey, request.reply.id());
        result.insert(u"_meta"_s, meta);
        request.reply.result(result);
        m_inFlight.remove(request.reply);
    }
    m_watch.clear();
}

} // namespace bulkhead::mcp
