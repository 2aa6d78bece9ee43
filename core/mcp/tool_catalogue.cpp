// SPDX-License-Identifier: MIT
#include "mcp/tool_catalogue.h"

#include "base/text.h"

#include <QJsonArray>

namespace bulkhead::mcp {

QJsonArray ToolCatalogue::tools(const Dialect& dialect) const {
    QJsonArray tools;
    for (const ops::Operation& operation : m_registry.operations()) {
        tools.append(dialect.tool(operation));
    }
    return tools;
}

bool ToolCatalogue::contains(const QString& name) const {
    return m_registry.find(name) != nullptr;
}

QStringList ToolCatalogue::nearest(const QString& name) const {
    return nearestMatches(name, m_registry.names(), 1);
}

} // namespace bulkhead::mcp
