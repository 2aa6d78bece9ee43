// SPDX-License-Identifier: MIT
// Era: answers the requests of one generation of the protocol.
#pragma once

#include "mcp/message.h"
#include "mcp/reply.h"

namespace bulkhead::mcp {

/// Both eras are alive on one pipe at any moment and share nothing but the tools: what one client
/// request says is never remembered for the other era.
class Era {
public:
    virtual ~Era() = default;
    /// `message` is a request. Answers through `reply`, now or later.
    virtual void handle(const Message& message, const Reply& reply) = 0;
};

} // namespace bulkhead::mcp
