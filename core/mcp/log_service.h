// SPDX-License-Identifier: MIT
// LogService: logging/setLevel, and notifications/message for what a person should know.
#pragma once

#include "mcp/method_table.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace bulkhead::mcp {

/// RFC 5424's severities, as MCP names them, the mildest first.
enum class LogLevel : std::uint8_t {
    Debug,
    Info,
    Notice,
    Warning,
    Error,
    Critical,
    Alert,
    Emergency
};

[[nodiscard]] std::optional<LogLevel> logLevel(const QJsonValue& name);

/// Legacy clients set a level for good (warning until then); in 2026-07-28 a request asks for
/// messages by carrying a level of its own, and gets none otherwise.
class LogService final {
public:
    /// logging/setLevel and the capability. The table must not outlive this.
    void addTo(MethodTable& methods);
    /// Sends the text on behalf of a request that is still open; `text` is clean.
    void tell(const Request& request, LogLevel level, const QString& text) const;

private:
    void setLevel(const Request& request);

    LogLevel m_legacyLevel = LogLevel::Warning;
};

} // namespace bulkhead::mcp
