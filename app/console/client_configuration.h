// SPDX-License-Identifier: MIT
// clientConfiguration: what a person puts into an MCP client so that it starts this program.
#pragma once

#include "console/invocation.h"

#include <QString>
#include <QStringList>

namespace bulkhead::console {

/// claude-desktop, claude-code, vscode, cursor, goose, codex.
[[nodiscard]] QStringList mcpClients();

/// The arguments with which a client starts the server as this invocation would: `mcp` with its
/// options, and where to read. Clients start programs in any folder and without most of the
/// environment, so files are named absolutely, the configuration that a variable names too.
[[nodiscard]] QStringList serverArguments(const Invocation& invocation);

/// JSON, YAML, TOML or a command line, as the client takes it, for this program at `program`
/// (absolute). Holds no password. `client` is one of mcpClients().
[[nodiscard]] QString clientConfiguration(const QString& client, const QString& program,
                                          const QStringList& arguments);

/// Where the client wants it, in words for a person.
[[nodiscard]] QString clientConfigurationPlace(const QString& client);

} // namespace bulkhead::console
