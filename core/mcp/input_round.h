// SPDX-License-Identifier: MIT
// InputRound: what a server asks for instead of an answer, and what the next round brings.
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::mcp {

/// A request in the direction of the client. It stands in a result, without an id (MCP 2026-07-28,
/// multi round-trip requests).
struct InputRequest {
    QString key; ///< under which the client puts its answer
    QString method;
    QJsonObject params;
};

/// What an `input_required` result holds. `state` comes back with the answers, byte for byte; none
/// if empty.
[[nodiscard]] QJsonObject inputRequired(const std::vector<InputRequest>& requests,
                                        const QString& state);

/// The client's answer of this round; nullopt if there is none, or something that is no result.
[[nodiscard]] std::optional<QJsonObject> inputResponse(const QJsonObject& params,
                                                       const QString& key);

/// The state that this round brings back, which nobody has checked yet; nullopt if none.
[[nodiscard]] std::optional<QString> requestState(const QJsonObject& params);

/// Which of the two does not have the type that it must have, in words; empty if both are fine.
[[nodiscard]] QString wrongInput(const QJsonObject& params);

} // namespace bulkhead::mcp
