// SPDX-License-Identifier: MIT
// LegacyEra: MCP 2024-11-05 to 2025-11-25, opened by `initialize`.
#pragma once

#include "mcp/era.h"
#include "mcp/method_table.h"
#include "ops/source_provider.h"

#include <functional>
#include <optional>

namespace bulkhead::mcp {

/// The table and the sources must live as long.
class LegacyEra final : public Era {
public:
    LegacyEra(const MethodTable& methods, ops::SourceProvider& sources)
        : m_methods(methods), m_sources(sources) {}

    void handle(const Message& message, const Reply& reply) override;
    /// The version that was agreed on; empty before the first `initialize`.
    [[nodiscard]] const std::optional<Dialect>& dialect() const { return m_dialect; }

    /// Calls back with every `initialize`: what the handshake before agreed on is void.
    void onHandshake(std::function<void()> callback) { m_handshake = std::move(callback); }

private:
    void initialize(const Message& message, const Reply& reply);

    const MethodTable& m_methods;
    ops::SourceProvider& m_sources;
    std::optional<Dialect> m_dialect;
    ClientFacts m_client;
    std::function<void()> m_handshake;
};

} // namespace bulkhead::mcp
