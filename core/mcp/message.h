// SPDX-License-Identifier: MIT
// Message: one JSON-RPC message of a client, classified before anybody acts on it.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <cstdint>

namespace bulkhead::mcp {

/// JSON-RPC 2.0 and MCP error codes that are emitted here.
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kResourceNotFound = -32002;   ///< up to MCP 2025-11-25; then kInvalidParams
inline constexpr int kMissingCapability = -32021;  ///< MCP 2026-07-28
inline constexpr int kUnsupportedVersion = -32022; ///< MCP 2026-07-28

/// Keys of `_meta` in the modern era (MCP 2026-07-28, basic/versioning).
inline constexpr QLatin1StringView kVersionKey{"io.modelcontextprotocol/protocolVersion"};
inline constexpr QLatin1StringView kClientInfoKey{"io.modelcontextprotocol/clientInfo"};
inline constexpr QLatin1StringView kCapabilitiesKey{"io.modelcontextprotocol/clientCapabilities"};
inline constexpr QLatin1StringView kLogLevelKey{"io.modelcontextprotocol/logLevel"};
inline constexpr QLatin1StringView kServerInfoKey{"io.modelcontextprotocol/serverInfo"};
inline constexpr QLatin1StringView kSubscriptionKey{"io.modelcontextprotocol/subscriptionId"};

enum class MessageKind : std::uint8_t {
    Request,
    Notification,
    Response, ///< an answer to a request of ours
    Invalid,  ///< no message; answered with an error that carries `id` if it could be read
};

struct Message {
    MessageKind kind = MessageKind::Invalid;
    QJsonValue id = QJsonValue(QJsonValue::Undefined); ///< string or whole number, exactly as sent
    QString method;
    QJsonObject params; ///< empty if absent
    QJsonObject body;   ///< of a response: the whole message
    QString fault;      ///< of an invalid message: why; of a request: bad params, or empty

    /// The request carries the version key of the modern era.
    [[nodiscard]] bool hasModernClaim() const;
};

/// Classifies one JSON value (not an array: batches are taken apart by the server).
[[nodiscard]] Message classify(const QJsonValue& value);

/// True for the ids and progress tokens that MCP knows: text or whole number; 0 and "" are fine.
[[nodiscard]] bool isIdentifier(const QJsonValue& value);

/// Tells ids apart by type and value: 1 is not "1".
[[nodiscard]] QString identifierKey(const QJsonValue& id);

} // namespace bulkhead::mcp
