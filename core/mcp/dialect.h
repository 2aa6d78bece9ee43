// SPDX-License-Identifier: MIT
// Dialect: what one protocol version may contain; results are shaped for it, never a superset.
#pragma once

#include "ops/operation.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace bulkhead::mcp {

enum class ProtocolVersion : std::uint8_t {
    V2024_11_05,
    V2025_03_26,
    V2025_06_18,
    V2025_11_25,
    V2026_07_28
};

[[nodiscard]] QString versionName(ProtocolVersion version);
/// One of the versions that `initialize` may agree on; nullopt for any other text.
[[nodiscard]] std::optional<ProtocolVersion> legacyVersion(const QString& name);
/// What `initialize` answers to a version that it does not know.
inline constexpr ProtocolVersion kLatestLegacy = ProtocolVersion::V2025_11_25;

/// What the answer of a request is good for (MCP 2026-07-28, caching).
enum class Caching : std::uint8_t {
    None,   ///< tools/call
    Static, ///< the same for an hour: tools/list, server/discover
    Fresh,  ///< may be kept for some seconds: resources/read
};

/// The outcome of a tool, before it has the shape of a version.
struct ToolOutcome {
    QJsonObject structured; ///< empty if it failed
    QString errorText;      ///< not empty if it failed
    QStringList notes;      ///< sentences beside the result
};

class Dialect final {
public:
    explicit Dialect(ProtocolVersion version) : m_version(version) {}

    [[nodiscard]] ProtocolVersion version() const { return m_version; }
    [[nodiscard]] bool isModern() const { return m_version == ProtocolVersion::V2026_07_28; }
    [[nodiscard]] bool takesBatches() const { return m_version <= ProtocolVersion::V2025_03_26; }
    [[nodiscard]] bool hasProgressMessage() const {
        return m_version >= ProtocolVersion::V2025_03_26;
    }
    /// A server may ask the client's person through a form.
    [[nodiscard]] bool hasElicitation() const { return m_version >= ProtocolVersion::V2025_06_18; }
    /// Things have a title beside their name.
    [[nodiscard]] bool hasTitles() const { return m_version >= ProtocolVersion::V2025_06_18; }
    /// An error without an id is schema-valid.
    [[nodiscard]] bool takesErrorWithoutId() const {
        return m_version >= ProtocolVersion::V2025_11_25;
    }

    [[nodiscard]] QJsonObject tool(const ops::Operation& operation) const;
    [[nodiscard]] QJsonObject toolResult(const ToolOutcome& outcome) const;
    [[nodiscard]] QJsonObject serverInfo() const;
    /// Adds what every result of the version carries.
    [[nodiscard]] QJsonObject stamped(QJsonObject result, Caching caching) const;
    /// The same for a result that is none yet: the client has to ask its person (modern only).
    [[nodiscard]] QJsonObject stampedInputRequired(QJsonObject result) const;

private:
    [[nodiscard]] bool isAtLeast(ProtocolVersion version) const { return m_version >= version; }
    ProtocolVersion m_version;
};

} // namespace bulkhead::mcp
