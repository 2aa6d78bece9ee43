// SPDX-License-Identifier: MIT
// InFlight: the requests that are being worked on, so that a client can cancel one of them.
#pragma once

#include "base/cancellation.h"
#include "mcp/reply.h"

#include <QHash>

#include <functional>

namespace bulkhead::mcp {

/// Ids are unique among the requests in flight of one pipe, whatever their era.
class InFlight final {
public:
    [[nodiscard]] bool contains(const QJsonValue& id) const;
    /// The request is being worked on from now on.
    [[nodiscard]] CancellationToken add(const Reply& reply);
    /// It was answered. Unknown ids (cancelled before) are fine.
    void remove(const Reply& reply);
    /// Stops the work and keeps silent about it. Unknown ids are fine.
    void cancel(const QJsonValue& id);
    void cancelAll();

private:
    struct Entry {
        Reply reply;
        CancellationSource source;
    };
    QHash<QString, std::shared_ptr<Entry>> m_entries;
};

} // namespace bulkhead::mcp
