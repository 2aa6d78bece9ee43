// SPDX-License-Identifier: MIT
// ToolCatalogue: the operations as tools, in their fixed order.
#pragma once

#include "base/result.h"
#include "mcp/dialect.h"
#include "mcp/server_options.h"
#include "mcp/tool_folding.h"
#include "ops/registry.h"

#include <QJsonArray>

#include <vector>

namespace bulkhead::mcp {

/// What a tools/call asks for: an operation of the registry and its arguments.
struct ToolCall {
    const ops::Operation* operation = nullptr;
    QJsonObject arguments;
};

/// Which operations a client sees is decided here and nowhere else. Made once: the list never
/// changes while the server runs. The registry must live as long.
class ToolCatalogue final {
public:
    ToolCatalogue(const ops::Registry& registry, const ServerOptions& options,
                  const std::vector<Fold>& folds = standardFolds(), std::size_t most = kMostTools);

    /// The names in the options that no operation has, as an error that names the nearest one.
    [[nodiscard]] static Result<void> checkNames(const ops::Registry& registry,
                                                 const ServerOptions& options);

    [[nodiscard]] QJsonArray tools(const Dialect& dialect) const;
    /// False also for an operation that this server does not offer.
    [[nodiscard]] bool contains(const QString& name) const;
    /// Why there is no such tool, with the nearest name; one sentence or two.
    [[nodiscard]] QString refusal(const QString& name) const;
    /// Takes the action out of a folded tool's arguments. An operation that was folded is found by
    /// its own name too. Error InvalidInput: an action that there is not.
    [[nodiscard]] Result<ToolCall> resolve(const QString& name, QJsonObject arguments) const;

private:
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] const Tool* find(const QString& name) const;

    const ops::Registry& m_registry;
    bool m_givesTokens;
    QStringList m_offered; ///< operations
    std::vector<Tool> m_tools;
};

} // namespace bulkhead::mcp
