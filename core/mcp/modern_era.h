// SPDX-License-Identifier: MIT
// ModernEra: MCP 2026-07-28, where every request carries its own version and capabilities.
#pragma once

#include "mcp/dialect.h"
#include "mcp/era.h"
#include "mcp/tool_service.h"

namespace bulkhead::mcp {

/// Stateless: each request is judged by its own `_meta` alone.
class ModernEra final : public Era {
public:
    explicit ModernEra(ToolService& tools) : m_tools(tools) {}

    void handle(const Message& message, const Reply& reply) override;

private:
    /// Checks `_meta`; false if it answered the request with an error.
    [[nodiscard]] static bool checkMeta(const QJsonObject& meta, const Reply& reply);
    void discover(const Reply& reply);

    ToolService& m_tools;
};

} // namespace bulkhead::mcp
