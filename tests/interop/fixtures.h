// SPDX-License-Identifier: MIT
// Fixtures: fixed answers to the tools, resources and prompts that the conformance suite
// hard-codes.
#pragma once

#include "mcp/server.h"

#include <QJsonObject>

namespace bulkhead::interop {

/// The fixture with each `{name}` replaced by the value of that name: a text as it is, anything
/// else as JSON. Stands inside a string of the fixture either way.
[[nodiscard]] QJsonObject filled(const QJsonObject& fixture, const QJsonObject& values);

/// The server must live as long.
class Fixtures final {
public:
    Fixtures(const QJsonObject& all, mcp::Server& server) : m_all(all), m_server(server) {}

    /// False if there is no fixture for it.
    [[nodiscard]] bool answer(const mcp::Request& request) const;

private:
    [[nodiscard]] QJsonObject group(const QString& name) const;
    [[nodiscard]] bool answerTool(const mcp::Request& request, const QString& name) const;
    [[nodiscard]] bool answerSubscription(const mcp::Request& request) const;
    /// A tool of the suite that one of our own stands in for, so that the suite judges the product.
    [[nodiscard]] bool standIn(const mcp::Request& request, const QString& name) const;

    QJsonObject m_all;
    mcp::Server& m_server;
};

} // namespace bulkhead::interop
