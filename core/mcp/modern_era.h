// SPDX-License-Identifier: MIT
// ModernEra: MCP 2026-07-28, where every request carries its own version and capabilities.
#pragma once

#include "mcp/era.h"
#include "mcp/method_table.h"
#include "ops/source_provider.h"

namespace bulkhead::mcp {

/// Stateless: each request is judged by its own `_meta` alone. The table and the sources must live
/// as long.
class ModernEra final : public Era {
public:
    ModernEra(const MethodTable& methods, ops::SourceProvider& sources)
        : m_methods(methods), m_sources(sources) {}

    void handle(const Message& message, const Reply& reply) override;

private:
    /// Checks `_meta`; false if it answered the request with an error.
    [[nodiscard]] static bool checkMeta(const QJsonObject& meta, const Reply& reply);
    void discover(const Reply& reply);

    const MethodTable& m_methods;
    ops::SourceProvider& m_sources;
};

} // namespace bulkhead::mcp
