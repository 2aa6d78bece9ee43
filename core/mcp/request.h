// SPDX-License-Identifier: MIT
// Request: one request of a client, with everything that its answer depends on.
#pragma once

#include "mcp/dialect.h"
#include "mcp/reply.h"

#include <QJsonObject>
#include <QString>

namespace bulkhead::mcp {

/// What a client says of itself: in the handshake, or in the modern era with every request. Never
/// a reason to trust it.
struct ClientFacts {
    QString name;                ///< clean for one line; empty if it did not say
    bool canElicitForms = false; ///< it can put a form before its person
};

/// Reads the `capabilities` of a client. Elicitation counts from 2025-06-18 on, whatever an older
/// client says; an empty `elicitation` means forms (MCP 2025-11-25, elicitation).
[[nodiscard]] ClientFacts clientFacts(const QJsonObject& info, const QJsonObject& capabilities,
                                      const Dialect& dialect);

/// Copyable; whoever holds it may answer later.
struct Request {
    QString method;
    QJsonObject params;
    Reply reply;
    Dialect dialect;
    ClientFacts client;
};

} // namespace bulkhead::mcp
