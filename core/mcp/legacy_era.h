// SPDX-License-Identifier: MIT
// LegacyEra: MCP 2024-11-05 to 2025-11-25, opened by `initialize`.
#pragma once

#include "mcp/context_service.h"
#include "mcp/dialect.h"
#include "mcp/era.h"
#include "mcp/tool_service.h"

#include <optional>

namespace bulkhead::mcp {

class LegacyEra final : public Era {
public:
    LegacyEra(ToolService& tools, ContextService& context) : m_tools(tools), m_context(context) {}

    void handle(const Message& message, const Reply& reply) override;
    /// The version that was agreed on; empty before the first `initialize`.
    [[nodiscard]] const std::optional<Dialect>& dialect() const { return m_dialect; }

private:
    void initialize(const Message& message, const Reply& reply);

    ToolService& m_tools;
    ContextService& m_context;
    std::optional<Dialect> m_dialect;
    QString m_clientName;
};

} // namespace bulkhead::mcp
