// SPDX-License-Identifier: MIT
// ResourceAddress: what an nsx:// address names; whatever it does not name is no resource.
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace bulkhead::mcp {

enum class ResourceKind : std::uint8_t {
    PolicyRules, ///< nsx://{target}/policies/{policy}/rules
    Group,       ///< nsx://{target}/groups/{group}
    Overview,    ///< nsx://{target}/overview
    Changes,     ///< nsx://{target}/changes
};

struct ResourceAddress {
    ResourceKind kind = ResourceKind::Overview;
    QString target; ///< name of a target; whether it is configured is not known here
    QString object; ///< id or name of the policy or group; empty for the other kinds

    /// RFC 3986, every part percent-encoded.
    [[nodiscard]] QString uri() const;

    friend bool operator==(const ResourceAddress&, const ResourceAddress&) = default;
};

/// nullopt for everything else: another scheme, another shape, a query or fragment, an empty part,
/// "." and "..", broken percent-encoding, and parts that hide a slash or a control character.
[[nodiscard]] std::optional<ResourceAddress> resourceAddress(const QString& uri);

/// The templates that the addresses above are made of (RFC 6570, level 1).
[[nodiscard]] QString uriTemplate(ResourceKind kind);

} // namespace bulkhead::mcp
