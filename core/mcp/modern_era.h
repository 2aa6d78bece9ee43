// SPDX-License-Identifier: MIT
// ModernEra: MCP 2026-07-28, where every request carries its own version and capabilities.
#pragma once

#include "mcp/context_service.h"
#include "mcp/dialect.h"
#include "mcp/era.h"
#include "mcp/tool_service.h"

namespace bulkhead::mcp {

/// Stateless: each request is judged by its own `_meta` alone.
class ModernEra final : public Era {
public:
    ModernEra(ToolService& tools, ContextService& context) : m_tools(tools), m_context(context) {}

    void handle(const Message& message, const Reply& reply) override;

private:
    /// Checks `_meta`; false if it answered the request with an error.
    [[nodiscard]] static bool checkMeta(const QJsonObject& meta, const Reply& reply);
    void discover(const Reply& reply);

    ToolService& m_tools;
    ContextService& m_context;
};

} // namespace bulkhead::mcp
