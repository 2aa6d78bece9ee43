// SPDX-License-Identifier: MIT
// ServerOptions: what whoever starts the server lets its clients do.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace bulkhead::mcp {

/// What happens to a destructive call. A client that can ask its person is always made to ask,
/// except under Deny; the other values differ for clients that cannot.
enum class DestructivePolicy : std::uint8_t {
    Deny,    ///< refused
    Confirm, ///< refused for clients that cannot ask their person
    Token,   ///< such a client gets a token, which it gives back when its person has agreed
    Allow,   ///< carried out unasked for such a client
};

/// deny, confirm, token, allow.
[[nodiscard]] QString destructivePolicyName(DestructivePolicy policy);
[[nodiscard]] QStringList destructivePolicyNames();
[[nodiscard]] std::optional<DestructivePolicy> destructivePolicy(const QString& name);

struct ServerOptions {
    bool readOnly = false;     ///< no operation that writes, whatever else is said
    QStringList tools;         ///< only these operations; empty: all
    QStringList excludedTools; ///< never these; wins over `tools`
    DestructivePolicy destructive = DestructivePolicy::Confirm;
};

} // namespace bulkhead::mcp
