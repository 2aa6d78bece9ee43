// SPDX-License-Identifier: MIT
// ClientRequest: one request with everything that its answer depends on.
#pragma once

#include "mcp/dialect.h"
#include "mcp/reply.h"

#include <QJsonObject>
#include <QString>

namespace bulkhead::mcp {

struct ClientRequest {
    QString method;
    QJsonObject params;
    Reply reply;
    Dialect dialect;
    QString clientName; ///< as the client calls itself; clean, for the audit trail alone

    void invalid(const QString& why) const;
    /// A text of `params`; nullopt, and the request answered, if it is missing or no text.
    [[nodiscard]] std::optional<QString> text(const QString& key) const;
    /// Every list stands on one page, so no cursor but the empty one was ever handed out: false,
    /// and the request answered, for any other.
    [[nodiscard]] bool hasKnownCursor() const;
};

} // namespace bulkhead::mcp
