// SPDX-License-Identifier: MIT
// ToolCatalogue: the operations as tools, in their fixed order.
#pragma once

#include "mcp/dialect.h"
#include "ops/registry.h"

namespace bulkhead::mcp {

/// A view of the registry. Which operations a client sees is decided here and nowhere else.
class ToolCatalogue final {
public:
    explicit ToolCatalogue(const ops::Registry& registry) : m_registry(registry) {}

    [[nodiscard]] QJsonArray tools(const Dialect& dialect) const;
    [[nodiscard]] bool contains(const QString& name) const;
    [[nodiscard]] QStringList nearest(const QString& name) const;

private:
    const ops::Registry& m_registry;
};

} // namespace bulkhead::mcp
