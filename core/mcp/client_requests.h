// SPDX-License-Identifier: MIT
// ClientRequests: what a legacy server asks its client, and the answers that come back.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace bulkhead::mcp {

/// Requests in the direction that only versions before 2026-07-28 have, with ids of their own
/// ("s1", "s2", …). Lives on the server's thread.
class ClientRequests final {
public:
    using Send = std::function<void(const QJsonObject& message)>;
    explicit ClientRequests(Send send);
    /// Sends the request and waits for its result. Errors: Refused (the client answered with an
    /// error), Unreachable (silent longer than `patience`), Cancelled (by the token or the server).
    /// A request that is given up is cancelled at the client.
    [[nodiscard]] Task<QJsonObject> ask(QString method, QJsonObject params, CancellationToken token,
                                        std::chrono::milliseconds patience) const;
    /// A message with `result` or `error` has come. Unknown ids are ignored.
    void take(const QJsonValue& id, const QJsonObject& message) const;
    /// Gives everything up that is still open, and sends nothing any more.
    void close() const;

private:
    struct State;
    std::shared_ptr<State> m_state; ///< shared with those who wait, who may outlive us
};

} // namespace bulkhead::mcp
