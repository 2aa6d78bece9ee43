// SPDX-License-Identifier: MIT
// FakeTransport: a client in the same process, and a server over it.
#pragma once

#include "mcp/server.h"
#include "support/estate_builder.h"
#include "wire_check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace bulkhead::tests {

class FakeTransport final : public mcp::LineTransport {
public:
    void start() override {}
    void send(const QByteArray& line) override {
        m_check.fromServer(line);
        m_lines << line;
    }

    void write(const QByteArray& line) {
        m_check.fromClient(line);
        Q_EMIT lineReceived(line);
    }
    void write(const QJsonObject& message) {
        write(QJsonDocument(message).toJson(QJsonDocument::Compact));
    }
    void writeTooLong() { Q_EMIT lineTooLong(); }
    void close() { Q_EMIT closed(); }

    [[nodiscard]] const QList<QByteArray>& lines() const { return m_lines; }
    QList<QByteArray> takeLines() { return std::exchange(m_lines, {}); }
    [[nodiscard]] const QStringList& problems() const { return m_check.problems(); }

private:
    WireCheck m_check;
    QList<QByteArray> m_lines;
};

/// A server on a small snapshot, or on whatever sources or pipeline it is given. Fails the test
/// when a message did not fit its version.
class McpBench final {
public:
    explicit McpBench(std::shared_ptr<ops::SourceProvider> sources = smallSources(),
                      const mcp::ServerOptions& options = {})
        : m_sources(std::move(sources)),
          m_server(ops::Pipeline::standard(m_sources), m_client, options) {}
    McpBench(ops::Pipeline pipeline, const mcp::ServerOptions& options)
        : m_server(std::move(pipeline), m_client, options) {}
    explicit McpBench(const mcp::ServerOptions& options) : McpBench(smallSources(), options) {}
    ~McpBench() {
        if (!m_client.problems().isEmpty()) {
            QTest::qFail(qPrintable(m_client.problems().join(u'\n')), __FILE__, __LINE__);
        }
    }
    McpBench(const McpBench&) = delete;
    McpBench& operator=(const McpBench&) = delete;

    [[nodiscard]] FakeTransport& client() { return m_client; }
    [[nodiscard]] mcp::Server& server() { return m_server; }
    [[nodiscard]] ops::SourceProvider& sources() { return *m_sources; }

    /// Sends the message and waits for the next line that comes back.
    QJsonObject ask(const QJsonObject& message) {
        m_client.takeLines();
        m_client.write(message);
        if (!QTest::qWaitFor([this] { return !m_client.lines().isEmpty(); }, 20'000)) {
            return {};
        }
        return QJsonDocument::fromJson(m_client.lines().constFirst()).object();
    }
    QJsonObject ask(const QString& method, const QJsonObject& params = {},
                    const QJsonValue& id = 1) {
        return ask(request(method, params, id));
    }
    /// Waits for the next line after those that were taken.
    QJsonObject next() {
        if (!QTest::qWaitFor([this] { return !m_client.lines().isEmpty(); }, 20'000)) {
            return {};
        }
        const QJsonObject first = QJsonDocument::fromJson(m_client.lines().constFirst()).object();
        m_client.takeLines();
        return first;
    }
    QJsonObject initialize(const QString& version, const QJsonObject& capabilities = {}) {
        return ask(QStringLiteral("initialize"), initializeParams(version, capabilities), 0);
    }

    [[nodiscard]] static QJsonObject initializeParams(const QString& version,
                                                      const QJsonObject& capabilities = {}) {
        return {{QStringLiteral("protocolVersion"), version},
                {QStringLiteral("capabilities"), capabilities},
                {QStringLiteral("clientInfo"),
                 QJsonObject{{QStringLiteral("name"), QStringLiteral("test")},
                             {QStringLiteral("version"), QStringLiteral("1")}}}};
    }
    [[nodiscard]] static QJsonObject request(const QString& method, const QJsonObject& params,
                                             const QJsonValue& id) {
        return {{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                {QStringLiteral("id"), id},
                {QStringLiteral("method"), method},
                {QStringLiteral("params"), params}};
    }
    /// Params of a modern request.
    [[nodiscard]] static QJsonObject modern(QJsonObject params = {},
                                            const QJsonObject& capabilities = {}) {
        QJsonObject meta = params.value(QStringLiteral("_meta")).toObject();
        meta.insert(mcp::kVersionKey, QStringLiteral("2026-07-28"));
        meta.insert(mcp::kCapabilitiesKey, capabilities);
        params.insert(QStringLiteral("_meta"), meta);
        return params;
    }
    [[nodiscard]] static QJsonObject callParams(const QString& tool,
                                                const QJsonObject& arguments = {}) {
        return {{QStringLiteral("name"), tool}, {QStringLiteral("arguments"), arguments}};
    }

    [[nodiscard]] static std::shared_ptr<ops::SourceProvider> smallSources() {
        EstateBuilder estate;
        estate.machine(QStringLiteral("web-01"), {QStringLiteral("tier|web")})
            .group(QStringLiteral("web"), {tagged(QStringLiteral("tier|web"))})
            .policy(QStringLiteral("p1"), QStringLiteral("Application"), 10,
                    {QJsonObject{{QStringLiteral("id"), QStringLiteral("r1")},
                                 {QStringLiteral("action"), QStringLiteral("ALLOW")}}})
            .policy(QStringLiteral("p2"), QStringLiteral("Application"), 20);
        return std::make_shared<ops::SourceProvider>(estate.make());
    }

private:
    std::shared_ptr<ops::SourceProvider> m_sources;
    FakeTransport m_client;
    mcp::Server m_server;
};

} // namespace bulkhead::tests
