// SPDX-License-Identifier: MIT
// MethodTable: which method is answered by whom, and in which protocol versions.
#pragma once

#include "mcp/request.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

namespace bulkhead::mcp {

/// Inclusive on both ends; by default all.
struct Versions {
    ProtocolVersion from = ProtocolVersion::V2024_11_05;
    ProtocolVersion until = ProtocolVersion::V2026_07_28;

    [[nodiscard]] bool contains(ProtocolVersion version) const {
        return from <= version && version <= until;
    }
};

using MethodHandler = std::function<void(const Request& request)>;

/// Filled by the services when the server is made, never changed afterwards: what a client is
/// offered must not vary (MCP 2026-07-28, lists). Both eras dispatch by it.
class MethodTable final {
public:
    /// A method name has one handler.
    void add(const QString& method, MethodHandler handler, Versions versions = {});
    /// A capability that the handshake and server/discover announce.
    void announce(const QString& capability, const QJsonObject& details, Versions versions = {});

    /// Answers the request: by its handler, or with "unknown method".
    void answer(const Request& request) const;
    [[nodiscard]] QJsonObject capabilities(const Dialect& dialect) const;

private:
    struct Entry {
        MethodHandler handler;
        Versions versions;
    };
    struct Capability {
        QString name;
        QJsonObject details;
        Versions versions;
    };
    QHash<QString, Entry> m_methods;
    std::vector<Capability> m_capabilities;
};

} // namespace bulkhead::mcp
