// SPDX-License-Identifier: MIT
// SubscriptionService: who listens to which resource, in both eras.
#pragma once

#include "mcp/change_watch.h"
#include "mcp/in_flight.h"
#include "mcp/request.h"
#include "mcp/resource_service.h"

#include <QObject>
#include <QSet>

#include <map>
#include <memory>

namespace bulkhead::mcp {

/// Legacy clients subscribe to one address a request and are told without a tag; modern ones keep a
/// `subscriptions/listen` open that names all of them, and every notification carries its id. Lives
/// on the server's thread.
class SubscriptionService final : public QObject {
public:
    /// Streams at the same time; more are refused.
    static constexpr std::size_t kMostStreams = 64;

    /// `wire` takes the legacy notifications.
    SubscriptionService(ChangeWatch& watch, const ResourceService& resources, InFlight& inFlight,
                        std::shared_ptr<Outlet> wire, QObject* parent = nullptr);

    void subscribe(const Request& request);
    void unsubscribe(const Request& request);
    void listen(const Request& request);

    /// A new handshake: the subscriptions of the one before are gone.
    void forgetLegacy();
    /// Ends every stream with its result; nothing is watched any more.
    void close();

private:
    struct Stream {
        Request request;
        QStringList uris;
    };
    [[nodiscard]] QStringList watchable(const QJsonArray& uris);
    void tell(const QString& uri);
    void drop(int stream);

    ChangeWatch& m_watch;
    const ResourceService& m_resources;
    InFlight& m_inFlight;
    std::shared_ptr<Outlet> m_wire;
    QSet<QString> m_legacy;
    std::map<int, Stream> m_streams;
    int m_nextStream = 0;
};

} // namespace bulkhead::mcp
